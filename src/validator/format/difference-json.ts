import type { Report } from '../../core/report.js';
import type { Difference } from '../difference.js';

/**
 * One JSON document:
 * `{"version", "differences": [{"path", "before", "after", "capabilities", "imports", "findings", "compatibility"}]}`; one that
 * was renamed has `renamedFrom` besides.
 */
export function formatDifferencesJson(version: string, differences: readonly Difference[]): string {
  const told = differences.map((one) => ({ ...one, before: inBrief(one.before), after: inBrief(one.after) }));
  return JSON.stringify({ version, differences: told }, null, 2);
}

function inBrief(report: Report | null): Partial<Report> | null {
  if (report === null) return null;
  const { sha256, isValid, riskScore, riskLevel, maxRiskScore, refusal, unreadable, policy } = report;
  return {
    ...{ sha256, isValid, riskScore, riskLevel, maxRiskScore, policy },
    ...(refusal !== undefined && { refusal }),
    ...(unreadable !== undefined && { unreadable }),
  };
}
