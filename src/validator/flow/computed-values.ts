import { NO_NAMES } from '../names/meaning.js';
import { CONTAINING, ENTRY_METHODS, REPEATERS } from '../policy/carriers.js';
import { MEMBER_READERS, rootOf } from '../qualified-name.js';
import { READ, READ_ENTRY } from '../reads/computed-reads.js';
import type { Callee } from './callees.js';
import { held, isComputed, isHeld, isOwnValue, passedThrough, SOMETHING_OWN, takenOut } from './own-values.js';

/*
 * Theory of operation. A walk through objects by names that nobody can read is a `getattr(x, name)` of what another such
 * one gave. So what one gives is a value of the flow, `<?>`, an entry of it by a key that nobody can read is `<??>`, and
 * what holds them is `<?>[]`, or `<?>[][]` from two levels on. They go wherever the functions and modules go that are
 * followed: through names, parameters, results, attributes, containers, exceptions, generators and decorators. The rule
 * asks at the end which values arrived where such a name is read again (`computed/walks.ts`).
 *
 * Honest code computes with what it read, and that must not be taken for a walk. So in five ways these values stop where
 * others go on: an attribute of one is something else, and so is what one gives when it is called; a method of what holds
 * them gives nothing of it unless it is known to give entries; what a library makes of one holds it, and is not it; and a
 * `__getattr__` of the source is not what every attribute gives.
 */

export function withoutComputed(values: readonly string[]): readonly string[] {
  return values.some(isComputed) ? values.filter((value) => !isComputed(value)) : values;
}

/** What an entry of some objects is, of those that were read. */
export function entriesRead(objects: readonly string[], isComputedKey: boolean): string[] {
  const read = objects.filter((value) => isComputed(value) && !isHeld(value));
  return read.map((value) => (isComputedKey ? READ_ENTRY : value));
}

/** What an attribute of some objects gives of what they hold. */
export function takenByAttribute(objects: readonly string[]): readonly string[] {
  const taken = takenOut(withoutComputed(objects));
  // `table.iloc` holds what the table holds. What an object of the source's own holds lies in its attributes.
  const holders = objects.filter((value) => isComputed(value) && isHeld(value));
  return [...taken, ...(objects.includes(SOMETHING_OWN) ? takenOut(holders) : holders)];
}

/** What a method of some objects holds of what they hold, for whoever calls it. */
export function takenByMethod(objects: readonly string[], method: string): readonly string[] {
  const taken = takenOut(withoutComputed(objects));
  if (!ENTRY_METHODS.has(method)) return taken;
  const tables = objects.filter(isComputed);
  return [...taken, ...tables, ...held(tables), ...held(held(tables))];
}

/** What comes out of a call of what goes in. */
export function throughCall(callee: Callee, isClass: boolean, given: readonly string[]): readonly string[] {
  const others = withoutComputed(given);
  if (others.length === given.length) return passedThrough(given);
  return [...passedThrough(others), ...computedThrough(callee, isClass, given.filter(isComputed))];
}

// What a library or a class of the source's own makes of a value holds it; who is not known may give it back.
function computedThrough({ values, byName }: Callee, isClass: boolean, given: readonly string[]): readonly string[] {
  const names = values.filter((value) => !isOwnValue(value));
  if (names.some((name) => MEMBER_READERS.has(name))) return NO_NAMES;
  if (names.some((name) => CONTAINING.has(name))) return given;
  if (names.some((name) => REPEATERS.has(name))) return given.map((value) => (value === READ ? READ_ENTRY : value));
  const isLibrary = isClass || byName !== undefined || names.some((name) => rootOf(name) !== 'builtins');
  return isLibrary ? given.flatMap((value) => (isHeld(value) ? [value] : held([value]))) : passedThrough(given);
}
