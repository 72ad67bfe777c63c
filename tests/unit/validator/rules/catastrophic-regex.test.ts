import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (pattern: string, use = 'match') =>
  scoredBy('catastrophic-regex', `import re\nre.${use}(r'''${pattern}''', x)\n`);

describe('catastrophic-regex', () => {
  it.each([
    '(a+)+$',
    '^(a*)*b',
    '(?:a+b?)+c',
    '(\\w+\\s?)+$',
    '(a|a)*$',
    '(\\w|\\d)+!',
    '(.|\\s)*x',
    '(?P<word>[a-z]+)*;',
    'x((ab)*)*y',
    '(a{2,})+$',
  ])('gives 5 points for %j', async (pattern) => {
    expect(await scored(pattern)).toEqual([pattern]);
    expect(await scoreOf(`import re\nre.compile(r'${pattern}')\n`)).toBe(5);
  });

  it.each([
    '^(\\w+)-(\\d+)$',
    '(a+b)+$',
    '(\\d+,)*\\d+$',
    '(?:[A-Z]{3}/)+[A-Z]{3}',
    '(a+)+',
    '(a|b)*c',
    '(?:\\s+\\w+)*$',
    '([a-z]+)?$',
    '(?>a+)+$',
    '(a++)+$',
    '[(a+)+]$',
    '(((',
    '(?#(a+)+$',
  ])('lets %j pass', async (pattern) => {
    expect(await scored(pattern)).toEqual([]);
  });

  it('reads no pattern that nobody wrote out', async () => {
    expect(await scoredBy('catastrophic-regex', 'import re\nre.match(pattern, x)\n')).toEqual([]);
  });
});
