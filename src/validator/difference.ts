import type { Capability, CompatibilityNote, Report, Violation } from '../core/report.js';

/** What is in one of two reports and not in the other. */
export interface Changes<Item> {
  readonly gained: readonly Item[];
  readonly lost: readonly Item[];
}

/** Two versions of one strategy, and what the second can do that the first could not. */
export interface Difference {
  readonly path: string;
  /** Where the very same bytes were before. */
  readonly renamedFrom?: string;
  /** Null where there was no such file. */
  readonly before: Report | null;
  /** Null where there is no such file any more. */
  readonly after: Report | null;
  /** A capability is gained by each name that newly gives it, whether or not it was there before by another. */
  readonly capabilities: Changes<Capability>;
  /** Modules, by their dotted names. */
  readonly imports: Changes<string>;
  /** Findings that add points, by rule and qualified name. */
  readonly findings: Changes<Violation>;
  /** What will not run in the image, by qualified name. */
  readonly compatibility: Changes<CompatibilityNote>;
}

/** Compares the reports on two versions of a strategy. Of a version that cannot be read nobody knows what it lost. */
export function differenceOf(
  path: string,
  before: Report | null,
  after: Report | null,
  renamedFrom?: string,
): Difference {
  const old = isUnreadable(after) ? null : before;
  return {
    path,
    ...(renamedFrom !== undefined && { renamedFrom }),
    before,
    after,
    capabilities: {
      gained: capabilitiesBeyond(after, old),
      lost: capabilitiesBeyond(old, after),
    },
    imports: changes(old?.imports ?? [], after?.imports ?? [], (module) => module),
    findings: changes(scored(old), scored(after), ({ rule, qualifiedName }) => `${rule} ${qualifiedName}`),
    compatibility: changes(old?.compatibility ?? [], after?.compatibility ?? [], ({ qualifiedName }) => qualifiedName),
  };
}

function scored(report: Report | null): readonly Violation[] {
  return report?.violations.filter(({ points }) => points > 0) ?? [];
}

function capabilitiesBeyond(report: Report | null, other: Report | null): readonly Capability[] {
  const known = new Map(other?.capabilities.map(({ name, by }) => [name, new Set(by)]));
  return (report?.capabilities ?? []).flatMap((capability) => {
    const by = capability.by.filter((name) => known.get(capability.name)?.has(name) !== true);
    return by.length === 0 ? [] : [{ ...capability, by }];
  });
}

function changes<Item>(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string): Changes<Item> {
  return { gained: beyond(after, before, keyOf), lost: beyond(before, after, keyOf) };
}

function beyond<Item>(items: readonly Item[], others: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const known = new Set(others.map(keyOf));
  return items.filter((item) => !known.has(keyOf(item)));
}

/** Whether a version is there and refused. */
export function isRefused(report: Report | null): boolean {
  return report !== null && !report.isValid;
}

/** Whether a version is there and nobody knows what it does. */
export function isUnreadable(report: Report | null): boolean {
  return report?.unreadable !== undefined;
}

/** `LOW 0 -> HIGH 90`, `new: UNREADABLE`, `removed (was LOW 0)`. */
export function riskChange({ before, after }: Pick<Difference, 'before' | 'after'>, arrow = '->'): string {
  if (after === null) return `removed (was ${riskWords(before)})`;
  return before === null ? `new: ${riskWords(after)}` : `${riskWords(before)} ${arrow} ${riskWords(after)}`;
}

function riskWords(report: Report | null): string {
  if (report === null) return 'nothing';
  return report.riskScore === null ? 'UNREADABLE' : `${report.riskLevel} ${report.riskScore}`;
}

/** Whether a file is another than before, or elsewhere. */
export function isChanged({ before, after, renamedFrom }: Difference): boolean {
  return renamedFrom !== undefined || before?.sha256 !== after?.sha256;
}

/** What is said where nothing was gained or lost. */
export function unchangedWords({ before, after }: Difference): string {
  if (isUnreadable(after)) return 'what it can do is not known';
  return isUnreadable(before) ? 'what it could do before is not known' : 'nothing gained, nothing lost';
}
