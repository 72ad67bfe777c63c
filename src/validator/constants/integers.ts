import { bytesFrom, latin1Of } from './bytes-values.js';
import { Bytes, type Constant, integerOf, MOST_DIGITS, smallInteger } from './constant.js';
import { operate } from './operators.js';

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

/** `int(value, base)`. */
export function integerFrom(value: Constant | undefined, base: Constant | undefined): bigint | undefined {
  if (value === undefined) return 0n;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  const integer = integerOf(value);
  if (integer !== undefined) return integer;
  const text = latin1Of(value);
  const radix = base === undefined ? 10 : smallInteger(base);
  return text === undefined || radix === undefined ? undefined : parsedInteger(text, radix);
}

function parsedInteger(text: string, base: number): bigint | undefined {
  const [, sign = '', digits = ''] =
    /^([-+]?)(\w+)$/.exec(
      text
        .trim()
        .toLowerCase()
        .replaceAll(/(?<=\w)_(?=\w)/g, ''),
    ) ?? [];
  const prefix = PREFIXES[digits.slice(0, 2)];
  const radix = base === 0 ? (prefix ?? 10) : base;
  const body = prefix !== undefined && prefix === radix ? digits.slice(2) : digits;
  if (body === '' || body.length > MOST_DIGITS || radix < 2 || radix > 36) return undefined;
  let value = 0n;
  for (const digit of body) {
    const worth = Number.parseInt(digit, 36);
    if (Number.isNaN(worth) || worth >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(worth);
  }
  return sign === '-' ? -value : value;
}

/** `round(value)`: half goes to the even neighbour. */
export function rounded(value: Constant | undefined): bigint | undefined {
  if (typeof value !== 'number') return integerOf(value);
  if (!Number.isFinite(value)) return undefined;
  const nearest = Math.round(value);
  return BigInt(Math.abs(value % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest);
}

/** `pow(base, exponent, modulus)`. */
export function power(base: Constant | undefined, exponent: Constant | undefined, modulus: Constant | undefined) {
  if (base === undefined || exponent === undefined) return undefined;
  const result = operate(base, '**', exponent);
  return modulus === undefined || result === undefined ? result : operate(result, '%', modulus);
}

/** `int.from_bytes(value, order)`. */
export function fromBytes(value: Constant | undefined, order: Constant): bigint | undefined {
  const bytes = value instanceof Bytes ? value : value === undefined ? undefined : bytesFrom(value, undefined);
  if (!(bytes instanceof Bytes)) return undefined;
  const buffer = Buffer.from(bytes.latin1, 'latin1');
  return BigInt(`0x0${(order === 'little' ? buffer.reverse() : buffer).toString('hex')}`);
}
