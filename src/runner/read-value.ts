/** A value of a strategy, or why what came is none. */
export type ReadValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly why: string };

/** The guest's encoder stops at 64; what is deeper was not written by it, and would overflow whoever walks it. */
const MAX_DEPTH = 128;

/** Reads the JSON text of a value. `announced` is its length by the guest's last frame; null means there is none. */
export function readValue(text: string, announced: number | null): ReadValue {
  if (announced === null) return text === '' ? { kind: 'value', value: null } : malformed('an unannounced value came');
  if (Buffer.byteLength(text, 'utf8') !== announced) return malformed('the value has another length than announced');
  if (nestingOf(text) > MAX_DEPTH) return malformed('the value is nested too deeply');
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    return malformed('the value is not JSON');
  }
}

function malformed(why: string): ReadValue {
  return { kind: 'malformed', why };
}

const STRING = /"(?:[^"\\]|\\.)*"/g;

/** The deepest nesting of brackets outside of strings, found without recursion. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text.replace(STRING, '').replace(/[^[\]{}]/g, '')) {
    depth += char === '[' || char === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
