/** What an expression has of what a reflection read, as bits, of which several may be true of one. */
export const IS = 1;
/** It holds such a value: one in a list, one in a list of lists, or one deeper than that. */
export const HOLDS = 2;
const HOLDS_HOLDER = 4;
const HOLDS_DEEP = 8;
/** Such a value was put into it beside others: a column of a table, an entry of a dict. */
const FILLED = 16;
const VALUES = IS | HOLDS | HOLDS_HOLDER | HOLDS_DEEP | FILLED;

/** Of a function the same bits of what it gives when it is called, so much further left. */
const GIVEN = 5;
const GIVES = VALUES << GIVEN;
/** What it gives is such a function. */
const GIVES_FUNCTION = 1 << (2 * GIVEN);
const FUNCTION = GIVES | GIVES_FUNCTION;

/** Values without the functions that give them. */
export function valuesIn(carried: number): number {
  return carried & VALUES;
}

/** Functions without the values beside them. */
export function functionsIn(carried: number): number {
  return carried & FUNCTION;
}

function deeper(carried: number): number {
  const holder = carried & (HOLDS | FILLED) ? HOLDS_HOLDER : 0;
  return (carried & IS ? HOLDS : 0) | holder | (carried & (HOLDS_HOLDER | HOLDS_DEEP) ? HOLDS_DEEP : 0);
}

function shallower(carried: number): number {
  const held = (carried & (HOLDS | FILLED) ? IS : 0) | (carried & HOLDS_HOLDER ? HOLDS : 0);
  return held | (carried & HOLDS_DEEP ? HOLDS_HOLDER | HOLDS_DEEP : 0);
}

/** What holds a value. */
export function heldBy(carried: number): number {
  return deeper(carried) | functionsIn(carried);
}

/** What something becomes into which a value is put. */
export function filledBy(carried: number): number {
  return (carried & IS ? FILLED : 0) | deeper(carried & ~IS) | functionsIn(carried);
}

/** One of those that a value holds. What a result holds is what an honest reader wanted of it. */
export function elementOf(carried: number): number {
  return shallower(carried) | functionsIn(carried);
}

/** An entry of a value by its key, which of a result is a result again. */
export function entryOf(carried: number): number {
  return elementOf(carried) | (carried & IS);
}

/** What an object gives of what it holds: that, or something that holds it as well. */
export function partOf(carried: number): number {
  return elementOf(carried) | (carried & ~IS);
}

/** What a library makes of a value: something that holds what that holds, or that itself. */
export function madeOf(carried: number): number {
  return deeper(carried) | (valuesIn(carried) & ~IS);
}

/** A function that gives a value. */
export function giving(carried: number): number {
  return (valuesIn(carried) << GIVEN) | (functionsIn(carried) === 0 ? 0 : functionsIn(carried) | GIVES_FUNCTION);
}

/** What a function gives. */
export function givenBy(carried: number): number {
  return valuesIn(carried >> GIVEN) | (carried & GIVES_FUNCTION ? carried & GIVES : 0);
}

/** What a call gives of what is called: a function, or an object that holds one. A result may be called for what it computes. */
export function calledGives(carried: number): number {
  return givenBy(carried) | valuesIn(partOf(carried));
}

/** What a method hands to a function that it is given: a list its elements, a table its rows. */
export function handedOn(carried: number): number {
  return (shallower(carried & ~FILLED) | (carried & (IS | FILLED))) & VALUES;
}
