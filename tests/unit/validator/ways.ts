/** Ways by which MODULE, a module or any other value, gets to another place; the place is what the last line calls `found`. */
export const WAYS: readonly (readonly [way: string, source: string])[] = [
  ['the return of a function', 'def f():\n    return MODULE\nfound = f()'],
  [
    'the return of a function within a function',
    'def f():\n    def g():\n        return MODULE\n    return g\nfound = f()()',
  ],
  ['the return of a lambda', 'f = lambda: MODULE\nfound = f()'],
  ['a generator', 'def f():\n    yield MODULE\nfound = next(f())'],
  ['a coroutine', 'async def f():\n    return MODULE\nfound = asyncio.run(f())'],
  ['a context manager', '@contextmanager\ndef f():\n    yield MODULE\nwith f() as found:\n    pass'],
  [
    'a context manager of its own class',
    'class A:\n    def __enter__(self):\n        return MODULE\nwith A() as found:\n    pass',
  ],
  ['an argument by position', 'def f(m):\n    global found\n    found = m\nf(MODULE)'],
  ['an argument by keyword', 'def f(*, m):\n    return m\nfound = f(m=MODULE)'],
  ['arguments that are collected', 'def f(*a, **k):\n    return k["z"]\nfound = f(z=MODULE)'],
  ['a default argument', 'def f(m=MODULE):\n    return m\nfound = f()'],
  [
    'a variable of an outer function',
    'def f(x):\n    def g():\n        nonlocal x\n        return x\n    return g\nfound = f(MODULE)()',
  ],
  ['an attribute of itself', 'class A:\n    def __init__(self, m):\n        self.m = m\nfound = A(MODULE).m'],
  ['an attribute of a class', 'class A:\n    m = MODULE\nfound = A().m'],
  ['an attribute of a base class', 'class A:\n    m = MODULE\nclass B(A):\n    pass\nfound = B.m'],
  ['an attribute of a function', 'def f():\n    pass\nf.m = MODULE\nfound = f.m'],
  ['setattr', 'class A:\n    pass\nsetattr(A, "m", MODULE)\nfound = A.m'],
  ['a class made by type()', 'A = type("A", (), {"m": MODULE})\nfound = A.m'],
  ['a namespace', 'found = SimpleNamespace(m=MODULE).m'],
  ['a property', 'class A:\n    @property\n    def m(self):\n        return MODULE\nfound = A().m'],
  ['__getattr__', 'class A:\n    def __getattr__(self, name):\n        return MODULE\nfound = A().m'],
  ['__getitem__', 'class A:\n    def __getitem__(self, key):\n        return MODULE\nfound = A()[0]'],
  ['__call__', 'class A:\n    def __call__(self):\n        return MODULE\na = A()\nfound = a()'],
  ['a decorator', 'def d(f):\n    return MODULE\n@d\ndef found():\n    pass'],
  ['a list within a list', 'found = [[MODULE]][0][0]'],
  ['an entry of a dict', 'd = {}\nd["m"] = MODULE\nfound = d["m"]'],
  ['a dict of keywords', 'd = dict(m=MODULE)\nfound = d.get("m")'],
  ['an appended element', 'd = []\nd.append(MODULE)\nfound = d[0]'],
  ['a list that is repeated', 'd = [MODULE] * 2\nfound = d[1]'],
  ['a comprehension', 'found = [m for m in (MODULE,)][0]'],
  ['a loop', 'for found in [MODULE]:\n    pass'],
  ['a loop over pairs', 'for _, found in {"m": MODULE}.items():\n    pass'],
  ['unpacking with a star', '*_, found = [1, MODULE]'],
  ['a captured pattern', 'match [MODULE]:\n    case [found]:\n        pass'],
  ['a captured alternative', 'match MODULE:\n    case 1 | 2:\n        pass\n    case found:\n        pass'],
  ['an exception', 'try:\n    raise ValueError(MODULE)\nexcept ValueError as e:\n    found = e.args[0]'],
  ['map', 'found = list(map(lambda m: m, [MODULE]))[0]'],
  ['reduce', 'found = reduce(lambda a, b: b, [MODULE])'],
  ['partial', 'found = partial(lambda m: m, MODULE)()'],
  ['a function that nobody knows', 'found = kept(MODULE)'],
  ['__call__ of its own class', 'class A:\n    def __call__(self, m):\n        return m\na = A()\nfound = a(MODULE)'],
  ['a list that another module brought', 'from kept import *\nheld.append(MODULE)\nfound = held[0]'],
  [
    'the last of many functions in a list',
    `${functions(40)}\nfor f in [${calledFunctions(40)}]:\n    found = f(MODULE)`,
  ],
  ['the last of many methods of one name', `${methods(40)}\nfound = A39().run(MODULE)`],
  ['an attribute of another module', 'import math\nmath.m = MODULE\nfound = math.m'],
  ['one function after another', `${functionsInARow(100)}\nfound = f0(MODULE)`],
  ['the table of global names', 'globals()["found"] = MODULE'],
];

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Functions of which only the last gives back what it is given. */
function functions(count: number): string {
  return numbered(count, (index) => `def f${index}(m):\n    return ${index === count - 1 ? 'm' : index}`);
}

function calledFunctions(count: number): string {
  return numbered(count, (index) => `f${index},`).replaceAll('\n', ' ');
}

function methods(count: number): string {
  return numbered(count, (index) => `class A${index}:\n    def run(self, m):\n        return m`);
}

function functionsInARow(count: number): string {
  const last = `def f${count}(m):\n    return m`;
  return `${numbered(count, (index) => `def f${index}(m):\n    return f${index + 1}(m)`)}\n${last}`;
}
