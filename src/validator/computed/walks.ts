import type { Facts } from '../facts.js';
import { isStepOfWalk, READ, READ_ENTRY } from '../reads/computed-reads.js';
import { entryAsked, isUnreadEntry } from '../reads/entries.js';
import type { Node } from '../tree/syntax-tree.js';

const STEPS: ReadonlySet<string> = new Set([READ, READ_ENTRY]);

/**
 * Where what was read by a name that nobody can read is read on from by another: an attribute of it or of its entry, or
 * an entry of its entry. To call what an honest `getattr(talib, name)` gives, or to read one entry, is no such walk.
 */
export function computedWalks(facts: Facts): Node[] {
  const { names, reflections, reads } = facts;
  const steps = reflections.filter((call) => isStepOfWalk(facts, call));
  if (steps.length === 0) return [];
  const continued = steps.filter(({ owner }) => names.valuesOf(owner).some((value) => STEPS.has(value)));
  return [...new Set([...continued.map(({ node }) => node), ...reads.filter((node) => isWalkOfEntries(facts, node))])];
}

// `x[a][b]`, and `x[a]()`.
function isWalkOfEntries(facts: Facts, node: Node): boolean {
  const { tree, names } = facts;
  const isEntry = (of: Node) => names.valuesOf(of).includes(READ_ENTRY);
  if (tree.kind(node) === 'call' && isEntry(tree.child(node, 'function'))) return true;
  const asked = entryAsked(facts, node);
  return asked !== undefined && isEntry(asked.object) && isUnreadEntry(facts, asked);
}
