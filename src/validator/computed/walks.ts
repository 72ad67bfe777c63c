import { isOwnObject } from '../reads/own-objects.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isImported } from './carried-arguments.js';
import type { CarriedValues } from './carried-values.js';
import { carriedValues } from './carried-ways.js';
import { ComputedPlaces, type Walked } from './places.js';
import { ComputedValues } from './values.js';
import { MANY } from './ways.js';

const GETTER = 'operator.attrgetter';
const READERS: ReadonlySet<string> = new Set(['builtins.getattr', '__getattribute__', GETTER]);

/**
 * Where what was read by a name that nobody can read is read on from by another: an attribute of it or of its entry, or
 * an entry of its entry. To call what an honest `getattr(talib, name)` gives, or to read one entry, is no such walk.
 */
export function computedWalks(facts: Walked): Node[] {
  const { reflections, reads, calls } = facts;
  const steps = reflections.filter((call) => call.attribute === undefined && READERS.has(call.function));
  if (steps.length === 0) return [];
  const getters = steps.filter(({ function: name }) => name === GETTER).map(({ node }) => node);
  const results = steps.filter(({ function: name }) => name !== GETTER).map(({ node }) => node);
  const places = new ComputedPlaces(facts);
  const values = new ComputedValues(facts, places, results, getters);
  const carried = carriedValues(facts, places, steps);
  const isRead = (owner: Node) => values.entriesSince(owner) !== undefined || isReadOn(facts, carried, owner);
  const continued = steps.filter(({ owner }) => owner !== NONE && isRead(owner));
  const handed = getters.length === 0 ? [] : calls.filter((call) => isGetterOfResult(facts, values, call));
  const entries = reads.filter((node) => isWalkOfEntries(facts, values, node));
  return [...new Set([...continued.map(({ node }) => node), ...handed, ...entries])];
}

// What is one's own, or imported, is what it was before anything was read.
function isReadOn(facts: Walked, carried: CarriedValues, owner: Node): boolean {
  return carried.isResult(owner) && !isOwnObject(facts, owner) && !isImported({ facts }, owner);
}

// `attrgetter(b)(x)`, of an `x` that was read.
function isGetterOfResult({ tree }: Walked, values: ComputedValues, call: Node): boolean {
  if (!values.isHolder(tree.child(call, 'function'))) return false;
  return positionalArguments(tree, call).some((argument) => values.entriesSince(argument) !== undefined);
}

// `x[a][b]`, and `x[a]()`.
function isWalkOfEntries({ tree }: Walked, values: ComputedValues, node: Node): boolean {
  const kind = tree.kind(node);
  if (kind !== 'subscript' && kind !== 'call') return false;
  const entries = values.entriesSince(node) ?? 0;
  return entries >= MANY || (entries > 0 && callOf(tree, node) !== NONE);
}
