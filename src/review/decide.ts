import { dayOf } from '../core/day-of.js';
import type { Report } from '../core/report.js';
import type { Approvals } from './approvals.js';
import type { Decision } from './decision.js';

/**
 * What a report becomes once people have had their say. A refusal is about the bytes, whatever they score. An approval is
 * about the bytes under one policy, holds up to the score that was approved, and only for what may be approved at all.
 */
export function decided(report: Report, approvals: Approvals): Report {
  const decisions = approvals.about(report.sha256);
  const refusal = decisions.find(({ decision }) => decision === 'refused');
  if (refusal !== undefined) return refused(report, refusal);
  if (whyNotApproved(report) !== undefined) return report;
  const approval = decisions.find((entry) => entry.decision === 'approved' && covers(entry, report));
  return approval === undefined ? report : approved(report, approval);
}

/** Whether an approval is about this very judgement. A later build of the same version may find more than was approved. */
export function covers({ policySha256, riskScore }: Decision, report: Report): boolean {
  return policySha256 === report.policy.sha256 && (riskScore ?? 0) >= (report.riskScore ?? Number.POSITIVE_INFINITY);
}

/** Why nobody can approve what a report is about; undefined where somebody can. */
export function whyNotApproved({
  isValid,
  riskScore,
  riskLevel,
  maxRiskScore,
  unreadable,
}: Report): string | undefined {
  if (isValid) return `it scores ${riskScore} of ${maxRiskScore}, passes, and needs no approval`;
  if (unreadable !== undefined) return 'what cannot be read cannot be approved';
  if (riskLevel === 'LOW' || riskLevel === 'MEDIUM') return undefined;
  return `its risk is ${riskLevel} (${riskScore}), and only what is at most MEDIUM can be approved`;
}

function refused(report: Report, { by, reason, at }: Decision): Report {
  const { approval: _, ...rest } = report;
  const refusal = `${by} refused it on ${dayOf(at)}: ${reason}`;
  return { ...rest, isValid: false, refusal, refusedBy: { by, reason, at } };
}

function approved(report: Report, { by, reason, at }: Decision): Report {
  const { refusal: _, ...rest } = report;
  return { ...rest, isValid: true, approval: { by, reason, at } };
}
