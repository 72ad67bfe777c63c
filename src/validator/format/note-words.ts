import type { CompatibilityNote, Report } from '../../core/report.js';

/** What becomes of the place that a note is about. */
export function noteWords({ hasNoEffect }: Pick<CompatibilityNote, 'hasNoEffect'>): string {
  return hasNoEffect === true ? 'has no effect' : 'will not run';
}

/** Whether a run would end with an exception. */
export function willFail({ compatibility }: Pick<Report, 'compatibility'>): boolean {
  return compatibility.some(({ hasNoEffect }) => hasNoEffect !== true);
}

/** The verdict on what is not refused. Whoever reads the first line only must not believe that it runs. */
export function passing(report: Pick<Report, 'compatibility'>): string {
  if (report.compatibility.length === 0) return 'passes';
  return willFail(report) ? 'passes, but will not run as it is' : 'passes, but some of it has no effect';
}
