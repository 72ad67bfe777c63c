import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('reflection', source);

describe('reflection', () => {
  it.each([
    ['getattr(bar, name)', 'builtins.getattr'],
    ['setattr(bar, key, value)', 'builtins.setattr'],
    ['delattr(bar, key)', 'builtins.delattr'],
    ['getattr(self, "_private")', 'self.?'],
    ['getattr(bar, "_private")', 'builtins.getattr'],
    ['import talib\ngetattr(talib, name)(x)', 'builtins.getattr'],
    ['from scipy import stats\ngetattr(stats, name).fit(x)', 'builtins.getattr'],
    ['import pandas as pd\ngetattr(pd.DataFrame, name)', 'builtins.getattr'],
    ['import pandas_ta as ta\nta_function = getattr(data.ta, name)()', 'builtins.getattr'],
  ])('gives 15 points for %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
    expect(await scoreOf(source)).toBeLessThanOrEqual(16);
  });

  it.each([
    'import logging\nlogging.basicConfig(level=getattr(logging, params["level"].upper(), logging.INFO))\n',
    'import logging\nlevel = str(name).upper()\ngetattr(logging, level)\nupper = sma + 2 * std\n',
  ])('gives 15 points for a level of logging: %j', async (source) => {
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'import logging\ngetattr(logging, name)\n',
    'import logging\ngetattr(logging, name.lower())\n',
    'import random\ngetattr(random, name.upper())\n',
    'import logging\nclass A:\n    def upper(self): return "os"\ngetattr(logging, A().upper())\n',
    'import logging\nclass A:\n    upper = lambda s: "os"\ngetattr(logging, A().upper())\n',
    'import logging\nclass A: pass\nA.upper = lambda s: "os"\ngetattr(logging, A().upper())\n',
    'import logging\nA = type("A", (), {"upper": lambda s: "os"})\ngetattr(logging, A().upper())\n',
  ])('gives 30 points for what may be anything else of a module: %j', async (source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it('sees it in the methods that do the same', async () => {
    expect(await scored('object.__getattribute__(x, name)')).toEqual(['__getattribute__']);
  });

  it('gives 30 points for a second name of getattr, whatever is done with it', async () => {
    expect(await scored('g = getattr\ng(x, "a")')).toEqual(['builtins.getattr.?']);
    expect(await scored('import pandas as pd\ng = getattr\ng(pd, name)')).toEqual(['builtins.getattr.?', 'pandas.?']);
  });

  it.each([
    'for key, value in given.items():\n    setattr(self, key, value)\ngetattr(self, key)\ndelattr(cls, key)\n',
    'class A:\n    pass\na = A()\nsetattr(a, key, 1)\ngetattr(a, key)\n',
    'for key in given:\n    setattr(self, key, given[key])\ngetattr(self, "_last", None)\n',
    'class A:\n    def __setattr__(self, k, v):\n        super().__setattr__(k, v)\n    def __getattribute__(self, k):\n        return super().__getattribute__(k)\n',
  ])('counts what an object does to itself as one thing: %j', async (source) => {
    expect(await scored(source)).toEqual(['self.?']);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    ['import pandas as pd\ngetattr(pd, name)', 'pandas.?'],
    ['import numpy as np\nx = np\nfor name in names:\n    x = getattr(x, name)\n', 'numpy.?'],
    ['map(getattr, xs, names)', 'builtins.getattr.?'],
    ['from operator import attrgetter\nattrgetter(name)(x)', 'operator.attrgetter.?'],
    [
      'from functools import reduce\nimport operator as o\nreduce(lambda x, n: o.attrgetter(n)(x), names, y)',
      'operator.attrgetter.?',
    ],
    ['from operator import attrgetter\nread = attrgetter(name)', 'operator.attrgetter.?'],
    ['from operator import attrgetter\nlist(map(attrgetter(name), xs))', 'operator.attrgetter.?'],
    [
      'from operator import attrgetter as a\nfrom itertools import groupby\ngroupby(xs, key=a(n))',
      'operator.attrgetter.?',
    ],
    [
      'from operator import attrgetter as a\nclass S:\n    def sort(self, key):\n        key(x)\nS().sort(key=a(n))',
      'operator.attrgetter.?',
    ],
    [
      'from operator import attrgetter as a\ndef sorted(xs, key):\n    key(xs)\nsorted(x, key=a(n))',
      'operator.attrgetter.?',
    ],
    ['from operator import attrgetter\nrank(xs, key=attrgetter(name))', 'operator.attrgetter.?'],
    ['import operator\nlist(map(operator.methodcaller(name), xs))', 'operator.methodcaller.?'],
    ['import operator\nimport pandas as pd\noperator.methodcaller(name, path)(pd)', 'pandas.?'],
    ['import string\nstring.Formatter().get_field(name, (x,), {})', 'string.Formatter().get_field.?'],
    ['from string import Formatter as F\nf = F()\nf.vformat(text, (x,), {})', 'string.Formatter().vformat.?'],
  ])('gives 30 points where it can reach anything: %j', async (source, name) => {
    expect(await scored(source)).toContain(name);
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it.each([
    'from operator import attrgetter\ndef ranked(bars, key):\n    return sorted(bars, key=attrgetter(key))',
    'from operator import attrgetter\nmax(bars, key=attrgetter(key))\nbars.sort(key=attrgetter(key), reverse=True)',
    'from operator import methodcaller\nmin(bars, key=methodcaller(key))',
    'from operator import methodcaller\nmethodcaller(name)(bar)',
  ])('gives 15 points, as for getattr, for %j', async (source) => {
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'getattr(self, "period", 14)',
    'setattr(self, "period", 14)',
    'name = "close"\ngetattr(bar, name)',
    'hasattr(self, name)',
    'object.__setattr__(self, "period", 14)',
    'from operator import attrgetter, itemgetter\nsorted(bars, key=attrgetter("close"))\nitemgetter(1)',
    'from string import Formatter\nFormatter().format("{0.close:.2f}", bar)',
    'def getattr_of(x):\n    return x\n',
    'for name, price in (("low", low()), ("high", high())):\n    setattr(bar, name, price)',
    'rows = [("low", low(), 1), ("high", high(), 2)]\nx = [getattr(bar, name) for name, _, _ in rows]',
    'for name, price in {"low": low(), "high": high()}.items():\n    setattr(bar, name, price)',
  ])('gives nothing for %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });

  it.each([
    'for name, price in (("low", low()), (other, high())):\n    setattr(bar, name, price)',
    'for name, price in (("low", low()), *more):\n    setattr(bar, name, price)',
    'for name, price in ((*names, low()), ("high", high())):\n    setattr(bar, name, price)',
    'for (*names, name), price in ((("low", "high"), low()),):\n    setattr(bar, name, price)',
    'for price, *rest, name in ((low(), "low", name),):\n    setattr(bar, name, price)',
    'rows = [("low", low())]\nrows.append(row)\nfor name, price in rows:\n    setattr(bar, name, price)',
    'rows = [["low", low()]]\nrows[0][0] = name\nfor name, price in rows:\n    setattr(bar, name, price)',
    'rows = (["low", low()],)\nrows[0][0] = other\nfor name, price in rows:\n    setattr(bar, name, price)',
    'table = {"low": low()}\ntable[other] = high()\nfor name, price in table.items():\n    setattr(bar, name, price)',
    'for name, price in {"low": low(), **more}.items():\n    setattr(bar, name, price)',
    'for name, price in (("low", low()),):\n    name = other\n    setattr(bar, name, price)',
  ])('gives 15 points where a row is not written out: %j', async (source) => {
    expect(await scoreOf(source)).toBe(15);
  });

  it('reads a dangerous name out of the rows of a loop', async () => {
    const source = 'for name, x in (("__globals__", f()), ("low", g())):\n    getattr(bar, name)';
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it('counts what is read of oneself and of others by name once', async () => {
    const source = 'class S:\n    def next(self):\n        x = getattr(self.data, f)[0]\n        getattr(self, k)(x)\n';
    expect(await scoreOf(source)).toBe(15);
  });

  describe('a descriptor', () => {
    const told = (get: string) => `class V:
    def __set_name__(self, owner, name):
        self.private = "_" + name
    def __get__(self, obj, objtype=None):
        ${get}
    def __set__(self, obj, value):
        setattr(obj, self.private, value)
`;
    const textbook = told('return getattr(obj, self.private)');

    it('reads and writes one thing', async () => {
      expect(await scored(`${textbook}class A:\n    window = V()\n`)).toEqual(['descriptor.?']);
      expect(await scoreOf(textbook)).toBe(15);
    });

    // Each lists the directory of the container.
    it.each([
      `${textbook}import random\nv = V()\nv.__set_name__(None, "os")\nv.__get__(random).listdir("/")\n`,
      `import random\n${told('return getattr((obj := random), self.private)')}class A:\n    os = V()\nA().os.listdir("/")\n`,
      `import random\n${told('obj = random; return getattr(obj, self.private)')}class A:\n    os = V()\nA().os.listdir("/")\n`,
      `import random\n${told('return getattr(random, self.private)')}class A:\n    os = V()\nA().os.listdir("/")\n`,
    ])('is none where it reads of another than Python hands it: %j', async (source) => {
      expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
    });

    it.each([
      `${textbook}V().__get__(x)\n`,
      `${textbook}from operator import methodcaller\nmethodcaller("__set__", x, y)(V())\n`,
      textbook.replace('__set_name__', 'name'),
      textbook.replaceAll('self.private', 'obj.private'),
    ])('costs each of its reflections where it is not Python that uses it: %j', async (source) => {
      expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
    });
  });
});
