import type { Report } from '../core/report.js';
import type { Policy } from '../validator/policy/policy.js';
import { unreadableReport } from '../validator/report.js';

/** The report on a file that is there and could not be opened: refused like any other that cannot be read. */
export function unopenedReport(message: string, policy: Policy): Report {
  const unreadable = { code: 'SOURCE_UNREADABLE', reason: 'unopened', message } as const;
  return unreadableReport(unreadable, { sha256: '', bytes: 0 }, policy);
}
