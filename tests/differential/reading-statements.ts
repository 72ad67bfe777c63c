/** A statement that reads a value `q`, and which kind of owner `o` it speaks of. */
export interface ReadingStatement {
  readonly statement: string;
  readonly owner: OwnerKind;
}

export type OwnerKind = 'none' | 'library' | 'plain' | 'table';

/** Stands before every statement. Whatever `spy` is given, the source has seen. */
export const PRELUDE = `import base64, binascii, codecs, collections, gzip, itertools, json, math, operator, os
import quopri, random, re, statistics, sys, textwrap, zlib
import numpy as np
import pandas as pd
seen = []
def spy(*given, **named):
    seen.append((given, named))
    return 1
`;

export const VALUES = ["[['a'], ['b']]", "['a', 'b']", "{'a': ['b'], 'c': ['d']}"];

const FRAME = "pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})";
const COLUMN = "pd.Series([1, 2], index=['a', 'b'])";

export const OWNERS: Readonly<Record<OwnerKind, readonly string[]>> = {
  none: ['None'],
  table: [FRAME, COLUMN],
  library: [
    ...[FRAME, COLUMN, "pd.Series(['x', 'y'])", "pd.Index(['a', 'b'])", `${FRAME}.groupby('a')`],
    ...[`${FRAME}.groupby('a').b`, "pd.Series(['x', 'y']).str", 'pd.Series([1, 2]).rolling(1)', 'np.array([1, 2])'],
    ...['collections.deque()', 'collections.OrderedDict()'],
  ],
  plain: ["'x'", "b'x'", '[]', "['a']", '{}', "{'a': 1}", 'set()', "{'a'}", '()'],
};

const KEYWORDS = [
  ...['columns', 'subset', 'by', 'on', 'left_on', 'right_on', 'items', 'labels', 'index', 'id_vars', 'value_vars'],
  ...['values', 'aggfunc', 'mapper', 'func', 'arg', 'keys', 'data', 'to_replace', 'value', 'other', 'right', 'level'],
];

const ALONE = ['q', '[q]'];
/** The ways in which `q` is given to a method beside something else. */
const GIVEN = [
  ...['q, 0', '0, q', "'a', q", "q, 'a'", 'spy, q', 'spy, 0, q', 'q, spy', 'q, 0, spy', 'o, q'],
  ...KEYWORDS.filter((word) => word !== 'func' && word !== 'aggfunc').flatMap((word) => [
    ...[`func=spy, ${word}=q`, `aggfunc=spy, ${word}=q`],
  ]),
  ...KEYWORDS.flatMap((word) => [
    ...[`spy, ${word}=q`, `0, ${word}=q`, `o, ${word}=q`, `'a', 0, ${word}=q`, `spy, 0, ${word}=q`],
    ...[`q, ${word}=spy`, `q, ${word}='a'`],
  ]),
];
const GIVEN_TO_GROUPBY = ['by=q', 'q, sort=False', 'q, as_index=False', 'by=q, dropna=False'];
/** What a method of `q` itself is given. */
const GIVEN_TO_OWN = ['0', "'a'", "['a']", "'a', 'b'", 'spy', '0, spy', '[spy]', '{}', "{'a': 1}", '[[1]]'];
const GIVEN_TO_FUNCTION = [
  ...['q', 'q, 1', '1, q', "q, 'a'", "'a', q", 'spy, q', 'q, spy', 'spy, 0, q', 'q, [1]', '[1], q', 'q, int'],
  ...['key=spy', 'default=spy', 'cls=spy', 'dtype=object', 'like=np.array(1)', 'start=[]', 'copy=False', 'name=1'].map(
    (other) => `q, ${other}`,
  ),
];

/** Statements in which a method of that name is given `q`, or is one of `q`; first those that say nothing besides. */
export function statementsOfMethod(method: string): Record<'plainest' | 'others', readonly ReadingStatement[]> {
  const given = (text: string) => {
    const statement = `r = o.${method}(${text})`;
    return [
      { statement, owner: 'library' as const },
      { statement, owner: 'plain' as const },
    ];
  };
  const grouped = (text: string) => ({ statement: `r = o.groupby(${text}).${method}()`, owner: 'table' as const });
  const own = (text: string) => ({ statement: `r = q.${method}(${text})`, owner: 'none' as const });
  return {
    plainest: [...[...ALONE, ...KEYWORDS.map((word) => `${word}=q`)].flatMap(given), grouped('q'), own('')],
    others: [...GIVEN.flatMap(given), ...GIVEN_TO_GROUPBY.map(grouped), ...GIVEN_TO_OWN.map(own)],
  };
}

/** Statements in which a function of that dotted name is given `q`. */
export function statementsOfFunction(name: string): ReadingStatement[] {
  const written = name
    .replace(/^builtins\./, '')
    .replace(/^pandas\./, 'pd.')
    .replace(/^numpy\./, 'np.');
  return GIVEN_TO_FUNCTION.map((given) => ({ statement: `r = ${written}(${given})`, owner: 'none' }));
}

/** Statements that read `q` and call nothing. */
export function statementsWithoutCall(): ReadingStatement[] {
  const expressions = [
    ...['q[0]', "q['a']", 'q[0:1]', 'q[:]', 'q + [1]', '[1] + q', 'q * 2', 'q % 2', "'%s' % q", 'q | {}', 'q == [1]'],
    ...['[1] == q', 'q is None', '0 in q', 'q in [1]', 'not q', 'q and 1', 'q or 1', '1 if q else 2', 'q if 1 else 2'],
    ...['[*q]', '{**q}', '(q)', '[i for i in q]', '[1 for i in q if i]', "f'{q}'", "f'{q!r}'", '(w := q)', 'lambda: q'],
    ...[
      'pd.Series([1])[q]',
      `${FRAME}[q]`,
      `${FRAME}.loc[:, q]`,
      'np.array([1, 2])[q]',
      '{}[q]',
      'np.s_[q]',
      'list[q]',
    ],
  ];
  const others = ['for i in q: pass', 'if q: pass', '[r, w] = q', '*r, w = q', 'r = []\nr += q', 'del q[0]'];
  return [...expressions.map((expression) => `r = ${expression}`), ...others].map((statement) => ({
    statement,
    owner: 'none',
  }));
}
