import type { Capability, Report, Violation } from '../core/report.js';

/** What is in one of two reports and not in the other. */
export interface Changes<Item> {
  readonly gained: readonly Item[];
  readonly lost: readonly Item[];
}

/** Two versions of one strategy, and what the second can do that the first could not. */
export interface Difference {
  readonly path: string;
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
}

/** Compares the reports on two versions of a strategy. */
export function differenceOf(path: string, before: Report | null, after: Report | null): Difference {
  return {
    path,
    before,
    after,
    capabilities: {
      gained: capabilitiesBeyond(after, before),
      lost: capabilitiesBeyond(before, after),
    },
    imports: changes(before?.imports ?? [], after?.imports ?? [], (module) => module),
    findings: changes(scored(before), scored(after), ({ rule, qualifiedName }) => `${rule} ${qualifiedName}`),
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

/** `LOW 0`, `HIGH 90`, `UNREADABLE`; `nothing` where there is no such file. */
export function riskWords(report: Report | null): string {
  if (report === null) return 'nothing';
  return report.riskScore === null ? 'UNREADABLE' : `${report.riskLevel} ${report.riskScore}`;
}
