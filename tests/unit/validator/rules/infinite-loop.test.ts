import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('infinite-loop', source);

describe('infinite-loop', () => {
  it('gives 5 points, once', async () => {
    expect(await scoreOf('while True:\n    pass\nwhile 1:\n    pass\n')).toBe(5);
  });

  it.each([
    'while (True):\n    x += 1',
    'while not False:\n    pass',
    'while "yes":\n    pass',
    'while 1 < 2:\n    pass',
    'while not []:\n    pass',
    'while True:\n    for x in y:\n        break',
    'while True:\n    def f():\n        return 1',
    'while True:\n    try:\n        f()\n    except ValueError:\n        pass',
  ])('finds %j', async (source) => {
    expect(await scored(source)).toEqual(['while True']);
  });

  it('finds an iterator that never ends', async () => {
    expect(await scored('import itertools\nfor i in itertools.count():\n    x = i\n')).toEqual(['itertools.count']);
    expect(await scored('import itertools\nfor i in itertools.repeat(1):\n    x = i\n')).toEqual(['itertools.repeat']);
    expect(await scored('for i in iter(int, 1):\n    x = i\n')).toEqual(['builtins.iter']);
  });

  it.each([
    'while True:\n    if done:\n        break',
    'def f():\n    while True:\n        return 1',
    'def f():\n    while True:\n        yield 1',
    'while True:\n    raise StopIteration',
    'while True:\n    for x in y:\n        pass\n    else:\n        break',
    'import sys\nwhile True:\n    sys.exit(0)',
    'while i < 10:\n    i += 1',
    'while 0:\n    pass',
    'while 2 < 1:\n    pass',
    'while 1 < n:\n    pass',
    'import itertools\nfor i in itertools.repeat(1, 3):\n    x = i\n',
    'for i in iter(int, 0):\n    x = i\n',
    'for line in iter(f.readline, ""):\n    x = line\n',
    'import itertools\nfor i in itertools.count():\n    if i > 9:\n        break\n',
  ])('finds nothing in %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });
});
