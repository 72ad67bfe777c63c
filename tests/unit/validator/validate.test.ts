import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { riskLevelOf } from '../../../src/validator/risk-level.js';
import { CodeValidator } from '../../../src/validator/validate.js';
import { findingsOf, reportOf } from './judge.js';

describe('a report', () => {
  it('names the exact bytes that were judged', async () => {
    const bytes = Buffer.from('\ufeffx = 1\r\n', 'utf8');

    const report = await reportOf(bytes);

    expect(report.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(report.counts).toEqual({ bytes: 10, lines: 1, violations: 0, byRule: {} });
  });

  it('is the same for a text as for its UTF-8 bytes', async () => {
    const source = 'print("é")\nopen("x")\n';

    expect(await reportOf(source)).toEqual(await reportOf(Buffer.from(source, 'utf8')));
  });

  it('says of every violation what, where, why and what instead', async () => {
    const { violations } = await reportOf('x = 1\nif x:\n    y = eval("2")\n');

    expect(violations).toEqual([
      {
        rule: 'dangerous-builtin',
        channel: 'security',
        message: 'eval runs text as code',
        points: 30,
        snippet: 'y = eval("2")',
        snippetColumn: 5,
        qualifiedName: 'builtins.eval',
        why: expect.stringMatching(/\.$/),
        saferWay: expect.stringMatching(/^Write the expression itself/),
        line: 3,
        column: 9,
        endLine: 3,
        endColumn: 13,
      },
    ]);
  });

  it('lists repeats without points, and adds up to the score', async () => {
    const report = await reportOf('eval("1")\neval("2")\nexec("3")\n');

    expect(report.violations.map(({ points }) => points)).toEqual([30, 0, 30]);
    expect(report.riskScore).toBe(60);
    expect(report.counts.byRule).toEqual({ 'dangerous-builtin': 3 });
  });

  it('passes an empty source, which does nothing', async () => {
    expect(await reportOf('')).toMatchObject({ isValid: true, riskScore: 0, counts: { bytes: 0, lines: 0 } });
  });
});

describe('the maximum', () => {
  it('is 30 unless told otherwise, and refuses from there on', async () => {
    expect(await reportOf('x.__class__\nimport os\n')).toMatchObject({ isValid: true, riskScore: 25 });
    const report = await reportOf('getattr(x, n)\nx.__class__\n');
    expect(report).toMatchObject({ isValid: false, riskScore: 35, refusal: 'Risk score 35 exceeds maximum 30' });
  });

  it('can be raised to 90', async () => {
    const report = await new CodeValidator({ maxRiskScore: 90 }).validate('import os; os.system("x")');

    expect(report).toMatchObject({ isValid: true, riskScore: 60, maxRiskScore: 90 });
    expect(report).not.toHaveProperty('refusal');
  });

  it.each([0, 91, -1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (maxRiskScore) => {
    expect(() => new CodeValidator({ maxRiskScore })).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});

describe('the risk level', () => {
  it.each([
    [0, 'LOW'],
    [29, 'LOW'],
    [30, 'MEDIUM'],
    [69, 'MEDIUM'],
    [70, 'HIGH'],
    [90, 'HIGH'],
    [91, 'CRITICAL'],
  ])('of %d is %s', (score, level) => {
    expect(riskLevelOf(score)).toBe(level);
  });
});

describe('names', () => {
  it('are settled even where they are bound in circles', async () => {
    expect(await findingsOf('import os as a\nb = a\na = b\nb.getpid()\n')).toContain('blacklisted-module os 30');
  });

  it('may be bound to parts of themselves', async () => {
    const report = await reportOf('from frames import data\ndata = data.close\ndata = data.values\ndata = data.T\n');

    expect(report).toMatchObject({ isValid: true, riskScore: 1 });
  });

  it('may stand in long tables', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `    "f${index}": talib.F${index},\n`);

    expect(await reportOf(`import talib\ntable = {\n${rows.join('')}}\ntable["f1"](x)\n`)).toMatchObject({
      riskScore: 0,
    });
  });

  it('do not leave a class body for its methods', async () => {
    expect(await findingsOf('class A:\n    def open(self):\n        return open("x")\n')).toEqual([
      'dangerous-builtin builtins.open 30',
    ]);
  });

  it('follow global into the module', async () => {
    const source = 'def f():\n    global o\n    import os as o\nf()\no.system("x")\n';

    expect(await findingsOf(source)).toContain('dangerous-call os.system 30');
  });
});
