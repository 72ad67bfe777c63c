import { printableJson } from '../../core/printable.js';
import type { Report } from '../../core/report.js';

/** A report, and the file it is about as the caller named it. */
export interface PathReport {
  readonly path: string;
  readonly report: Report;
}

/** What lies in a folder that was checked, and was not. */
export interface LeftOutPath {
  readonly path: string;
  /** The ignore or policy file that says so, or `default`. */
  readonly by: string;
  /** A folder stands for all that is below it, which nobody counted. */
  readonly isFolder: boolean;
}

/**
 * One JSON document for any number of reports:
 * `{"version", "reports": [{"path", "isValid", "riskScore", ...}], "leftOut": [{"path", "by", "isFolder"}]}`.
 */
export function formatReportsJson(
  version: string,
  reports: readonly PathReport[],
  leftOut: readonly LeftOutPath[] = [],
): string {
  return indentedJson({ version, reports: reports.map(({ path, report }) => ({ path, ...report })), leftOut });
}

/** JSON for people and programs. What would steer or hide a terminal's text is escaped: a parser reads the same in it. */
export function indentedJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printableJson).join('\n');
}
