import type { Report } from '../core/report.js';
import type { Policy } from '../validator/policy/policy.js';
import { unreadableReport } from '../validator/report.js';

/**
 * The report on a file that is there and could not be opened, or whose check did not come to its end: refused like any
 * other that cannot be read.
 */
export function unopenedReport(
  message: string,
  policy: Policy,
  reason: 'unopened' | 'too-slow' | 'unchecked' = 'unopened',
): Report {
  return unreadableReport({ code: 'SOURCE_UNREADABLE', reason, message }, { sha256: '', bytes: 0 }, policy);
}
