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
    '(x+x+)+y',
    '(a|aa)+$',
    '(([a-z])+.)+[A-Z]',
    '((a+)b?)+c',
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
    '(\\w+\\s*=\\s*[^;]+;)*$',
    '(?:\\.\\d+)*$',
    '(\\s*,\\s*)+;',
    '(foo|foobar)*x',
    '(a|ab)*c',
    '(?:[a-z]+\\b)+$',
    '(?#(a+)+$',
  ])('lets %j pass', async (pattern) => {
    expect(await scored(pattern)).toEqual([]);
  });

  it.each([
    ['frame.name.str.contains(r"(a+)+$")', 1],
    ['frame.name.str.match(pat=r"(a+)+$")', 1],
    ['frame.name.str.replace(r"(a+)+$", "", regex=True)', 1],
    ['frame.name.str.replace("(a+)+$", "")', 0],
    ['frame.name.contains(r"(a+)+$")', 0],
  ])('reads the patterns of a series: %s', async (source, found) => {
    expect(await scoredBy('catastrophic-regex', `${source}\n`)).toHaveLength(found);
  });

  it('reads so many characters of patterns and no more', async () => {
    const pattern = (index: number) => `re.match(r'(a+)+${'b'.repeat(900)}${index}', x)\n`;
    const source = `import re\n${Array.from({ length: 30 }, (_, index) => pattern(index)).join('')}`;
    expect(await scoredBy('catastrophic-regex', source)).toHaveLength(11);
  });

  // To look at each way through it would take longer than the universe has.
  it('comes to an end with a pattern that is made to take time', async () => {
    expect(await scored(`${'('.repeat(45)}${'a?'.repeat(2000)}${')+'.repeat(45)}$`)).toBeDefined();
  }, 60_000);

  it('reads no pattern that nobody wrote out', async () => {
    expect(await scoredBy('catastrophic-regex', 'import re\nre.match(pattern, x)\n')).toEqual([]);
  });
});
