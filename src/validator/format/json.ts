import { printableJson } from '../../core/printable.js';
import type { Report } from '../../core/report.js';

/** A report, and the file it is about as the caller named it. */
export interface PathReport {
  readonly path: string;
  readonly report: Report;
}

/** One JSON document for any number of reports: `{"version", "reports": [{"path", "isValid", "riskScore", ...}]}`. */
export function formatReportsJson(version: string, reports: readonly PathReport[]): string {
  return indentedJson({ version, reports: reports.map(({ path, report }) => ({ path, ...report })) });
}

/** JSON for people and programs. What would steer or hide a terminal's text is escaped: a parser reads the same in it. */
export function indentedJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printableJson).join('\n');
}
