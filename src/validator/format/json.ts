import type { Report } from '../../core/report.js';

/** A report, and the file it is about as the caller named it. */
export interface PathReport {
  readonly path: string;
  readonly report: Report;
}

/** One JSON document for any number of reports: `{"version", "reports": [{"path", "isValid", "riskScore", ...}]}`. */
export function formatReportsJson(version: string, reports: readonly PathReport[]): string {
  return JSON.stringify({ version, reports: reports.map(({ path, report }) => ({ path, ...report })) }, null, 2);
}
