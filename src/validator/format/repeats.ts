import type { CompatibilityNote, Report, Violation } from '../../core/report.js';

const MOST_LINES = 5;

/** What is said of an import as such. A use of what was imported stands elsewhere, or is about something else. */
const ABOUT_IMPORTS: ReadonlySet<string> = new Set(['unknown-module', 'blacklisted-module']);

/** A finding at its first place, and the lines at which the source has it again: one for each repeat. */
export interface CountedViolation {
  readonly violation: Violation;
  readonly repeatedAt: readonly number[];
  /** What will not run at that very place of the same import: a module that is not there. */
  readonly note?: CompatibilityNote;
}

/** What a report tells one by one: findings without their repeats, and notes that belong to none of them. */
export function told({ violations, compatibility }: Pick<Report, 'violations' | 'compatibility'>): {
  readonly findings: readonly CountedViolation[];
  readonly notes: readonly CompatibilityNote[];
} {
  const joined = new Set<CompatibilityNote>();
  const findings = withoutRepeats(violations).map((counted) => {
    const note = ABOUT_IMPORTS.has(counted.violation.rule) ? noteAt(compatibility, counted.violation) : undefined;
    if (note === undefined) return counted;
    joined.add(note);
    return { ...counted, note };
  });
  return { findings, notes: compatibility.filter((note) => !joined.has(note)) };
}

function noteAt(notes: readonly CompatibilityNote[], { line, column }: Violation): CompatibilityNote | undefined {
  return notes.find((note) => note.line === line && note.column === column);
}

// In the order of the source: what one rule says of one name is told once.
function withoutRepeats(violations: readonly Violation[]): readonly CountedViolation[] {
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
