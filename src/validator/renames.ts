import { basename } from 'node:path';
import type { Report } from '../core/report.js';
import { type Difference, differenceOf } from './difference.js';

/**
 * Puts what went and what came with the very same bytes together as one that was renamed. Of several, one that kept its
 * name in another folder comes first.
 */
export function withRenames(differences: readonly Difference[]): readonly Difference[] {
  const byName = joined(differences, ({ path }, sha256) => `${sha256} ${basename(path)}`);
  return joined(byName, (_, sha256) => sha256);
}

type Key = (one: Difference, sha256: string) => string;

function joined(differences: readonly Difference[], keyOf: Key): readonly Difference[] {
  const gone = new Map<string, Difference[]>();
  for (const one of differences) {
    if (one.after !== null || !hasBytes(one.before)) continue;
    const key = keyOf(one, one.before.sha256);
    const others = gone.get(key);
    if (others === undefined) gone.set(key, [one]);
    else others.push(one);
  }
  const renamed = new Set<Difference>();
  const told = differences.map((one) => {
    if (one.before !== null || !hasBytes(one.after)) return one;
    const old = gone.get(keyOf(one, one.after.sha256))?.shift();
    if (old === undefined) return one;
    renamed.add(old);
    return differenceOf(one.path, old.before, one.after, old.path);
  });
  return told.filter((one) => !renamed.has(one));
}

/** What could not be opened has no hash. */
function hasBytes(report: Report | null): report is Report {
  return report !== null && report.sha256 !== '';
}
