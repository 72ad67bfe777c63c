import { describe, expect, it } from 'vitest';
import { findingsOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('dangerous-attribute', source);

describe('dangerous-attribute', () => {
  it.each([
    ...['__globals__', '__dict__', '__class__', '__bases__', '__subclasses__', '__mro__', '__code__', '__builtins__'],
    ...[
      'gi_frame',
      'f_back',
      'f_globals',
      'tb_frame',
      'cr_frame',
      'co_code',
      'co_consts',
      'co_positions',
      '__self__',
      '__brand_new__',
      'load_module',
    ],
  ])('gives 20 points for %s', async (name) => {
    expect(await findingsOf(`x.${name}`)).toEqual([`dangerous-attribute ${name} 20`]);
  });

  it('counts an attribute once, whatever it is read from', async () => {
    expect(await scoreOf('a.__class__\nb.__class__\n')).toBe(20);
  });

  it.each([
    ['"{0.__class__.__mro__}".format(1)', '__mro__'],
    ['"{a[__globals__]}".format(a=1)', '__globals__'],
    ['x["__globals__"]', '__globals__'],
    ['x["__glo" + "bals__"]', '__globals__'],
    ['getattr(x, "__class__")', '__class__'],
    ['import operator\noperator.attrgetter("a.__class__")', '__class__'],
    ['match x:\n    case object(__class__=c):\n        pass', '__class__'],
    ['match x:\n    case a.__class__:\n        pass', '__class__'],
    ['x.__ｃlass__', '__class__'],
    ['__builtins__', '__builtins__'],
    ['__loader__', '__loader__'],
    ['try:\n    pass\nexcept AttributeError as e:\n    e.obj', 'builtins.AttributeError().obj'],
    ['import talib\ntalib._ta_lib', 'talib._ta_lib'],
  ])('sees it in %j', async (source, name) => {
    expect(await scored(source)).toContain(name);
  });

  it.each([
    'class A:\n    def __init__(self):\n        super().__init__()\n    def __eq__(self, other):\n        return True\n',
    'if __name__ == "__main__":\n    print(__file__, __doc__)\n__version__ = "1"\n__all__ = ["f"]\n',
    'f.__name__ + type(x).__qualname__ + x.__doc__ + x.__module__',
    'self._private = self._value + self.__mangled',
    '"{0.close} {1[open]} {name}".format(a, b, name=1)',
    'row._asdict()',
    'self.__class__.__name__ + x.__class__.__qualname__',
    'self.co_beta = self.co_mean',
    'df.mode().frame',
    '{"__class": 1}["__class"]',
    'obj = 1\nx.obj',
  ])('accepts %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });
});
