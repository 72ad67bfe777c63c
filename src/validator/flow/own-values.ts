import { READING } from '../../config/limits.js';
import { CONTAINER, withoutSuffix } from '../qualified-name.js';
import { READ, READ_ENTRY } from '../reads/computed-reads.js';
import type { Node } from '../tree/syntax-tree.js';

/**
 * Something of the source's own: an instance of one of its classes, or a function that nothing dangerous is given to or
 * comes out of.
 */
export const SOMETHING_OWN = '<>';
/** What may be something of the source's own or hold such. */
export const ALL_OWN: readonly string[] = [SOMETHING_OWN, `${SOMETHING_OWN}${CONTAINER}`];
/** Any of the source's own functions and classes that are told apart, where they are too many to be listed. */
const ANY_OWN = '<*>';

const COMPUTED_ENTRIES: ReadonlySet<string> = new Set([READ, READ_ENTRY].map((value) => `${value}${CONTAINER}`));
const LESS_THAN = 0x3c;
const QUESTION_MARK = 0x3f;
const LISTED = /^<\d/;

/** A function, lambda or class that the source defines, as a value beside the names of others. */
export function ownValue(definition: Node): string {
  return `<${definition}>`;
}

export function isOwnValue(value: string): boolean {
  return value.charCodeAt(0) === LESS_THAN;
}

/** Whether a value, or what it holds, was read by a name that nobody can read. */
export function isComputed(value: string): boolean {
  return value.charCodeAt(1) === QUESTION_MARK && isOwnValue(value);
}

function isTableOfComputed(value: string): boolean {
  return isComputed(value) && COMPUTED_ENTRIES.has(value);
}

export function isHeld(value: string): boolean {
  return value.endsWith(CONTAINER);
}

/** The definitions that are listed among some values, whether or not something holds them. */
export function definitionsAmong(values: readonly string[]): Node[] {
  const found = values.filter(isOwnValue).map((value) => Number.parseInt(value.slice(1), 10));
  return [...new Set(found.filter((definition) => !Number.isNaN(definition)))];
}

/** Whether any of the functions that are told apart may be among some values, whether or not something holds it. */
export function mayBeAnyOwn(values: readonly string[]): boolean {
  return values.some((value) => value.startsWith(ANY_OWN));
}

/** The values of what holds some values. Of what was read by a computed name a table of tables is told from a table. */
export function held(values: readonly string[]): string[] {
  return values.map((value) => (isHeld(value) && !isTableOfComputed(value) ? value : `${value}${CONTAINER}`));
}

/** What may come out of something: what it holds, and what that holds. */
export function takenOut(values: readonly string[]): string[] {
  return values.filter(isHeld).flatMap((value) => {
    const entry = withoutSuffix(value, CONTAINER);
    return isTableOfComputed(value) ? [entry] : [entry, value];
  });
}

/** What holds what some values hold, or these. */
export function spread(values: readonly string[]): readonly string[] {
  return [...values, ...takenOut(values)];
}

/** What may be either some values or a holder of them. */
export function passedThrough(values: readonly string[]): string[] {
  return values.flatMap((value) => {
    const holders = held([value]);
    const entry = withoutSuffix(value, CONTAINER);
    return isTableOfComputed(value) ? [entry, value, ...holders] : [entry, ...holders];
  });
}

/**
 * The same values, the source's own in one where they are too many.
 * @param known what they are added to
 */
export function withFewOwn(values: readonly string[], known: readonly string[] = []): readonly string[] {
  if (values.length + known.length <= READING.ownFunctionsPerMeaning || !values.some(isListed)) return values;
  const own = new Set(definitionsAmong([...known, ...values]));
  const isCrowd = own.size > READING.ownFunctionsPerMeaning || mayBeAnyOwn(known);
  return isCrowd ? values.map((value) => (isListed(value) ? asAnyOwn(value) : value)) : values;
}

/** Whether a value is dangerous itself, or a function of the source that is told apart because of such a one. */
export function isGrave(value: string): boolean {
  return !value.startsWith(SOMETHING_OWN);
}

function isListed(value: string): boolean {
  return LISTED.test(value);
}

function asAnyOwn(value: string): string {
  return isHeld(value) ? `${ANY_OWN}${CONTAINER}` : ANY_OWN;
}

/** Whether what an object is comes from others alone, so that nothing of the source's own is in it unless it was put there. */
export function isOnlyOfOthers(objects: readonly string[]): boolean {
  return objects.some((value) => !isHeld(value)) && !objects.some(isOwnValue);
}
