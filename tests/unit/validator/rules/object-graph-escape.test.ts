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
    'getattr(f, a)[b][c]("os")',
    'y = getattr(f, a)\nz = y[b]\nz[c]("os")',
    'y = 0\ny = getattr(f, a)\ny[b]("os")',
    'x = getattr(f, a)\nfor k in names:\n    x = x[k]\nx("os")',
    'x = getattr(f, a)\nfor k in names:\n    y = x\n    z = y[k]\n    x = z',
    // Whether `z` leads back is asked first while it is not known of `y`, of which it is made.
    'for k in names:\n    z == y\n    y = z[k]\n    if k:\n        z = y\n    else:\n        z = getattr(f, a)',
  ])('sees a walk by names that nobody can read in %j', async (source) => {
    expect(await scored(source)).toEqual(['getattr.?']);
  });

  it.each([
    'x = getattr(data, field)\nprint(x[0], x[1:], x["close"])',
    'getattr(data, field)[symbol]',
    'getattr(talib, name)(close)[key]',
    'x = getattr(talib, name)(close)\ngetattr(x, column)',
    'x = getattr(data, a)\ny = getattr(data, b)\nx[i] - y[i]',
    'x = getattr(data, a)\nfor i in bars:\n    y = x[i]\n    z = y + 1',
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
