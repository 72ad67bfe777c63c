import { CAPABILITIES, type Capability, type CapabilityName } from '../../core/report.js';
import type { Facts } from '../facts.js';
import { capabilityOf } from '../policy/effects.js';
import type { LineIndex } from '../tree/lines.js';

const NAMES = Object.keys(CAPABILITIES) as CapabilityName[];

/** What a source is able to do beyond computing, in the order of the catalogue. */
export function capabilitiesOf({ tree, effects }: Facts, lines: LineIndex): Capability[] {
  if (effects.length === 0) return [];
  const sites = effects.toSorted((a, b) => tree.start(a.node) - tree.start(b.node));
  return NAMES.flatMap((name) => {
    const giving = sites.filter(({ kind }) => capabilityOf(kind) === name);
    const [first] = giving;
    if (first === undefined) return [];
    const by = [...new Set(giving.map((effect) => effect.by))];
    return [{ name, by, line: lines.place(tree.start(first.node)).line }];
  });
}
