import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const attributes = (source: string) => scoredBy('dangerous-attribute', source);

describe('an attribute is read', () => {
  it.each([
    ['by a name in two halves', "getattr(f, '__glo' 'bals__')"],
    ['by a name made of codes', "getattr(f, ''.join(map(chr, [95, 95, 103, 108, 111, 98, 97, 108, 115, 95, 95])))"],
    ['by one of two names', "getattr(f, '__globals__' if x else 'name')"],
    ['by a name that a loop takes from a list', "for n in ['name', '__globals__']:\n    getattr(f, n)"],
    ['by a name from a table', "t = {'a': '__globals__', 'b': 'name'}\ngetattr(f, t[k])\ngetattr(f, t.get(k))"],
    ['by a name that has a default', "def g(name='__globals__'):\n    return getattr(f, name)"],
    [
      'by an attribute that holds a name',
      "class A:\n    def f(self):\n        self.n = '__globals__'\n        getattr(f, self.n)",
    ],
    ['by a name in a class', "class A:\n    n = '__globals__'\ngetattr(f, A.n)"],
    ['by letters of the library', "import string\ngetattr(f, '__' + string.ascii_letters[6] + 'lobals__')"],
    ['by an entry', "f[''.join(['__', 'globals__'])]"],
    ['by attrgetter', "from operator import attrgetter\nattrgetter('a.__glo' + 'bals__')(f)"],
    ['by reduce', "from functools import reduce\nreduce(getattr, 'a __globals__'.split(), f)"],
    ['by object itself', "object.__getattribute__(f, '__globals__')"],
    ['by inspect', "import inspect\ninspect.getattr_static(f, '__globals__')"],
    ['by a pattern', 'match f:\n    case object(__globals__=g):\n        pass'],
    ['by a key of a pattern', 'match x:\n    case {"__globals__": g}:\n        pass'],
    ['by a key of a pattern in a pattern', 'match x:\n    case [{"a": {"__globals__": g}}, *_]:\n        pass'],
    ['by a format string', "'{0.__globals__}'.format(f)"],
    ['by a format string with a key that holds a colon', "'{0[a:b].__globals__}'.format(f)"],
    ['by a format string with escapes', "'\\x7b0.\\x5f_globals__}'.format(f)"],
    ['by a format string in two halves', "t = '{0.__glo' 'bals__}'\nt.format(f)"],
    ['by a format string that is added up', "t = '{0.__glo'\nt += 'bals__}'\nt.format_map(x)"],
    ['by str.format', "str.format('{0.__glo' + 'bals__}', f)"],
    ['by vformat', "from string import Formatter\nFormatter().vformat('{0.__glo' + 'bals__}', (f,), {})"],
    ['within the format of a field', "'{0:{1.__globals__}}'.format(x, f)"],
  ])('%s', async (_, source) => {
    expect(await attributes(source)).toContain('__globals__');
  });

  it.each([
    ["for n in ['open', 'close']:\n    getattr(bar, n)"],
    ["t = {'fast': 'ema', 'slow': 'sma'}\nimport talib\ngetattr(talib, t[k].upper())(x)"],
    ["getattr(bar, 'open' if up else 'close')"],
    ["'{0.close:>{width}} {a.open[0]} {x.__name__}'.format(bar, a=bar, x=f, width=8)"],
    ["log = '{} {}'\nlog += ' {:.2f}'\nlog.format(a, b, c)"],
    ["from string import Template\nTemplate('$__globals__').substitute(x=1)\n'%(__globals__)s' % table"],
    ['template.format(a, b)'],
    ['match order:\n    case {"type": "limit", "price": {"bid": b}, **rest}:\n        place(b, rest)'],
    ['import re\nre.compile(r"\\{[^}]*\\.__\\w+")'],
  ])('honestly in %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });

  it('for 30 points more where a pattern takes apart what is found under a key', async () => {
    expect(await scoreOf('match x:\n    case {"__class__": {"__base__": b}}:\n        pass')).toBe(80);
    expect(await scoreOf('match x:\n    case {"__globals__": g}:\n        pass')).toBe(20);
  });

  it('for 30 points more where a format string shows what it holds', async () => {
    expect(await scoreOf("'{0.__globals__}'.format(f)")).toBe(50);
    expect(await scoreOf("'{0.__class__}'.format(f)")).toBe(50);
    expect(await scoreOf("'{0.__class__.__name__}'.format(f)")).toBe(0);
  });
});

describe('a name that could have been written out', () => {
  it.each([
    'import bz2\ngetattr(x, bz2.decompress(packed).decode())\npacked = b"BZh91AY"',
    "s = ''\nfor c in [95, 95, 99]:\n    s += chr(c)\ngetattr(x, s)",
    "def d(s, n):\n    r = ''\n    for c in s:\n        r += chr(ord(c) - n)\n    return r\ngetattr(x, d('``hmpcbmt``', 1))",
    'getattr(x, str.__doc__[0] + str.__doc__[7])',
    "import hashlib\ngetattr(x, hashlib.md5(b'1').hexdigest()[3:9])",
  ])('is concealed in %j', async (source) => {
    expect(await scoredBy('reflection', source)).toContain('builtins.getattr.?');
  });

  it.each([
    'getattr(x, f"sma_{period}")',
    'getattr(x, names[0].lower())',
    'getattr(x, str(length))',
    'for n in NAMES:\n    for p in (1, 2):\n        getattr(x, n + str(p))',
  ])('is not in %j', async (source) => {
    expect(await scoreOf(source)).toBe(15);
  });
});
