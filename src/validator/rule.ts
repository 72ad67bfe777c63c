import type { Channel } from '../core/report.js';
import type { Facts } from './facts.js';
import type { Policy } from './policy/policy.js';
import type { Node } from './tree/syntax-tree.js';

/** What a rule is about, for people: the tests run the two examples. */
export interface RuleMeta {
  /** Kebab-case, the name of the rule's file; reads well after "allow". */
  readonly id: string;
  /** Points of one finding, where the rule does not say otherwise. */
  readonly points: number;
  /** `security` where not said. */
  readonly channel?: Channel;
  readonly what: string;
  readonly why: string;
  /** A source that the rule finds something in. */
  readonly example: string;
  /** Its honest neighbour, in which the rule finds nothing. */
  readonly accepted: string;
  /** What to write instead, in one sentence. */
  readonly saferWay: string;
}

/** One place a rule objects to. The same qualified name adds its points once per rule. */
export interface Finding {
  readonly node: Node;
  readonly qualifiedName: string;
  /** What is wrong, in plain words. */
  readonly message: string;
  /** Only where it is not the rule's own. */
  readonly points?: number;
  readonly why?: string;
  readonly saferWay?: string;
  /** The names by which the thing was reached, where the source does not say its own. */
  readonly via?: readonly string[];
  readonly parts?: readonly FindingPart[];
}

/** One of the places that together make a finding. */
export interface FindingPart {
  readonly node: Node;
  readonly qualifiedName: string;
  readonly does: string;
}

export interface Rule {
  readonly meta: RuleMeta;
  check(facts: Facts, policy: Policy): readonly Finding[];
}

/**
 * What is found at some places, of which there are none in most sources.
 * @param find may be a generator function of the module, but no closure made per call that is one: V8 keeps what that
 * knows until a full collection
 */
export function foundAt<Place>(
  places: readonly Place[],
  find: (place: Place) => Iterable<Finding>,
): readonly Finding[] {
  return places.length === 0 ? NO_FINDINGS : places.flatMap((place) => [...find(place)]);
}

export const NO_FINDINGS: readonly Finding[] = [];
