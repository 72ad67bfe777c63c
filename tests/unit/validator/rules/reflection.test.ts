import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('reflection', source);

describe('reflection', () => {
  it.each([
    ['getattr(self, name)', 'builtins.getattr'],
    ['setattr(self, key, value)', 'builtins.setattr'],
    ['delattr(self, key)', 'builtins.delattr'],
    ['getattr(self, "_private")', 'builtins.getattr'],
    ['g = getattr\ng(x, name)', 'builtins.getattr'],
    ['map(getattr, xs, names)', 'builtins.getattr'],
    ['from operator import attrgetter\nattrgetter(name)(x)', 'operator.attrgetter'],
    ['object.__getattribute__(x, name)', '__getattribute__'],
  ])('gives 15 points for %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
    expect(await scoreOf(source)).toBe(15);
  });

  it.each([
    'getattr(self, "period", 14)',
    'setattr(self, "period", 14)',
    'name = "close"\ngetattr(bar, name)',
    'hasattr(self, name)',
    'object.__setattr__(self, "period", 14)',
    'from operator import attrgetter, itemgetter\nsorted(bars, key=attrgetter("close"))\nitemgetter(1)',
    'def getattr_of(x):\n    return x\n',
  ])('gives nothing for %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });
});
