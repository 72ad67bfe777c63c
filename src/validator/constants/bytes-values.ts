import { encoded } from './codecs.js';
import { Bytes, type Constant, itemsOf, LONGEST_SEQUENCE, smallInteger } from './constant.js';

/** `bytes(value, codec)`; undefined where Python raises, or that is not worked out. */
export function bytesFrom(value: Constant, codec: Constant | undefined): Constant | undefined {
  if (typeof value === 'string')
    return typeof codec === 'string' || value === '' ? encoded(value, String(codec ?? 'utf-8')) : undefined;
  if (value instanceof Bytes) return value;
  const size = smallInteger(value);
  if (size !== undefined) return size >= 0 && size <= LONGEST_SEQUENCE ? new Bytes('\0'.repeat(size)) : undefined;
  const codes = itemsOf(value)?.map(smallInteger);
  const areBytes = codes?.every((code) => code !== undefined && code >= 0 && code <= 255) === true;
  return areBytes ? new Bytes(codes.map((code) => String.fromCharCode(code ?? 0)).join('')) : undefined;
}

/** Bytes, or a text that stands for them, as one character each. */
export function latin1Of(value: Constant | undefined): string | undefined {
  if (value instanceof Bytes) return value.latin1;
  return typeof value === 'string' ? value : undefined;
}

export function asBytes(latin1: string | undefined): Bytes | undefined {
  return latin1 === undefined ? undefined : new Bytes(latin1);
}
