import type { Report } from '../core/report.js';
import type { Approvals } from './approvals.js';
import { covers, decided, whyNotApproved } from './decide.js';
import type { Decision } from './decision.js';

/** Where a source stands with the people who review: `pending` is refused by its score, and somebody may approve it. */
export type ReviewState = 'passes' | 'pending' | 'approved' | 'refused' | 'unapprovable';

/** @param report as the validator gave it, before anybody had a say */
export function stateOf(report: Report, approvals: Approvals): ReviewState {
  const { refusedBy, approval } = decided(report, approvals);
  if (refusedBy !== undefined) return 'refused';
  if (approval !== undefined) return 'approved';
  if (report.isValid) return 'passes';
  return whyNotApproved(report) === undefined ? 'pending' : 'unapprovable';
}

/** A decision that no longer says anything about what is there. */
export interface StaleDecision {
  readonly decision: Decision;
  readonly why: string;
}

/** Why an approval does not count for the very bytes that it is about; undefined where it does. */
export function whyStale(decision: Decision, report: Report): string | undefined {
  if (decision.decision === 'refused' || covers(decision, report)) return undefined;
  const isSamePolicy = decision.policySha256 === report.policy.sha256;
  return isSamePolicy ? 'it scores more than was approved' : 'it was approved under another policy';
}
