import { MAX_VALUE_DEPTH } from '../protocol/frames.js';

/** A value of a strategy, or why what came is none. */
export type ReadValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly why: string };

/** What is deeper was not written by the guest's encoder, and would overflow whoever walks it. */
const MAX_DEPTH = 2 * MAX_VALUE_DEPTH;

/** Reads the JSON text of a value. `announced` is its length by the guest's last frame; null means there is none. */
export function readValue(text: string, announced: number | null): ReadValue {
  if (announced === null) return text === '' ? { kind: 'value', value: null } : malformed('an unannounced value came');
  if (Buffer.byteLength(text, 'utf8') !== announced) return malformed('the value has another length than announced');
  if (nestingOf(text) > MAX_DEPTH) return malformed('the value is nested too deeply');
  try {
    return { kind: 'value', value: JSON.parse(text, MAY_OVERFLOW.test(text) ? finiteOnly : undefined) };
  } catch {
    return malformed('the value is not JSON');
  }
}

/** A number too large for a double has such an exponent, or this many digits: only then is every number looked at. */
const MAY_OVERFLOW = /[eE]\+?\d{3}|\d{300}/;

/** JSON has no infinity, and the guest's encoder writes null for one: a number that reads as one was forged. */
function finiteOnly(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not finite');
  return value;
}

function malformed(why: string): ReadValue {
  return { kind: 'malformed', why };
}

/** The deepest nesting of brackets outside of strings, in one loop: a pattern overflows its stack on one long string. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '"') isInString = !isInString;
    else if (isInString) index += char === '\\' ? 1 : 0;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
}
