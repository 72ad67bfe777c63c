import type { CompatibilityNote, Violation } from '../../core/report.js';

const MOST_LINES = 5;

/** A finding at its first place, and the lines at which the source has it again: one for each repeat. */
export interface CountedViolation {
  readonly violation: Violation;
  readonly repeatedAt: readonly number[];
}

/** Findings without their repeats, in the order of the source: what one rule says of one name is told once. */
export function withoutRepeats(violations: readonly Violation[]): readonly CountedViolation[] {
  const byKey = new Map<string, { violation: Violation; repeatedAt: number[] }>();
  for (const violation of violations) {
    const key = `${violation.rule} ${violation.qualifiedName}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { violation, repeatedAt: [] });
    else known.repeatedAt.push(violation.line);
  }
  return [...byKey.values()];
}

/** ` (also lines 4, 9)`, ` (and 2 more times)` where all are on the line that is told; nothing without repeats. */
export function andRepeats({ violation, repeatedAt }: CountedViolation): string {
  if (repeatedAt.length === 0) return '';
  const lines = [...new Set(repeatedAt)].filter((line) => line !== violation.line);
  if (lines.length === 0) return ` (and ${repeatedAt.length} more ${repeatedAt.length === 1 ? 'time' : 'times'})`;
  const named = lines.slice(0, MOST_LINES).join(', ');
  const rest = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : '';
  return ` (also ${lines.length === 1 ? 'line' : 'lines'} ${named}${rest})`;
}

/** ` (and 3 more places)` behind a note that is told at its first place; nothing where that is the only one. */
export function andFurtherPlaces({ furtherPlaces = 0 }: Pick<CompatibilityNote, 'furtherPlaces'>): string {
  return furtherPlaces === 0 ? '' : ` (and ${furtherPlaces} more ${furtherPlaces === 1 ? 'place' : 'places'})`;
}
