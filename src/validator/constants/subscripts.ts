import { Bytes, type Constant, charactersOf, Sequence, smallInteger, Table } from './constant.js';

/** The three parts of `[from:until:step]`: null where one is left out, undefined where it is not known. */
export interface Slice {
  readonly from: Constant | undefined;
  readonly until: Constant | undefined;
  readonly step: Constant | undefined;
}

/** `value[key]`; undefined where Python raises. */
export function entryAt(value: Constant, key: Constant): Constant | undefined {
  if (value instanceof Table) return value.get(key);
  const index = smallInteger(key);
  if (index === undefined) return undefined;
  if (typeof value === 'string') return Array.prototype.at.call(charactersOf(value), index);
  if (value instanceof Bytes) {
    const byte = value.latin1.at(index);
    return byte === undefined ? undefined : BigInt(byte.charCodeAt(0));
  }
  return value instanceof Sequence ? value.items.at(index) : undefined;
}

/** `value[from:until:step]`. */
export function sliced(value: Constant, slice: Slice): Constant | undefined {
  if (typeof value === 'string') {
    const characters = charactersOf(value);
    return indices(characters.length, slice)
      ?.map((index) => characters[index])
      .join('');
  }
  if (value instanceof Bytes) {
    const taken = indices(value.latin1.length, slice)?.map((index) => value.latin1[index]);
    return taken === undefined ? undefined : new Bytes(taken.join(''));
  }
  if (!(value instanceof Sequence)) return undefined;
  const taken = indices(value.items.length, slice)?.flatMap((index) => value.items.slice(index, index + 1));
  return taken === undefined ? undefined : new Sequence(value.kind, taken);
}

/** The places that a slice takes, as CPython's PySlice_AdjustIndices works them out. */
function indices(length: number, slice: Slice): number[] | undefined {
  const step = slice.step === null ? 1 : smallInteger(slice.step);
  if (step === undefined || step === 0) return undefined;
  const [first, last] = step > 0 ? [0, length] : [-1, length - 1];
  const from = limit(slice.from, step > 0 ? first : last, length, first, last);
  const until = limit(slice.until, step > 0 ? last : first, length, first, last);
  if (from === undefined || until === undefined) return undefined;
  const taken: number[] = [];
  for (let index = from; step > 0 ? index < until : index > until; index += step) taken.push(index);
  return taken;
}

function limit(given: Constant | undefined, missing: number, length: number, first: number, last: number) {
  if (given === null) return missing;
  const index = smallInteger(given);
  if (index === undefined) return undefined;
  return Math.min(Math.max(index < 0 ? index + length : index, first), last);
}
