import { READING } from '../config/limits.js';
import { CONTAINER, withoutSuffix } from './qualified-name.js';
import type { Node } from './tree.js';

/** An instance of a class that the source defines. */
export const OWN_INSTANCE = '<>';

/** A function, lambda or class that the source defines, as a value beside the names of others. */
export function ownValue(definition: Node): string {
  return `<${definition}>`;
}

export function isOwnValue(value: string): boolean {
  return value.startsWith('<');
}

export function isHeld(value: string): boolean {
  return value.endsWith(CONTAINER);
}

/** The definitions among some values, whether or not something holds them. */
export function definitionsAmong(values: readonly string[]): Node[] {
  const found = values.filter(isOwnValue).map((value) => Number.parseInt(value.slice(1), 10));
  return [...new Set(found.filter((definition) => !Number.isNaN(definition)))];
}

/** The values of what holds some values. */
export function held(values: readonly string[]): string[] {
  return values.map((value) => (isHeld(value) ? value : `${value}${CONTAINER}`));
}

/** What may come out of something: what it holds, and what that holds. */
export function takenOut(values: readonly string[]): string[] {
  return values.filter(isHeld).flatMap((value) => [withoutSuffix(value, CONTAINER), value]);
}

/** What may be either some values or a holder of them. */
export function passedThrough(values: readonly string[]): string[] {
  return values.flatMap((value) => [withoutSuffix(value, CONTAINER), ...held([value])]);
}

/** As many of the source's own values as are followed; what others name is never left out. */
export function withFewOwn(values: readonly string[], known: Iterable<string> = []): readonly string[] {
  if (!values.some(isOwnValue)) return values;
  const own = new Set([...known, ...values].filter(isOwnValue));
  const kept = new Set([...own].slice(0, READING.namesPerMeaning));
  return values.filter((value) => !isOwnValue(value) || kept.has(value));
}
