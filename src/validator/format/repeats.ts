import type { CompatibilityNote, Violation } from '../../core/report.js';

/** A finding at its first place, and how often more the source has it. */
export interface CountedViolation {
  readonly violation: Violation;
  readonly repeats: number;
}

/** Findings without their repeats, in the order of the source: what one rule says of one name is told once. */
export function withoutRepeats(violations: readonly Violation[]): readonly CountedViolation[] {
  const byKey = new Map<string, { violation: Violation; repeats: number }>();
  for (const violation of violations) {
    const key = `${violation.rule} ${violation.qualifiedName}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { violation, repeats: 0 });
    else known.repeats += 1;
  }
  return [...byKey.values()];
}

/** ` (and 3 more places)` behind a note that is told at its first place; nothing where that is the only one. */
export function andFurtherPlaces({ furtherPlaces = 0 }: Pick<CompatibilityNote, 'furtherPlaces'>): string {
  return furtherPlaces === 0 ? '' : ` (and ${furtherPlaces} more ${furtherPlaces === 1 ? 'place' : 'places'})`;
}
