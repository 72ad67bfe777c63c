import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('builtin-override', source);

describe('builtin-override', () => {
  const RECORD = 'from collections import namedtuple\nBar = namedtuple("Bar", "open close")\n';

  it.each(['Bar.__new__.__defaults__ = (None,) * len(Bar._fields)\n', 'Bar.__new__.__defaults__ = (0.0, -1)\n'])(
    'lets a named tuple have defaults: %j',
    async (line) => {
      expect(await scoreOf(RECORD + line)).toBe(0);
    },
  );

  it.each([
    'Bar.__new__.__defaults__ = (open,)\n',
    'Bar.__new__.__defaults__ = defaults\n',
    'Bar.__new__.__code__ = (None,)\n',
    'x = Bar.__new__.__defaults__\n',
    'f.__new__.__defaults__ = (None,)\n',
    'Bar = other\nBar.__new__.__defaults__ = (None,)\n',
  ])('lets it have nothing else: %j', async (line) => {
    expect(await scoreOf(RECORD + line)).toBeGreaterThanOrEqual(30);
  });

  it('gives 10 points for a built-in that is replaced', async () => {
    expect(await scoreOf('eval = lambda x: x')).toBe(10);
  });

  it.each([
    ['def print(x):\n    pass', 'builtins.print'],
    ['def f():\n    global eval\n    eval = 1', 'builtins.eval'],
    ['import builtins\nbuiltins.len = lambda x: 7', 'builtins.len'],
    ['from helpers import run as exec', 'builtins.exec'],
    ['f.__code__ = g.__code__', '__code__'],
    ['f.__code__, x = g.__code__, 1', '__code__'],
    ['eval, x = 1, 2', 'builtins.eval'],
    ['__builtins__ = held', '__builtins__'],
    ['import statistics as __builtins__', '__builtins__'],
  ])('finds it in %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it.each([
    'max = 5\nsum = 0\nlist = [1]\nid = 7\ntype = "long"',
    'def f(sum, eval=None):\n    max = 3\n    return eval',
    'class A:\n    def print(self):\n        pass\n    max = 3\n',
    'self.print = 1\ndf.sum = 2',
    'from numpy import sum, max',
    'class A:\n    __builtins__ = 1\n\ndef f():\n    __builtins__ = 2\n',
  ])('finds nothing in %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
