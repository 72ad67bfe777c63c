import { describe, expect, test } from 'vitest';
import type { PolicySettings } from '../../../src/config/policy-settings.js';
import type { Report } from '../../../src/core/report.js';
import { Approvals } from '../../../src/review/approvals.js';
import { decided, whyNotApproved } from '../../../src/review/decide.js';
import type { Decision } from '../../../src/review/decision.js';
import { CodeValidator } from '../../../src/validator/validate.js';

const MEDIUM = 'open("notes.txt")\n';
const HIGH = 'import os\nos.system("x")\nopen("y")\n';

const reportOf = (source: string, policy: PolicySettings = {}) => new CodeValidator({ policy }).validate(source);

/** Decides what a report is about. */
function on({ sha256, policy, riskScore, riskLevel }: Report, decision: Decision['decision']): Approvals {
  const by = { by: 'Ada', reason: 'its own notes', at: '2026-01-02T03:04:05.000Z' };
  return new Approvals([{ sha256, policySha256: policy.sha256, path: 'a.py', riskScore, riskLevel, decision, ...by }]);
}

describe('an approval', () => {
  test('lets a source of MEDIUM risk pass, and leaves its score as it is', async () => {
    const report = await reportOf(MEDIUM);
    const { isValid, riskScore, approval, refusal } = decided(report, on(report, 'approved'));
    expect({ isValid, riskScore, approval, refusal }).toEqual({
      isValid: true,
      riskScore: 30,
      approval: { by: 'Ada', reason: 'its own notes', at: '2026-01-02T03:04:05.000Z' },
      refusal: undefined,
    });
  });

  test('lets what a lower maximum refuses pass, too', async () => {
    const report = await reportOf('import foo\n', { maxRiskScore: 1 });
    expect(decided(report, on(report, 'approved')).isValid).toBe(true);
  });

  test.each<[string, string, PolicySettings]>([
    ['one byte is changed', `${MEDIUM} `, {}],
    ['the policy is another', MEDIUM, { policy: 'strict' }],
    ['comments may pardon', MEDIUM, { allowInline: true }],
  ])('counts no more when %s', async (_, source, policy) => {
    const approvals = on(await reportOf(MEDIUM), 'approved');
    const report = await reportOf(source, policy);
    expect(decided(report, approvals)).toBe(report);
  });

  test('counts no more when the same bytes score more than what was approved', async () => {
    const report = await reportOf(MEDIUM);
    const approvals = on({ ...report, riskScore: 29 }, 'approved');
    expect(decided(report, approvals).isValid).toBe(false);
  });

  test.each([
    ['HIGH', HIGH],
    ['CRITICAL', `${HIGH}import subprocess\nsubprocess.run("z")\n`],
    ['unreadable', 'def (:\n'],
  ])('of what is %s counts for nothing, though somebody wrote it into the file', async (_, source) => {
    const report = await reportOf(source);
    expect(report.isValid).toBe(false);
    expect(decided(report, on(report, 'approved'))).toBe(report);
  });
});

describe('a refusal', () => {
  test('refuses a source that passes by its score, under every policy', async () => {
    const approvals = on(await reportOf('x = 1\n'), 'refused');
    const report = decided(await reportOf('x = 1\n', { policy: 'strict' }), approvals);
    expect(report).toMatchObject({
      isValid: false,
      riskScore: 0,
      refusal: 'Ada refused it on 2026-01-02: its own notes',
      refusedBy: { by: 'Ada' },
    });
  });

  test('wins over an approval that came into the file by a merge', async () => {
    const report = await reportOf(MEDIUM);
    const entries = [...on(report, 'approved').entries, ...on(report, 'refused').entries];
    expect(decided(report, new Approvals(entries))).toMatchObject({ isValid: false, refusedBy: { by: 'Ada' } });
  });
});

test.each([
  ['x = 1\n', 'needs no approval'],
  [HIGH, 'its risk is HIGH (90), and only what is at most MEDIUM can be approved'],
  ['def (:\n', 'what cannot be read cannot be approved'],
  [MEDIUM, undefined],
])('%j may be approved or is told why not', async (source, why) => {
  const told = whyNotApproved(await reportOf(source));
  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(why);
});
