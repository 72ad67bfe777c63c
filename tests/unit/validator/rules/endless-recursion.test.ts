import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('endless-recursion', source);

describe('endless-recursion', () => {
  it.each([
    'def f():\n    f()\n',
    'def f(n):\n    x = n + 1\n    return f(x)\n',
    'def f(n):\n    return 1 + f(n - 1)\n',
    'def f(n):\n    y = [f(n), 2]\n',
    'async def f():\n    await f()\n',
  ])('gives 10 points for %j', async (source) => {
    expect(await scored(source)).toEqual(['f']);
    expect(await scoreOf(source)).toBe(10);
  });

  it('sees what leads back through others', async () => {
    const source = 'def f(n):\n    return g(n)\n\ndef g(n):\n    x = h(n)\n\ndef h(n):\n    g(1)\n    f(2)\n';
    expect(await scored(source)).toEqual(['g', 'f']);
  });

  it.each([10, 11, 200])('sees a round of %i functions', async (count) => {
    const functions = Array.from({ length: count }, (_, at) => `def f${at}():\n    f${(at + 1) % count}()\n`);

    expect(await scored(functions.join('\n'))).toEqual(['f0']);
  });

  it.each([
    'def f():\n    g()\n\ndef g():\n    if x:\n        f()\n',
    'def f():\n    g()\n\ndef g():\n    f()\n    yield 1\n',
    'def f():\n    g()\n\n@cached\ndef g():\n    f()\n',
    'def f():\n    g()\n    g()\n\ndef g():\n    pass\n',
    'def f(n):\n    if n == 0:\n        return 0\n    return f(n - 1)\n',
    'def f(n):\n    return n if n < 2 else f(n - 1)\n',
    'def f(n):\n    return n and f(n - 1)\n',
    'def f():\n    return lambda: f()\n',
    'def f():\n    def later():\n        f()\n    return later\n',
    'def f():\n    x = f()\n    yield x\n',
    'def f(f):\n    f()\n',
    '@cached\ndef f(n):\n    return f(n)\n',
    'def f():\n    return 1\n    f()\n',
    'class A:\n    def next(self):\n        next(self.bars)\n',
    'def f():\n    for x in y:\n        f()\n',
  ])('lets %j pass', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
