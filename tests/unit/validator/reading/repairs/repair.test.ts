import { describe, expect, it } from 'vitest';
import { READING } from '../../../../../src/config/limits.js';
import { missedFacts, ourFactsOf, type SeenFacts } from '../../../../differential/our-facts.js';
import { findingsOf, reportOf } from '../../judge.js';

// Thousands of places are looked through here, perhaps on a busy machine.
const reasonOf = async (source: string) => (await reportOf(source)).unreadable?.reason;

/** Every place at which a source has the name of a builtin. */
function mentionsOf(builtin: string, source: string): string[] {
  return source.split('\n').flatMap((text, index) => {
    const found = [...text.matchAll(new RegExp(builtin, 'g'))];
    return found.map((mention) => `builtins.${builtin} ${index + 1}:${mention.index + 1}`);
  });
}

const seen = (names: readonly string[], facts: Partial<SeenFacts> = {}): SeenFacts => ({
  imports: [],
  calls: [],
  attributes: [],
  names,
  ...facts,
});

describe.each([
  [
    'the default of a type parameter',
    [
      'def f[T = int](x: T): pass\n',
      'class A[T = int, *Ts = *tuple[int, ...], **P = [int]]: ...\n',
      'type X[T: object = int] = list[T]\n',
      'async def f[T=lambda a=1, b=2: a, U="=,]"](): pass\n',
      'if x: type X[ # =\n  T = (\n    int)] = T\n',
      's = "def f[T = int](): pass"\ndef f[T = int](): pass\n',
    ],
    [
      'x: list[T = int] = 1\n',
      'class A[T = int : str]: pass\n',
      'class A[T = int = str]: pass\n',
      'def f(x)[T = int]: pass\n',
      'x[T = int]\n',
    ],
    [
      `def f[T = eval("x")](): pass\n`,
      'class A[T = [eval]]: pass\n',
      'type X[T: int = (lambda a=eval: a)] = T\n',
      's = """\ndef f[T = """; eval("x"); """](): pass"""\nclass A[T = int]: pass\n',
    ],
  ],
  [
    'a named character in the format of an f-string',
    [
      'f"{1:\\N{DIGIT ONE}}"\n',
      "f'''{x:{y}\\N{DIGIT ONE}{z}}'''\n",
      'f"{f"{1:\\N{DIGIT ONE}}"}"\n',
      'f"\\N{DIGIT ONE}{1:\\\\\\N{DIGIT ONE}}"\n',
    ],
    ['f"{1:\\N{DIGIT ONE}"\n', 'f"{1:\\N{{}}"\n'],
    [
      'f"{1:\\N{DIGIT ONE}{eval}}"\n',
      'f"{1:\\N{DIGIT ONE}}{1:\\\\N{eval}}"\n',
      'f"{1:\\N{DIGIT ONE}}"; rf"{1:\\N{eval}}"\n',
      'f"{1:\\N{DIGIT ONE}}"; fR"""{1:{2:\\N{eval}}}"""\n',
    ],
  ],
  [
    'the end of a line before a bracket',
    [
      'a, b = x, 1\n[y] = [2]\n',
      'a, "s" # c\n\n# d\n(b).c = 1\n',
      'if x:\n    a = b, 1\n    (c).d, e = 1, 2\n[f] = 1, # c',
      'x = a, b\n[*y] = c, d\n*z, w = 2, 3\n-x\n',
      'if x: a = b, 1\n[c] = 2,\nclass A: y = 1, 2\n(z).a = 1\n',
      '*a,\nb = 1\nc, = d,\ne = f\n',
      'x = a, "s"\n"t"\n{}\n...\nnot y\n',
      '@a\n@b\ndef f(): return 1, 2\n[c] = d\n',
      's = "a, b\\n[c]"; """\nd, e\n[f]"""; a = b, 1\n[c] = d\n',
      'x = 1 if"{"else not"{", bR"{", U"{", fR"{y}"\n[c] = d\n',
    ],
    ['x =\ny = 2\n', 'a = b, 1\n)', 'a = b, 1 +\n[c]\n', 'if x\n[c]: pass\n', '@a, b\n[c]\n', 'a = b, 1;;\n[c] = d\n'],
    [
      'run, x = eval, 1\n[y] = [2]\n',
      'a, "s"\n(b).c = eval\n',
      'a = b, 1\n[eval][0]("x")\n',
      'a = b, "#\\\n"\n[eval][0]("x")\n',
      'a = b, f"{c # "\n}"\n[eval][0]("x")\n',
    ],
  ],
  [
    'a splat of a group in a list without brackets',
    [
      'x = 2, *[3]\n',
      'x = *(a), 1 # c\n',
      'x = y = *"ab", *b"c"\n',
      'x += 1, *{}\n',
      'for x in *(a), b: pass\n',
      'def f(): return 1, *[2] # c\n',
      'lambda: (yield *[1], 2)\n',
      'x[*(a)] = y[*[b]].c\n',
      'x[*(a), b] = 1, *(\n  2,)\n[y] = z\n',
      '{}, {}, *{}',
    ],
    ['x = *(a)\n', 'x = [y for y in *(a), b]\n', 'x = 1, *[2], y := 3\n', 'x = 1, *\n[2]\n'],
    ['x = 2, *[eval]\n', 'run, = *(eval,),\nrun("x")\n', 'x[*(eval), b]\n'],
  ],
  [
    'an annotation that goes on after its entries',
    [
      'x: A[b][c] = 1\n',
      'x: A[b](c)\n',
      'def f(x: A[b] if c else d, y: int = 1) -> List[int] or None: pass\n',
      'x: A[0].b[1] = 3\ny: A[0].b.c[1].d = 3\n',
      'def f(x: A[0].b(c), y: A[0].b = 1) -> A[int].b or None: pass\n',
      'x: A[b or c] and d[e]\n',
      'async def f() -> A[b] == c: pass\n',
    ],
    ['x: A[b] c\n', 'x: not[b] or\n', 'def f() -> A[b][: pass\n'],
    ['x: A[b] or eval("x")\n', 'x: eval[b]("x")\n', 'def f() -> A[eval][0]: pass\n'],
  ],
  [
    'a line in brackets that stands further left than its statement',
    [
      'def f():\n    x = (a +\nb)\n    y = [i for # c\n\ni in y]\n',
      'def f():\n  (bar.\nbaz(\n))\n',
      'def f():\n    x = (a + "#" +\nb)\n',
      'class A:\n    x = f"""{a +\nb}\n {c}\n"""\n',
      'def f():\n    from math import (floor,\nceil)\n    x = y[1 +\n2]\n',
    ],
    ['def f():\n    x = a +\nb\n', 'def f():\n    x = (a +\nb\n', 'def f():\n    x = (a) +\n(b)\n'],
    [
      'def f():\n    x = (a +\neval("x"))\n    (eval)("x")\n',
      'def f():\n    x = (a + # (\neval("x"))\n',
      'def f():\n    x = (a +\nb, """(\n# """, eval("x"), "#")\n',
      'a = b, 1\n[c] = d\ndef f():\n    x = (1 if"{#" else eval("x"),\n" else 3) # ")\n',
      'a = b, 1\n[c] = d\ndef f():\n    x = (1 if"{" else 0, # " z\neval("x"),\n    2)\n',
    ],
  ],
  [
    'a splat of a group that annotates a starred parameter',
    [
      'def f(*args: *(a)): pass\n',
      'def f(*args: *(a), x=1): pass\n',
      'def f(*args: *(a),): pass\n',
      'def f(*args: *(a), **x: b): pass\n',
      'def f(x, *args: *(int, str)[0], y: int = 1, **z: int) -> None: pass\n',
      'async def f(*args: *[a, b][0] # c\n): pass\n',
      'class A:\n    def f(self, *args: *{a: b}[c],): pass\n',
    ],
    [
      'def f(x: *(a)): pass\n',
      'def f(**x: *(a)): pass\n',
      'def f(*x: *(a) = 1): pass\n',
      '(lambda *a: *(b), 1)\n',
      'x = {*a: *(b)}\n',
    ],
    ['def f(*args: *(eval)): pass\n', 'def f(*args: *(a, [eval("x")])): pass\n'],
  ],
  [
    'a line that is only a backslash',
    [
      'x = 1\n\\\ny = 2\n',
      'if x:\n    y = 1\n    \\\n    z = 2\n',
      'if x:\n    y = 1\n\\\n    \\\n\\\n    z = 2\n    w = 3\n',
      'if x:\n    \\\n    z = 2\nelse:\n\\\n  z = 3\n\\\n  w = 4\nz = 5\n',
      'try:\n  x\n\\\nexcept A:\n  \\\n  y\n# c\n\\\n@b\n\\\nclass B: pass\n',
    ],
    [
      'if x:\n    y = 1\n    \\\nz = 2\n',
      'if x:\n    y = 1\n        \\\n    z = 2\n',
      'if x:\n    if y:\n    \\\n    z = 1\n',
      'x = 1\n    \\\ny = 2\n',
      'if x:\n\tpass\n    \\\n\tpass\n',
      'x = 1 +\n\\\n2\n',
    ],
    ['if x:\n    pass\n    \\\n    eval("x")\n', 's = """\n\\\n"""; eval("x"); """\n\\\n"""\n\\\ny = 1\n'],
  ],
])('%s', (_, read, refused, attacks) => {
  it.each(read)('is read: %j', async (source) => {
    expect(await reportOf(source)).toMatchObject({ isValid: true, riskScore: 0 });
  });

  it.each(refused)('is refused where CPython refuses it: %j', async (source) => {
    expect(['syntax', 'indentation']).toContain(await reasonOf(source));
  });

  it.each(attacks)('hides nothing: %j', async (source) => {
    const { violations } = await reportOf(source);
    const places = violations.map(({ qualifiedName, line, column }) => `${qualifiedName} ${line}:${column}`);

    expect(places).toEqual(expect.arrayContaining(mentionsOf('eval', source)));
    expect(violations).toContainEqual(expect.objectContaining({ qualifiedName: 'builtins.eval', points: 30 }));
  });
});

