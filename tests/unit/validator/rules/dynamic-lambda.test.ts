import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

describe('dynamic-lambda', () => {
  it('gives 25 points on top of the built-in itself', async () => {
    expect(await scoreOf('f = lambda text: eval(text)')).toBe(55);
  });

  it.each(['lambda: exec("1")', 'e = eval\nlambda t: e(t)', 'lambda: [lambda: eval]', 'lambda x, f=eval: f(x)'])(
    'finds it in %j',
    async (source) => {
      expect(await scoredBy('dynamic-lambda', source)).toEqual(['lambda']);
    },
  );

  it.each(['lambda x: x + 1', 'lambda eval: eval + 1', 'lambda df: df.eval("a > 1")'])(
    'finds nothing in %j',
    async (source) => {
      expect(await scoredBy('dynamic-lambda', source)).toEqual([]);
    },
  );
});
