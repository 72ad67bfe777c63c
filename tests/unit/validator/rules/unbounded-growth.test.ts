import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('unbounded-growth', source);

describe('unbounded-growth', () => {
  it.each([
    ['x = []\nwhile True:\n    x.append(1)\n', 'append'],
    ['x = "a"\nwhile 1 < 2:\n    x += x\n', '+='],
    ['x = 2\nwhile True:\n    x **= x\n', '**='],
    ['from itertools import count\nd = {}\nfor i in count():\n    d.update({i: i})\n', 'update'],
  ])('adds 10 to the endless loop of %j', async (source, how) => {
    expect(await scored(source)).toEqual([how]);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'x = []\nwhile True:\n    x.append(1)\n    if len(x) > 9:\n        break\n',
    'x = []\nfor bar in bars:\n    x.append(bar)\n',
    'n = 0\nwhile True:\n    n += 1\n',
  ])('lets %j pass', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
