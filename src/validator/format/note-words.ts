import type { CompatibilityNote, Report } from '../../core/report.js';

/** What becomes of the place that a note is about. */
export function noteWords({
  hasNoEffect,
  givesNothing,
}: Pick<CompatibilityNote, 'hasNoEffect' | 'givesNothing'>): string {
  if (givesNothing === true) return 'gives no result';
  return hasNoEffect === true ? 'has no effect' : 'will not run';
}

/** Whether a run would end with an exception. */
export function willFail({ compatibility }: Pick<Report, 'compatibility'>): boolean {
  return compatibility.some(({ hasNoEffect, givesNothing }) => hasNoEffect !== true && givesNothing !== true);
}

/** The verdict on what is not refused. Whoever reads the first line only must not believe that it runs. */
export function passing(report: Pick<Report, 'compatibility'>): string {
  if (report.compatibility.length === 0) return 'passes';
  if (willFail(report)) return 'passes, but will not run as it is';
  const isEmpty = report.compatibility.some(({ givesNothing }) => givesNothing === true);
  return isEmpty ? 'passes, but gives no result' : 'passes, but some of it has no effect';
}
