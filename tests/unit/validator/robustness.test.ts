import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportOf } from './judge.js';

// Thousands of sources are read here, perhaps on a busy machine.
const WORDS = [
  ...[
    'import os\n',
    'from os import *\n',
    'os',
    '.system',
    'eval',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ' = ',
    ':',
    '\n',
    '\n    ',
  ],
  ...[
    'lambda x: ',
    'def f(a, b=eval):\n    return a\n',
    'class A:\n    ',
    'while True:\n    pass\n',
    '"{0.__class__}"',
  ],
  ...['f"{x}"', 'getattr', ', ', 'x', '1', '\\\n', '# c\n', 'match x:\n    case a:\n        pass\n', ' if ', ' else '],
  ...[
    'del ',
    'global x\n',
    'async ',
    'await ',
    'yield ',
    '*',
    '**',
    '@',
    ':=',
    '\f',
    '\t',
    '\r',
    'ｅ',
    '\u200b',
    'pd.read_csv',
  ],
];

describe('whatever it is given', () => {
  it('returns a report of random text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(await reportOf(text)).toHaveProperty('sha256');
      }),
      { numRuns: 200 },
    );
  });

  it('returns a report of random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await reportOf(bytes)).toHaveProperty('sha256');
      }),
      { numRuns: 200 },
    );
  });

  it('returns a report of random pieces of Python, whose points add up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }), async (words) => {
        const { riskScore, violations } = await reportOf(words.join(''));

        expect(violations.reduce((sum, { points }) => sum + points, 0)).toBe(riskScore ?? 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('never lowers a score for a harmless line more', async () => {
    const statements = fc.array(
      fc.constantFrom('import os', 'os.system("x")', 'run = eval', 'x.__globals__', 'getattr(x, n)', 'import foo'),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(statements, async (lines) => {
        const before = await reportOf(lines.join('\n'));
        const after = await reportOf([...lines, 'total = 1 + 2'].join('\n'));

        expect(after.riskScore).toBe(before.riskScore);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a source made to be slow', () => {
  it.each([
    ['many statements on one line', 'x;'.repeat(100_000)],
    ['one name bound and read again and again', 'x = 1\nx\n'.repeat(20_000)],
    ['a built-in name bound in many blocks', 'if a:\n    input = 1\ninput\n'.repeat(5_000)],
    [
      'a name that is bound to itself in many ways',
      'with q as a, q:\n    {q: q for i in os[*eval,]}\neval = gg = ((a := type)).np(_.eval) and {exec: b for i in gg}.self(*zz, **gg)[(eval, (w := gg)):gg.x_1(*print, **match)]\n',
    ],
    ['a frame that becomes another', 'df = df.a()\n'.repeat(5_000)],
    ['a text that doubles', `a = "x"\n${'a = a + a\n'.repeat(2_000)}`],
    [
      'attributes that hold one another',
      Array.from(
        { length: 300 },
        (_, i) => `self.a${i} = self.a${i + 1} or self.a${i + 2}\ngetattr(x, self.a${i})\n`,
      ).join(''),
    ],
    [
      'names that stand for one another',
      Array.from({ length: 300 }, (_, i) => `a${i} = a${i + 1} if x else a${i + 2} + 'b'\ngetattr(x, a${i})\n`).join(
        '',
      ),
    ],
    ['keys that each choose among many', `t = [${"'a', ".repeat(60)}]\n${'x[t[i] + t[j] + t[k]]\n'.repeat(2_000)}`],
    ['a text of many fields', `"{${'.a'.repeat(100_000)}}"`],
    ['a text of many braces', `"${'{'.repeat(200_000)}"`],
    ['many loops in one another', nestedLoops(90)],
    ['many keyword arguments', `f(${Array.from({ length: 10_000 }, (_, i) => `a${i}=1`).join(', ')})`],
    ['many targets', `${'a, '.repeat(100_000)} = x`],
    ['a number of many digits, read often', `s = "${'9'.repeat(60_000)}"\n${'getattr(x, chr(int(s)))\n'.repeat(20)}`],
    ['a large number, written out often', 'getattr(x, str(1 << 65000))\n'.repeat(1_000)],
    ['a product that squares itself', `x0 = 2\n${squares(40)}`],
    ['a name of many underscores', `x._A${'_'.repeat(200_000)}`],
    ['brackets that never close', '([{'.repeat(50_000)],
  ])('is read or refused: %s', async (_, source) => {
    expect(await reportOf(source)).toHaveProperty('sha256');
  });

  it('lists no more repeats than a person can read', async () => {
    const report = await reportOf('eval\n'.repeat(5_000));

    expect(report.riskScore).toBe(30);
    expect(report.violations).toHaveLength(1_001);
  });
});

function squares(count: number): string {
  return Array.from({ length: count }, (_, index) => `x${index + 1} = x${index} * x${index}\n`).join('');
}

function nestedLoops(depth: number): string {
  const indented = (line: string, index: number) => ' '.repeat(index) + line;
  return [...Array.from({ length: depth }, () => 'while True:'), 'pass'].map(indented).join('\n');
}
