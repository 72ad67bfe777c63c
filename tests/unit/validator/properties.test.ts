import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PythonGenerator } from '../../differential/generated-python.js';
import { dangerousSeeds } from '../../mutation/seeds.js';
import { reportOf } from './judge.js';

// Hundreds of sources are read here, perhaps on a busy machine.
const HARMLESS = ['_x1 = 1', 'import math', '# a comment', '"""A docstring."""', 'total = 1 + 2', 'pass', ''];
const PIECES = [
  ...['import os', 'os.system("x")', 'run = eval', 'x.__globals__', 'getattr(x, n)', 'import foo', 'x = [os][0]'],
  ...['def f(m):\n    return m', 'f(os).remove("a")', 'class A:\n    k = exec', 'A.k("1")', 'open("a")', 'y = x = f'],
];
const sources = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((lines) => `${lines.join('\n')}\n`),
  fc.integer({ min: 0, max: 100_000 }).map((seed) => new PythonGenerator(seed).module()),
  fc.constantFrom(...dangerousSeeds().map(({ source }) => source)),
);

const isCount = (score: number | null): score is number => score !== null;

/** Whether what is read does not hang on how its lines end: in no text and no continued line. */
const hasPlainLines = (source: string) => !/\\\n|"""|'''|\r/.test(source);

describe('whatever the source', () => {
  it('a harmless line at its end never lowers the score', async () => {
    await fc.assert(
      fc.asyncProperty(sources, fc.constantFrom(...HARMLESS), async (source, line) => {
        const before = await reportOf(source);
        const after = await reportOf(`${source}\n${line}\n`);

        if (isCount(before.riskScore)) expect(after.riskScore).toBeGreaterThanOrEqual(before.riskScore);
        expect(after.isValid && !before.isValid).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('a harmless line at its beginning never lowers the score', async () => {
    await fc.assert(
      fc.asyncProperty(sources, fc.constantFrom('_x1 = 1', '# a comment', 'import math'), async (source, line) => {
        fc.pre(!source.includes('coding') && !source.includes('__future__'));
        const before = await reportOf(source);
        const after = await reportOf(`${line}\n${source}`);

        if (isCount(before.riskScore)) expect(after.riskScore).toBeGreaterThanOrEqual(before.riskScore);
      }),
      { numRuns: 200 },
    );
  });

  it('the score is the same for lines that end as on Windows', async () => {
    await fc.assert(
      fc.asyncProperty(sources.filter(hasPlainLines), async (source) => {
        const { riskScore } = await reportOf(source);

        expect((await reportOf(source.replaceAll('\n', '\r\n'))).riskScore).toBe(riskScore);
      }),
      { numRuns: 200 },
    );
  });

  it('the order of its imports is nothing to the score', async () => {
    const imports = [
      'import os',
      'import sys as s',
      'from math import sqrt',
      'import numpy as np',
      'from os import path',
      'import foo',
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(imports), async (lines) => {
        const use = '\nos.path.join("a")\ns.exit()\nnp.load("a")\n';
        const { riskScore } = await reportOf(lines.join('\n') + use);

        expect((await reportOf(lines.toSorted().join('\n') + use)).riskScore).toBe(riskScore);
      }),
      { numRuns: 60 },
    );
  });
});
