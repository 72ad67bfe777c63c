import { describe, expect, it } from 'vitest';
import { findingsOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('dangerous-attribute', source);

describe('dangerous-attribute', () => {
  it.each([
    'class M(type):\n    @classmethod\n    def __prepare__(m, n, b): return {}\n',
    'class M(type):\n    __prepare__ = lambda *a: {}\n',
  ])('gives 30 points for what says what names in classes stand for: %j', async (source) => {
    expect(await findingsOf(source)).toContain('dangerous-attribute __prepare__ 30');
  });

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
      '__traceback__',
    ],
  ])('gives 20 points for %s', async (name) => {
    expect(await findingsOf(`x.${name}`)).toEqual([`dangerous-attribute ${name} 20`]);
  });

  it.each(['__self__', '__brand_new__', '__base__', '__reduce_ex__', 'mro', 'load_module'])(
    'gives 30 points for %s, which the main table does not name',
    async (name) => {
      expect(await findingsOf(`x.${name}`)).toEqual([`dangerous-attribute ${name} 30`]);
    },
  );

  it.each([
    ['d.__getitem__("x")', '__getitem__'],
    ['"".__add__("x")', '__add__'],
    ['def f(dict, key):\n    return dict.__getitem__(key)', '__getitem__'],
    ['getattr(x, "__init__")', '__init__'],
    ['str.__getattribute__("", "x")', '__getattribute__'],
    ['dir(__builtins__)', '__builtins__'],
    ['del __builtins__', '__builtins__'],
    ['map(x.__call__, y)', '__call__'],
    ['df.agg("__class__")', "'__class__'"],
    ['df.apply("__getatt" + "ribute_of__", "x")', "'__getattribute_of__'"],
    ['import talib\ntalib._ta_lib', 'talib._ta_lib'],
    ['credits._Printer__filenames = ["/etc/passwd"]', '_Printer__filenames'],
    ['"{0._secret}".format(x)', '_secret'],
    ['"{x.a[0]._secret}".format(x=x)', '_secret'],
    ['try:\n    pass\nexcept Exception as e:\n    e.obj', 'builtins.Exception().obj'],
  ])('gives 30 points for what only an object itself has a use for: %j', async (source, name) => {
    expect((await findingsOf(source)).filter((found) => found.startsWith('dangerous-attribute'))).toEqual([
      `dangerous-attribute ${name} 30`,
    ]);
  });

  it('counts what the own package of a strategy keeps to itself as one thing', async () => {
    expect(await findingsOf('from helpers._base import Base\nfrom helpers import _shared\n')).toEqual(
      expect.arrayContaining(['dangerous-attribute helpers._ 5', 'dangerous-attribute helpers._ 0']),
    );
  });

  it.each([
    ['from _decimal import Decimal', 0],
    ['from _datetime import datetime', 0],
    ['from _operator import attrgetter', 30],
  ])('knows the private modules of Python that honest code imports: %j', async (source, points) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(points);
    expect(await scoreOf(source)).toBeLessThanOrEqual(points + 1);
  });

  it('counts an attribute once, whatever it is read from', async () => {
    expect(await scoreOf('a.__class__\nb.__class__\n')).toBe(20);
  });

  it('leaves it to the rule of globals what globals() hands out', async () => {
    expect(await scored('held = globals()\nheld.items(), globals().copy()')).toEqual([]);
  });

  it.each([
    ['"{0.__class__.__mro__}".format(1)', '__mro__'],
    ['"{a[__globals__]}".format(a=1)', '__globals__'],
    [String.raw`"{0\x2e\x5f_class__}".format(1)`, '__class__'],
    [String.raw`text = "{0.__class\x5f_}"; text.format(1)`, '__class__'],
    [String.raw`"{0.\x5fsecret}".format(x)`, '_secret'],
    ['__builtins__.get("eval")', 'builtins.get'],
    ['for name, function in __builtins__.items():\n    function', 'builtins.items'],
    ['held = __builtins__\nheld.copy()', 'builtins.copy'],
    ['__builtins__.__dict__.values()', 'builtins.__dict__.values'],
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
    ['import argparse\nargparse._AttributeHolder', 'argparse._AttributeHolder'],
  ])('sees it in %j', async (source, name) => {
    expect(await scored(source)).toContain(name);
  });

  it.each([
    'class A:\n    def __init__(self):\n        super().__init__()\n    def __eq__(self, other):\n        return True\n',
    'if __name__ == "__main__":\n    print(__file__, __doc__)\n__version__ = "1"\n__all__ = ["f"]\n',
    'f.__name__ + type(x).__qualname__ + x.__doc__ + x.__module__',
    'self._private = self._value + self.__mangled',
    '"{0.close} {1[open]} {name}".format(a, b, name=1)',
    String.raw`"{0.__class__.__name__}\t{0.close}".format(x)`,
    'def names(builtins):\n    return builtins.get("eval"), builtins.items()',
    'row._asdict()',
    'import argparse\ndef register(parsers: argparse._SubParsersAction):\n    pass',
    '"{0.__class__.__name__}({0.period})".format(self)',
    'import talib\ntalib.__TA_FUNCTION_NAMES__',
    'class A(dict):\n    def __getitem__(self, k):\n        return dict.__getitem__(self, k)\n    def f(self):\n        return self.__len__()\n',
    'class A:\n    def __new__(cls):\n        return object.__new__(cls)\n    def __init__(self):\n        super(A, self).__init__()\n',
    'class A:\n    pass\nfirst = A.__init__',
    'class A:\n    def __post_init__(self):\n        object.__setattr__(self, "x", 1)\n',
    'max(scores, key=scores.__getitem__)\ndf.x.map(index.__getitem__)\nfilter(known.__contains__, xs)',
    'hasattr(x, "__dict__")\nname.startswith("__class__")\nif name == "__main__":\n    print("__globals__")',
    'class A:\n    def f(self):\n        return self._A__x',
    '"{_a} {self._value} {[_a-z]} {x: _y}"',
    '{"a.b": {"_id.c": 2}}',
    'try:\n    f()\nexcept ValueError as e:\n    print(e.args, e.__cause__, type(e).__name__)',
    'for x in y.__iter__():\n    x.__len__()',
    'self.__class__.__name__ + x.__class__.__qualname__',
    'self.co_beta = self.co_mean',
    'df.mode().frame',
    '{"__class": 1}["__class"]',
    'obj = 1\nx.obj',
  ])('accepts %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });

  it.each([
    'n = ["a"]\nfor m in iter([n]):\n    m[:] = ["__globals__"]\ngetattr(f, n[0])',
    'n = ["__globals__"]\nx[n.pop()]',
    'names = ("__globals__",)\nx[key]',
    'def name():\n    return "__globals__" if up else keep()\ngetattr(x, name())',
  ])('reads a literal that is one, where names are computed: %j', async (source) => {
    expect(await findingsOf(source)).toContain('dangerous-attribute __globals__ 20');
    expect(await scoreOf(source)).toBeLessThanOrEqual(35);
  });

  it('reads what is saved of an object only where attributes are read by computed names', async () => {
    expect(await scoreOf('n = "__dict__"\nx[key]')).toBe(0);
    expect(await scoreOf('n = "__dict__"\ngetattr(x, key)')).toBe(35);
  });

  it.each([
    'saved = {"__class__": "A"}\nprint(saved, x[key])',
    'print("__globals__")\nx[0]',
    'print("about __globals__")\nx[key]',
    'if key == "__globals__" or key in ("__code__", "__dict__"):\n    x[key]',
    'hasattr(x, "__dict__")\nx[key]',
  ])('reads none in %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });
});
