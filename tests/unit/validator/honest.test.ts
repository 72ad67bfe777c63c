import { describe, expect, it } from 'vitest';
import { IDIOMS } from './honest-idioms.js';
import { reportOf } from './judge.js';

describe('an honest strategy passes', () => {
  it.each(IDIOMS)('with %s', async (_, most, source) => {
    const report = await reportOf(source);

    expect(report.unreadable).toBeUndefined();
    expect(report.isValid, JSON.stringify(report.violations, null, 1)).toBe(true);
    expect(report.riskScore).toBeLessThanOrEqual(most);
  });
});
