import { describe, expect, it } from 'vitest';
import { findingsOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('object-graph-escape', source);

describe('object-graph-escape', () => {
  it('adds 30 points, once for a whole walk, to what each step costs', async () => {
    expect((await findingsOf('().__class__.__base__.__subclasses__()')).toSorted()).toEqual([
      'dangerous-attribute __base__ 30',
      'dangerous-attribute __class__ 20',
      'dangerous-attribute __subclasses__ 20',
      'object-graph-escape __class__.__base__.__subclasses__ 30',
    ]);
  });

  it.each([
    ['object.__subclasses__()', '__subclasses__'],
    ['f.__globals__["os"]', '__globals__'],
    ['(f.__globals__)["os"]', '__globals__'],
    ['x.__class__(1)', '__class__'],
    ['print.__class__.close', '__class__'],
    ['getattr(x, "__class__")()', '__class__'],
    ['x["__globals__"]["os"]', '__globals__'],
    ['"{0.__class__.__mro__}".format(1)', '__class__.__mro__'],
    ['"{0.__class__}".format(1)', '__class__'],
    ['str.format("{.__dict__}", x)', '__dict__'],
    ['"{a.__init__.__globals__[KEY]!a}"', '__globals__'],
    ['import operator\noperator.attrgetter("__class__.__base__")', '__class__'],
    ['loader.load_module("os")', 'load_module'],
    ['sys.modules["_imp"].create_builtin(spec)', 'create_builtin'],
    ['class A:\n    def f(self):\n        return self.__class__.__base__\n', '__class__.__base__'],
    ['def f(obj):\n    return obj.__dict__', '__dict__'],
    ['def f():\n    return (True .__class__)', '__class__'],
    ['held()._module.__builtins__', '__builtins__'],
    ['def f(obj):\n    yield obj.__globals__', '__globals__'],
  ])('sees the walk in %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it.each(['x.__class__', 'f(x.__class__)', 'x.__class__ == y.__class__', 'x.__dict__', 'y = x.__globals__'])(
    'leaves a single step to the rule for attributes: %j',
    async (source) => {
      expect(await scored(source)).toEqual([]);
      expect(await scoreOf(source)).toBe(20);
    },
  );

  it.each([
    'x = getattr(f, a)\ny = x[b]\ngetattr(y, c)("os")',
    'x = getattr(f, a)\ngetattr(x, b)',
    'getattr(getattr(f, a), b)',
    'x = f\nfor k in names:\n    x = getattr(x, k)',
    'from functools import reduce\nreduce(lambda v, k: getattr(v, k), names, f)',
    'import operator\nfor k in names:\n    x = operator.methodcaller(k)(x)',
    'import operator\noperator.methodcaller(a)(operator.methodcaller(b)(x))',
    'getattr(f, a)[b][c]("os")',
    'y = getattr(f, a)\nz = y[b]\nz[c]("os")',
    'y = 0\ny = getattr(f, a)\ny[b]("os")',
    'x = getattr(f, a)\nfor k in names:\n    x = x[k]\nx("os")',
    'x = getattr(f, a)\nfor k in names:\n    y = x\n    z = y[k]\n    x = z',
    // Whether `z` leads back is asked first while it is not known of `y`, of which it is made.
    'for k in names:\n    z == y\n    y = z[k]\n    if k:\n        z = y\n    else:\n        z = getattr(f, a)',
    'x = getattr(f, a) or 0\ny = x[b] or 0\ny[c]("os")',
    'x = getattr(f, a) if a else 0\nx[b][c]',
    'print(x := getattr(f, a))\nprint(y := x[b])\ny[c]',
    'x = [getattr(f, a)][0]\ny = {"k": x[b]}["k"]\ny[c]',
    'for x in [getattr(f, a)]:\n    for y in [x[b]]:\n        y[c]',
    '[y[c] for y in [x[b] for x in (getattr(f, a),)]]',
    'def g(o, k):\n    return o[k]\ng(g(getattr(f, a), b), c)',
    'def g(*, o, k):\n    return o[k]\ng(k=c, o=g(k=b, o=getattr(f, a)))',
    'g = lambda m: m[b]\ng(getattr(f, a))[c]',
    '(lambda m: m[b])(getattr(f, a))[c]',
    'def g():\n    yield getattr(f, a)\nnext(g())[b][c]',
    'def g(m=getattr(f, a)):\n    m[b][c]',
    's.x = getattr(f, a)\ns.y = s.x[b]\ns.y[c]',
    'd = {}\nd["k"] = getattr(f, a)\nd["k"][b][c]',
    'd = []\nd.append(getattr(f, a))\nd[0][b][c]',
    'class A:\n    def g(self):\n        return getattr(f, a)\n    def h(self):\n        return self.g()[b][c]',
    'getattr(f, a).get(b).get(c)',
    'for m in getattr(f, a).values():\n    getattr(m, c)',
    '(getattr(f, a) | {})[b][c]',
    'dict(getattr(f, a))[b][c]',
    'x, y = getattr(f, a), 1\nx[b][c]',
    'with getattr(f, a) as x:\n    x[b][c]',
    'match getattr(f, a):\n    case x:\n        x[b][c]',
    'import operator\nfrom functools import reduce\nreduce(operator.getitem, names, getattr(f, a))("os")',
    'import operator\noperator.getitem(operator.getitem(getattr(f, a), b), c)',
    `${'x = 1\n'.repeat(300)}x = getattr(f, a)\nx[b][c]`,
    `x0 = getattr(f, a)\n${Array.from({ length: 300 }, (_, link) => `x${link + 1} = x${link}`).join('\n')}\nx300[b][c]`,
    `${Array.from({ length: 300 }, (_, link) => `x${300 - link} = x${299 - link}`).join('\n')}\nx0 = getattr(f, a)\nx300[b][c]`,
  ])('sees a walk by names that nobody can read in %j', async (source) => {
    expect(await scored(source)).toEqual(['getattr.?']);
  });

  it.each([
    'from functools import reduce\ndef step(v, k):\n    return getattr(v, k)\nreduce(step, names(), f)',
    'import itertools\ndef step(v, k):\n    w = getattr(v, k)\n    return w\nitertools.accumulate(names(), step)',
    'import numpy as np\nnp.frompyfunc(lambda v, k: getattr(v, k), 2, 1).reduce(values)',
    'from functools import reduce\n@(lambda g: reduce(g, names, f))\ndef x(v, k):\n    return getattr(v, k)',
    'def step(v, k):\n    return getattr(v, k)\nt = {"s": step}\nt["s"](t["s"](f, a), b)',
    'from functools import partial\ndef step(v, k):\n    return getattr(v, k)\npartial(step, k=b)(partial(step, k=a)(f))',
    'class N:\n    def __init__(s, v):\n        s.v = v\n    def go(s, k):\n        return N(getattr(s.v, k))\nN(f).go(a).go(b)',
    'class N:\n    def __init__(s, v):\n        s.v = v\nn = N(f)\nfor k in names:\n    n = N(getattr(n.v, k))',
    'class N:\n    def __getitem__(s, k):\n        return getattr(s.v, k)\nn = N()\nn.v = f\nx = n[a]\nm = N()\nm.v = x\nm[b]',
    'class N:\n    def __call__(s, v, k):\n        return getattr(v, k)\nn = N()\nn(n(f, a), b)',
    '@dataclass\nclass N:\n    v: object\nn = N(f)\nfor k in names:\n    n = N(getattr(n.v, k))',
    'from contextlib import nullcontext\nwith nullcontext(getattr(f, a)) as v:\n    getattr(v, b)',
    'try:\n    raise ValueError(getattr(f, a))\nexcept ValueError as e:\n    getattr(e.args[0], b)',
    'from types import SimpleNamespace\ns = SimpleNamespace(v=f)\nfor k in names:\n    s = SimpleNamespace(v=getattr(s.v, k))',
    'p = P(f)\nfor k in names:\n    p = p._replace(v=getattr(p.v, k))',
    'd = {"v": f}\nfor k in names:\n    d.update(v=getattr(d["v"], k))',
    'q = [f]\nfor k in names:\n    q.extend([getattr(q[-1], k)])',
    'q = [f]\nfor k in names:\n    q[:] = [getattr(q[0], k)]',
    'from heapq import heappush\nh = [(0, f)]\nfor k in names:\n    heappush(h, (0, getattr(h[0][1], k)))',
    'import operator\nd = {0: f}\nfor k in names:\n    operator.setitem(d, 0, getattr(d[0], k))',
    'def g():\n    while True:\n        v = yield getattr(v, k)\nw = g()\nfor _ in names:\n    x = w.send(x)',
    'import pandas as pd\nfor k in names:\n    x = pd.Series([getattr(x, k)]).iloc[0]',
    'xs = [f]\nfor k in names:\n    xs = list(map(lambda v: getattr(v, k), xs))',
    'def by(k):\n    def deco(g):\n        return lambda *a: getattr(g(*a), k)\n    return deco\n@by(a)\n@by(b)\ndef x(o):\n    return o',
    'x = f\nfor k in names:\n    x = pool.submit(lambda v, n: getattr(v, n), x, k).result()',
    'v = getattr(f, a)\ngetattr(kept(v), b)',
  ])('sees such a walk whatever carries it: %j', async (source) => {
    expect(await scored(source)).toEqual(['getattr.?']);
  });

  it.each([
    'x = getattr(f, a)\nx.listdir("/")',
    'x = getattr(f, a)(b)[c]\nx.listdir("/")',
    'x = getattr(getattr(kept(f), "a"), b)["os"]\nx.system("id")',
    'x = getattr(kept(f), a)\ngetattr(kept(x), "system")("id")',
    'run = getattr(getattr(kept(f), a), "system")\nrun("id")',
    'x = getattr(f, a)\nrun = kept(x).popen',
  ])('sees where such a walk ends, by whatever way it went: %j', async (source) => {
    expect(await scored(source)).toEqual(['getattr.?']);
  });

  it.each([
    'from functools import reduce\nreduce(lambda a, b: a + b, [getattr(d, n) for d in tables])[b]',
    'import operator\nfrom functools import reduce\nreduce(operator.mul, [getattr(d, n) for d in tables])[b]',
  ])('accepts what values add up to: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  it.each([
    'x = getattr(data, a)\nsolver.system = x\nprint(solver.system.size)',
    'class A:\n    def system(self, x):\n        return x\na = load(A)\na.system(getattr(data, b))',
    'x = getattr(data, a)\nclass A:\n    def f(self):\n        return self.system(1)',
  ])('accepts a method that is only called alike: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'vals = list(map(lambda d: getattr(d, name), datas))',
    'bars = sorted(bars, key=lambda b: getattr(b, key))',
    'df = load()\ndf["x"] = df.apply(lambda row: getattr(row, column), axis=1)',
    'df = load()\ndf["hour"] = df["date"].apply(lambda date: getattr(date, part))',
    'df = load()\ndf["x"] = df.apply(lambda row: getattr(row, column), axis=1)\ngetattr(df["close"].rolling(5), how)()',
    'df = load()\nfor n in names:\n    df[n] = getattr(data, n)\ngetattr(df, how)()\nprint(df.iloc[i][n])',
    'def pivots(df):\n    found = {}\n    for row in df.itertuples():\n        found[row.Index] = getattr(row, column)\n    return pd.DataFrame(data={"p": found})\ndf = load()\ndf["p"] = pivots(df)["p"]\npivots(df)',
    's = pd.Series([getattr(b, f) for b in bars])\nprint(getattr(s, how)())',
    'class P:\n    def __init__(self, data):\n        self._data = data\n    def __getattr__(self, name):\n        return getattr(self._data, name)\nP(df).close',
    'def column(df, name):\n    return getattr(df, name)\ngetattr(column(df, a).rolling(5), how)()',
    'class N:\n    def __init__(self, v):\n        self.v = v\nn = N(getattr(data, a))\ngetattr(data, b)',
    'rows = [{n: getattr(t, n) for n in names} for t in trades]\ndf = pd.DataFrame(rows)\ngetattr(df[column], how)()',
    'def ask(g, items):\n    return [g(item) for item in items]\nask(lambda bar: getattr(bar, a), [getattr(d, b) for d in datas][0])',
    'x = getattr(data, a)\ngetattr(getattr(x, "line"), b)',
    'kwargs = {}\nfor key in keys:\n    kwargs[key] = getattr(args, key)\nrun(**kwargs)\ngetattr(args, other)',
  ])('accepts what is read by such names and only kept: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'x = getattr(data, field)\nprint(x[0], x[1:], x["close"])',
    'getattr(data, field)[symbol]',
    'getattr(talib, name)(close)[key]',
    'x = getattr(talib, name)(close)\ngetattr(x, column)',
    'x = getattr(data, a)\ny = getattr(data, b)\nx[i] - y[i]',
    'x = getattr(data, a)\nfor i in bars:\n    y = x[i]\n    z = y + 1',
    'd = {}\nfor name in names:\n    d[name] = getattr(data, name)\nprint(d[key])',
    'x = getattr(data, a) or 0\ny = x[i] or 0\nd[i][j]',
    'def g(o, k):\n    return k\ng(getattr(data, a), rows)[i][j]',
    'def g(o):\n    return 1\ng(getattr(data, a))\nx = rows[i][j]',
    'class A:\n    def get(self, name):\n        return getattr(data, name)\nd.get(key)[i][j]',
    'd[getattr(data, a)][i][j]',
  ])('accepts one step by a name that nobody can read: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'x.__class__.__name__.lower()',
    'class A:\n    def f(self, other):\n        self.__dict__.update(other)\n',
    'class A:\n    def f(self):\n        return self.__dict__["period"]\n',
    'class A:\n    def copy(self):\n        return self.__class__(self.period)\n',
    'class A:\n    count = 0\n    def __init__(self):\n        self.__class__.count += 1\n',
    'class A:\n    def f(self):\n        return self.__dict__\n    def g(self):\n        return self.__class__\n',
    'def f(x):\n    return x.__class__.__name__\n',
    '"{0.__class__.__name__}({0.period})".format(self)',
    '__version__.split(".")\nx.__init__(1)\nx.__doc__.strip()',
  ])('accepts what an object asks of itself: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
