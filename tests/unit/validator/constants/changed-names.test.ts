import { describe, expect, it } from 'vitest';
import { findingsOf, scoreOf } from '../judge.js';
import { WAYS } from '../ways.js';

const read = (made: string, name: string) => `import random\n${made}\ngetattr(random, ${name})\n`;

describe('a list or table that is changed', () => {
  it.each([
    [read('q = ["_"]\nq.append("os")', '"".join(q)')],
    [read('q = ["choice"]\nadd = q.append\nadd(x)', 'q[0]')],
    [read('q = ["choice"]\nq[0] = x', 'q[0]')],
    [read('q = ["choice"]\ndel q[:]\nq.extend(x)', '"".join(q)')],
    [read('q = ["choice"]\nlist.append(q, x)', '"".join(q)')],
    [read('q = ["os", "_"]\nq.reverse()', '"".join(q)')],
    [read('q = ["os", "_"]\nrandom.shuffle(q)', '"".join(q)')],
    [read('q = ["choice"]\nother = q\nother.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\ngetattr(q, "insert")(0, x)', 'q[0]')],
    [read('import functools\nq = ["choice"]\nfunctools.partial(list.insert, q, 0)(x)', 'q[0]')],
    [read('q = ["choice"]\nwith f() as q[0]:\n    pass', 'q[0]')],
    [read('q = ["choice"]\na = b = q\na.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\nfor part in [q]:\n    part.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\ndef parts():\n    return q\nparts().append(x)', '"".join(q)')],
    [read('q = ["choice"]\ndef f(part=q):\n    part.append(x)\nf()', '"".join(q)')],
    [read('q = ["choice"]\ndef f(part):\n    part.append(x)\nf(q)', '"".join(q)')],
    [read('q = [["choice"]]\nq[0].append(x)', '"".join(q[0])')],
    [read(`q = ["choice"]\nq${'[0]'.repeat(100)}.append(x)`, 'q[0]')],
    [read('d = {"k": "choice"}\nd["k"] = x', 'd["k"]')],
    // Whether `x` is a plain list is asked while `y`, of which it is made, is not known yet.
    [
      read(
        'q = ["choice"]\nr = []\nclass E:\n    def __add__(self, other):\n        other[:] = v\n        return self\n' +
          'for i in v:\n    if i:\n        r == x\n        y = x + q\n    else:\n        y = E()\n    x = y',
        'q[0]',
      ),
    ],
    [read('d = {"k": "choice"}\nd.update(k=x)', 'd["k"]')],
    [read('b = bytearray(b"aos")\nb[0] = 95', 'b.decode()')],
    ['import random\nq = ["choice"]\nq.append(x)\nfor name in q:\n    getattr(random, name)\n'],
  ])('says nothing certain: %j', async (source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it.each([
    [read('q = ["cho", "ice"]', '"".join(q)')],
    [read('q = ["choice"]\nprint(len(q), sorted(q))', 'q[0]')],
    [read('q = ("choice", "shuffle")\ndef f(part):\n    return part\nf(q)', 'q[0]')],
    [read('d = {"k": "choice"}\nd.get("k")\nother = {}\nother["k"] = x', 'd["k"]')],
    ['import random\nq = ["choice"]\nr = []\nfor name in q:\n    r.append(getattr(random, name))\n'],
  ])('is told from one that is not: %j', async (source) => {
    expect(await scoreOf(source)).toBeLessThanOrEqual(5);
  });
});

const KEEP = 'global found; found = o';

/** A function that keeps the last thing that it is given. */
const KEEPER = 'def keep(*given, **named):\n    global found; found = [*given, *named.values()][-1]\n';

/** A class that keeps what one of its methods is given as `o`. */
function hook(method: string): string {
  return `class A:\n    def ${method}:\n        ${KEEP}\n`;
}

/** Ways by which a list comes to have another name, `found`, besides those by which a module does. */
const ALIASES: readonly (readonly [way: string, source: string])[] = [
  ...WAYS.map(([way, source]) => [way, source.replaceAll('MODULE', 'q')] as const),
  ['a plain name', 'found = q'],
  ['a chained assignment', 'found = q = ["choice"]'],
  ['a walrus', 'print(found := q)'],
  ['a walrus of its own', '(found := (q := ["choice"]))'],
  ['iter', 'found = next(iter([q]))'],
  ['a loop over iter', 'for found in iter([q]):\n    pass'],
  ['chain', 'for found in itertools.chain([q]):\n    pass'],
  ['zip', 'for found, other in zip([q], [1]):\n    pass'],
  ['enumerate', 'for i, found in enumerate([q]):\n    pass'],
  ['the greater of two', 'found = max(q, q)'],
  ['a sum', 'found = sum([], q)'],
  ['a list of it', 'found = list([q])[0]'],
  ['lists that are joined', 'found = ([1] + [q])[1]'],
  ['a deque', 'found = collections.deque([q])[0]'],
  ['the values of a table', '[found] = {"a": q}.values()'],
  ['a table that is updated', 'd = {}\nd.update(k=q)\nfound = d["k"]'],
  ['setattr by name', 'setattr(h, "zz", q)\nfound = h.zz'],
  ['a choice', 'found = q if q else []'],
  ['or', 'found = None or q'],
  ['and', 'found = 1 and q'],
  ['its own bound method', 'found = q.index.__self__'],
  ['an operator', 'class A:\n    def __radd__(self, o):\n        global found\n        found = o\nq + A()'],
  ['a comparison', 'class A:\n    def __eq__(self, o):\n        global found\n        found = o\nq == A()'],
  ['a search', 'class A:\n    def __contains__(self, o):\n        global found\n        found = o\nq in A()'],
  ['brackets', 'class A:\n    def __getitem__(self, o):\n        global found\n        found = o\nA()[q]'],
  [
    'a method that is named as one of tables',
    'class A:\n    def drop(self, o):\n        global found\n        found = o\nA().drop(q)',
  ],
  ['a function that is named as one of tables', 'o = SimpleNamespace(drop=f)\no.drop(q)\nfound = r'],
  ['a comprehension over its list', 'found = [r for r in [q]][0]'],
  ['an argument of partial', 'functools.partial(f, q)()\nfound = r'],
  ['any method', 'class A:\n    def __getattr__(self, name):\n        return f\nA().drop(q)\nfound = r'],
  ['a method of a class made by type()', 'A = type("A", (), {"dr" + "op": f})\nA().drop(q)\nfound = r'],
  ['a function that has several names', 'h = len\nh = f\nh(q)\nfound = r'],
  ['pow', `${hook('__rpow__(self, o)')}pow(q, A())`],
  ['a search in a list of others', `${hook('__eq__(self, o)')}q in [A()]`],
  ['the last value of iter', `${hook('__eq__(self, o)')}next(iter(lambda: A(), q))`],
  ['a tuple that is searched', `${hook('__eq__(self, o)')}tuple.index((A(),), q)`],
  ['operator.add', `${hook('__radd__(self, o)')}operator.add(q, A())`],
  ['a setting that is not there', 'import os\nfound = os.getenv("ZZ", q)'],
];

/** Ways by which a library hands a list on that it is only shown, as far as its name tells. */
const LIBRARY_ALIASES: readonly (readonly [way: string, source: string])[] = [
  ['np.s_', 'import numpy as np\nfound = np.s_[q]'],
  ['np.s_ that was handed on', 'import numpy as np\ndef f(o):\n    return o[q]\nfound = f(np.s_)'],
  ['np.index_exp', 'import numpy as np\nfound = np.index_exp[q][0]'],
  ['np.lib', 'import numpy as np\nfound = np.lib.index_tricks.IndexExpression(False)[q]'],
  ['pd.IndexSlice', 'import pandas as pd\nfound = pd.IndexSlice[q]'],
  ['a generic list', 'import typing\nfound = typing.get_args(list[q])[0]'],
  ['a generic class of its own', 'import typing\nclass A(list):\n    pass\nfound = typing.get_args(A[q])[0]'],
  [
    'isinstance',
    `class M(type):\n    def __instancecheck__(self, o):\n        ${KEEP}\nclass A(metaclass=M):\n    pass\nisinstance(q, A)`,
  ],
  [
    'isinstance of several',
    `class M(type):\n    def __instancecheck__(self, o):\n        ${KEEP}\nclass A(metaclass=M):\n    pass\nisinstance(q, (str, A))`,
  ],
  [
    'a writer of JSON',
    `import json\nclass A(json.JSONEncoder):\n    def encode(self, o):\n        ${KEEP}\njson.dumps(q, cls=A)`,
  ],
  [
    'options of JSON',
    `import json\nclass A(json.JSONEncoder):\n    def encode(self, o):\n        ${KEEP}\njson.dumps(q, **options)`,
  ],
  ['np.isin', `import numpy as np\n${hook('__array_function__(self, f, t, o, k)')}np.isin(q, A())`],
  ['np.array', `import numpy as np\n${hook('__array_function__(self, f, t, o, k)')}np.array(q, like=A())`],
  ['a dtype', `import pandas as pd\n${hook('_from_sequence(o, dtype)')}pd.Series(q, dtype=D())`],
  ['a dtype by position', `import pandas as pd\n${hook('_from_sequence(o, dtype)')}pd.Index(q, D())`],
  ['the keys of a grouping', 'g = data.groupby(q)\nfound = g.keys'],
  ['the columns of a grouping', 'g = data.groupby("a")[q]\nfound = g._selection'],
  ['a grouping that is handed on', 'data.groupby(q).pipe(f)\nfound = r'],
  [
    'a formatter',
    `import string\nclass A(string.Formatter):\n    def format_field(self, o, x):\n        ${KEEP}\nA().format("{}", q)`,
  ],
  ['the filter of a log', 'import logging\nlog = logging.getLogger("a")\nlog.addFilter(f)\nlog.filter(q)\nfound = r'],
  ['a mock', 'from unittest.mock import Mock\nm = Mock()\nm.drop(q)\nfound = m.call_args[0][0]'],
  ['an aggregation', `${KEEPER}data.agg(keep, 0, q)`],
  ['an aggregation by keyword', `${KEEPER}data.agg(keep, values=q)`],
  ['the aggregation of a grouping', `${KEEPER}data.groupby("a").agg(keep, q)`],
  ['a map', `${KEEPER}data.map(keep, values=q)`],
  ['the filter of a grouping', `${KEEPER}data.groupby("a").filter(keep, columns=q)`],
  ['a pivot', `${KEEPER}data.pivot_table(index="a", aggfunc=keep, items=q)`],
  ['a namespace', `import types\n${KEEPER}types.SimpleNamespace(**{"dr" + "op": keep}).drop(q)`],
  ['a named tuple', `${KEEPER}collections.namedtuple("N", ["dr" + "op"])(keep).drop(q)`],
  ['a series', `import pandas as pd\n${KEEPER}pd.Series({"mer" + "ge": keep}).merge(q)`],
  ['the row of a table', `import pandas as pd\n${KEEPER}pd.DataFrame({"mer" + "ge": [keep]}).iloc[0].merge(q)`],
  ['an attribute by name', `${KEEPER}class A:\n    pass\na = A()\nsetattr(a, "dr" + "op", keep)\na.drop(q)`],
  ['an array of one', 'import numpy as np\nfound = np.array(q).item()'],
  ['a function that was replaced', 'random.choice = f\nrandom.choice(q)\nfound = r'],
  ['a function that was replaced in a loop', 'for random.choice in [f]:\n    random.choice(q)\nfound = r'],
  ['a function that was replaced by name', 'setattr(random, "cho" + "ice", f)\nrandom.choice(q)\nfound = r'],
];

const CHANGES: readonly string[] = [
  'found[:] = x',
  'found[0] = x',
  'found += x',
  'found *= 0\nfound += x',
  'found.insert(0, x)',
  'found.sort()',
  'del found[0]',
  'list.append(found, x)',
  'operator.iadd(found, x)',
  'change(found)',
];

const ALIASED = [...ALIASES, ...LIBRARY_ALIASES].flatMap(([way, source]) =>
  CHANGES.map((change) => [way, change, source] as const),
);

describe('a list that gets another name', () => {
  it.each(ALIASED)('by %s and is changed by %j says nothing certain', async (_, change, source) => {
    const made = `import collections, functools, itertools, operator\nq = ["choice"]\n${source}\n${change}`;

    expect(await findingsOf(read(made, 'q[0]'))).toContain('reflection random.? 30');
  });

  it.each([
    ['a table', read('q = {"k": "choice"}\nfor r in iter([q]):\n    r |= x', 'q["k"]')],
    ['bytes that may be changed', read('q = bytearray(b"choice")\nr = q\nr[:] = x', 'q.decode()')],
    ['a list in a table', read('q = {"k": ["choice"]}\nr = q["k"]\nr[0] = x', 'q["k"][0]')],
    ['a list in a list', read('q = [["choice"]]\nfor r in q:\n    r[0] = x', 'q[0][0]')],
    ['a list in a slice', read('q = [["choice"]]\nq[0:1][0][0] = x', 'q[0][0]')],
    ['a list in a tuple', read('q = (["choice"],)\nr, = q\nr[0] = x', 'q[0][0]')],
    // Who is called hangs on the list that is asked about.
    [
      'a table that a view tells',
      read(`q = {"k": "choice"}\n${hook('__eq__(self, o)')}q.keys().mapping == A()`, 'q["k"]'),
    ],
    ['a list that is compared with', read(`q = [["choice"]]\n${hook('__eq__(self, o)')}q == [A()]`, 'q[0][0]')],
    ['a list that is looked for', read(`q = [["choice"]]\n${hook('__eq__(self, o)')}q.index(A())`, 'q[0][0]')],
    ['a list handed on by what it says', read('q = ["choice"]\nd = {"choice": change}\nd[q[0]](q)', 'q[0]')],
    // In the first round of names nobody knows yet whose `drop` it is.
    [
      'an argument of a library that is known late',
      read('x = getattr(random, q[0])\nq = ["choice"]\nb.drop(q)\nb = a\na = lib\nimport lib', 'q[0]'),
    ],
    ['what is taken one by one', read('q = iter(["choice", x])\nnext(q)', 'next(q)')],
  ])('says nothing certain, also as %s', async (_, source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(15);
  });

  it.each([
    'for name in q:\n    print(name)',
    'print(q, len(q), sorted(q, reverse=True), str(q), list(q), tuple(q))',
    'r = [name.upper() for name in q if name in q]',
    'r = q[0] + q[-1] + q[1:][0]',
    'a, *b = q',
    'r = ", ".join(q)',
    'r = [*q, "more"]',
    'r = q + ["more"]',
    'r = {name: 1 for name in q}',
    'if q and not len(q) == 2:\n    print(f"{q}")',
    'frame = data[q]',
    'data[q] = data[q].fillna(0)',
    'frame = data.drop(columns=q).dropna(subset=q)',
    'frame = pd.DataFrame(data, columns=q)',
    'frame = data.groupby(q).agg("mean")',
    'for i, name in enumerate(q):\n    print(i)',
    'for name, weight in zip(q, [1, 2]):\n    print(name)',
    'assert isinstance(q, list)',
    'r = []\nr.extend(q)',
    'r = random.choice(q)',
    'while q:\n    break',
    'r = q[0], 1',
    'r = q == ["choice"] or q is None',
    'assert isinstance(q, (list, tuple, np.ndarray))',
    'r = json.dumps(q, indent=2, default=str)',
    'r = np.isin(["a"], q)',
    'r = pd.Series(q, dtype="category")',
    'def f(d: pd.DataFrame):\n    return pd.DataFrame(d, columns=q)',
    'r = data.groupby(q)["close"].mean()',
    'for key, group in data.groupby(q):\n    print(key)',
    'r = data.groupby("a").agg(q)',
    'r = "{}".format(q)',
    'r = max(q, key=len)',
    'r = q.index("choice")',
    'try:\n    r = data[q]\nexcept KeyError as e:\n    print(e)',
  ])('is told from one that is only read: %j', async (reading) => {
    const made = `import json\nimport numpy as np\nimport pandas as pd\nq = ["choice", "shuffle"]\n${reading}`;

    expect(await scoreOf(read(made, 'q[0]'))).toBeLessThanOrEqual(5);
  });

  it('is told from a nested one of which the parts are read', async () => {
    const made = 'q = {"k": ["choice"]}\nfor name in q["k"]:\n    print(name)\nprint(q["k"][0], q.get("k")[0])';

    expect(await scoreOf(read(made, 'q["k"][0]'))).toBeLessThanOrEqual(5);
  });
});
