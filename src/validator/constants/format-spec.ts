import { type Constant, charactersOf, integerOf, LONGEST_TEXT } from './constant.js';
import { textOf } from './representation.js';

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?z?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;
const RADIXES: Readonly<Record<string, readonly [radix: number, prefix: string]>> = {
  d: [10, ''],
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

interface Spec {
  readonly fill: string | undefined;
  readonly align: string | undefined;
  readonly sign: string;
  readonly isAlternate: boolean;
  readonly isZeroPadded: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** What `format(value, spec)` says; undefined where Python raises, or that is not worked out. */
export function formatted(value: Constant, spec: string): string | undefined {
  if (spec === '') return textOf(value);
  const parsed = parseSpec(spec);
  if (parsed === undefined || parsed.width > LONGEST_TEXT) return undefined;
  if (typeof value === 'string') return formattedText(value, parsed);
  const integer = integerOf(value);
  return integer === undefined ? undefined : formattedInteger(integer, parsed);
}

function parseSpec(spec: string): Spec | undefined {
  const parts = SPEC.exec(spec);
  if (parts === null) return undefined;
  const [, fill, align, sign = '', alternate, zero, width, grouping = '', precision, type = ''] = parts;
  return {
    fill,
    align,
    sign,
    isAlternate: alternate !== undefined,
    isZeroPadded: zero !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

function formattedText(text: string, spec: Spec): string | undefined {
  if ((spec.type !== 's' && spec.type !== '') || spec.align === '=' || spec.sign !== '') return undefined;
  const cut = spec.precision === undefined ? text : [...charactersOf(text)].slice(0, spec.precision).join('');
  return padded(cut, spec, spec.isZeroPadded ? '0' : ' ', '<');
}

function formattedInteger(integer: bigint, spec: Spec): string | undefined {
  if (spec.precision !== undefined || spec.grouping !== '') return undefined;
  if (spec.type === 'c') return formattedCharacter(integer, spec);
  const [radix, prefix] = RADIXES[spec.type === '' || spec.type === 'n' ? 'd' : spec.type] ?? [];
  if (radix === undefined) return undefined;
  const isNegative = integer < 0;
  const magnitude = (isNegative ? -integer : integer).toString(radix);
  const digits = spec.type === 'X' ? magnitude.toUpperCase() : magnitude;
  const head = signOf(isNegative, spec) + (spec.isAlternate ? prefix : '');
  const fill = spec.isZeroPadded ? '0' : ' ';
  const align = spec.align ?? (spec.isZeroPadded ? '=' : '>');
  if (align !== '=') return padded(head + digits, spec, fill, '>');
  return head + digits.padStart(spec.width - head.length, spec.fill ?? fill);
}

function signOf(isNegative: boolean, { sign }: Spec): string {
  if (isNegative) return '-';
  return sign === '-' ? '' : sign;
}

function formattedCharacter(code: bigint, spec: Spec): string | undefined {
  const character = characterOf(code);
  if (character === undefined || spec.sign !== '' || spec.isAlternate) return undefined;
  return padded(character, spec, spec.isZeroPadded ? '0' : ' ', spec.isZeroPadded ? '>' : '<');
}

function padded(text: string, spec: Spec, defaultFill: string, defaultAlign: string): string {
  const missing = Math.max(0, spec.width - charactersOf(text).length);
  const fill = spec.fill ?? defaultFill;
  switch (spec.align ?? defaultAlign) {
    case '<':
      return text + fill.repeat(missing);
    case '^':
      return fill.repeat(Math.floor(missing / 2)) + text + fill.repeat(Math.ceil(missing / 2));
    default:
      return fill.repeat(missing) + text;
  }
}

/** The character with a code; undefined where there is none. */
export function characterOf(code: bigint): string | undefined {
  return code >= 0n && code <= 0x10ffffn ? String.fromCodePoint(Number(code)) : undefined;
}