describe('a source that was repaired', () => {
  it('shows its own text, at its own places', async () => {
    const { violations } = await reportOf('a = b, 1\n[c] = d # x\nif x: f = g, *[2]\n(eval)("x"); class_ = 1\n');

    expect(violations[0]).toMatchObject({ line: 4, column: 2, snippet: '(eval)("x"); class_ = 1' });
  });

  it('keeps the names of a default', async () => {
    const ours = await ourFactsOf('class A[T: int = b.c(d), *U = *e]: pass\nf, g = h, *[i]\n[j] = k\n');

    if (typeof ours === 'string') throw new Error(ours);
    expect(missedFacts(seen([...'bdefghijk'], { calls: ['c'], attributes: ['c'] }), ours)).toEqual([]);
  });

  it('is read as code in a text too', async () => {
    expect(await findingsOf('import pandas as pd\nexec("class A[T = __import__(\'os\')]: pass")\n')).toContain(
      'dangerous-builtin builtins.__import__ 30',
    );
  });

  it('has a pardon where it has one', async () => {
    const report = await reportOf('a = b, 1 # quantine: allow unknown-module -- c\n[d] = e\n');

    expect(report.ignoredPardons).toMatchObject([{ line: 1, cause: 'not-allowed' }]);
  });
});

describe('a source with very many places to repair', () => {
  it('is refused', async () => {
    expect(await reasonOf('a = b, 1\n[c] = d\n'.repeat(READING.repairs + 1))).toBe('syntax');
  });

  it('is refused where its brackets never end', async () => {
    expect(await reasonOf(`a = b, 1\n[c] = d\n${'f"{'.repeat(50_000)}`)).toBe('syntax');
  });
});
