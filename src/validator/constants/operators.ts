import {
  Bytes,
  type Constant,
  integerOf,
  isEqual,
  isTruthy,
  LONGEST_TEXT,
  Sequence,
  smallInteger,
  Table,
} from './constant.js';
import { percentFormat } from './percent.js';

const MOST_SHIFTED = 64 * 1024;

/** What Python's operator makes of two values; undefined where it raises, or that is not worked out. */
export function operate(left: Constant, operator: string, right: Constant): Constant | undefined {
  const one = integerOf(left);
  const other = integerOf(right);
  if (one !== undefined && other !== undefined) return ARITHMETIC.get(operator)?.whole(one, other);
  if (isNumber(left) && isNumber(right)) return ARITHMETIC.get(operator)?.fractions?.(Number(left), Number(right));
  switch (operator) {
    case '+':
      return joined(left, right);
    case '*':
      return other === undefined ? repeated(right, one) : repeated(left, other);
    case '%':
      return percentFormat(left, right);
    case '|':
      return left instanceof Table && right instanceof Table
        ? new Table([...left.entries, ...right.entries])
        : undefined;
    default:
      return undefined;
  }
}

function isNumber(value: Constant): boolean {
  return typeof value === 'number' || integerOf(value) !== undefined;
}

function joined(left: Constant, right: Constant): Constant | undefined {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (left instanceof Bytes && right instanceof Bytes) return new Bytes(left.latin1 + right.latin1);
  const isJoinable = left instanceof Sequence && right instanceof Sequence && left.kind === right.kind;
  return isJoinable ? new Sequence(left.kind, [...left.items, ...right.items]) : undefined;
}

function repeated(value: Constant, times: bigint | undefined): Constant | undefined {
  const count = Math.max(0, smallInteger(times) ?? Number.POSITIVE_INFINITY);
  if (typeof value === 'string') return value.length * count <= LONGEST_TEXT ? value.repeat(count) : undefined;
  if (value instanceof Bytes) {
    return value.latin1.length * count <= LONGEST_TEXT ? new Bytes(value.latin1.repeat(count)) : undefined;
  }
  if (!(value instanceof Sequence) || value.items.length * count > LONGEST_TEXT) return undefined;
  return new Sequence(value.kind, Array.from({ length: count }, () => value.items).flat());
}

/** What an operator makes of two numbers: of whole ones, and where it has to do with fractions at all, of those. */
interface Arithmetic {
  readonly whole: (left: bigint, right: bigint) => Constant | undefined;
  readonly fractions?: (left: number, right: number) => number | undefined;
}

const ARITHMETIC: ReadonlyMap<string, Arithmetic> = new Map<string, Arithmetic>([
  ['+', { whole: (left, right) => left + right, fractions: (left, right) => left + right }],
  ['-', { whole: (left, right) => left - right, fractions: (left, right) => left - right }],
  ['*', { whole: (left, right) => left * right, fractions: (left, right) => left * right }],
  ['/', { whole: (left, right) => quotient(Number(left), Number(right)), fractions: quotient }],
  ['//', { whole: floorDivision, fractions: flooredQuotient }],
  ['%', { whole: remainder }],
  ['**', { whole: power }],
  ['^', { whole: (left, right) => left ^ right }],
  ['&', { whole: (left, right) => left & right }],
  ['|', { whole: (left, right) => left | right }],
  ['<<', { whole: (left, right) => (right >= 0 && right <= MOST_SHIFTED ? left << right : undefined) }],
  ['>>', { whole: (left, right) => (right < 0 ? undefined : left >> right) }],
]);

function power(base: bigint, exponent: bigint): bigint | undefined {
  if (exponent < 0) return undefined;
  const bits = base.toString(2).length;
  return exponent * BigInt(bits) <= MOST_SHIFTED ? base ** exponent : undefined;
}

function floorDivision(left: bigint, right: bigint): bigint | undefined {
  if (right === 0n) return undefined;
  const whole = left / right;
  return left % right !== 0n && left < 0 !== right < 0 ? whole - 1n : whole;
}

function remainder(left: bigint, right: bigint): bigint | undefined {
  const whole = floorDivision(left, right);
  return whole === undefined ? undefined : left - right * whole;
}

function quotient(left: number, right: number): number | undefined {
  return right === 0 ? undefined : left / right;
}

function flooredQuotient(left: number, right: number): number | undefined {
  return right === 0 ? undefined : Math.floor(left / right);
}

/** What `-`, `+` and `~` make of a value. */
export function negate(operator: string, value: Constant): Constant | undefined {
  const integer = integerOf(value);
  if (integer === undefined) return typeof value === 'number' && operator === '-' ? -value : undefined;
  if (operator === '-') return -integer;
  return operator === '~' ? ~integer : integer;
}

/** Whether a comparison holds; undefined where that is not known. */
export function compare(left: Constant, operator: string, right: Constant): boolean | undefined {
  if (left instanceof Table || right instanceof Table || left instanceof Sequence) return undefined;
  if (right instanceof Sequence && !operator.endsWith('in')) return undefined;
  switch (operator) {
    case '==':
    case 'is':
      return isEqual(left, right);
    case '!=':
    case 'is not':
      return !isEqual(left, right);
    case 'in':
      return isIn(left, right);
    case 'not in': {
      const found = isIn(left, right);
      return found === undefined ? undefined : !found;
    }
    default:
      return comparedInOrder(left, operator, right);
  }
}

function isIn(part: Constant, whole: Constant): boolean | undefined {
  if (typeof whole === 'string') return typeof part === 'string' ? whole.includes(part) : undefined;
  if (whole instanceof Sequence) return whole.items.some((item) => isEqual(item, part));
  return undefined;
}

function comparedInOrder(left: Constant, operator: string, right: Constant): boolean | undefined {
  const isComparable = (typeof left === 'string' && typeof right === 'string') || (isNumber(left) && isNumber(right));
  if (!isComparable) return undefined;
  const [one, other] = [comparable(left), comparable(right)];
  switch (operator) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    default:
      return undefined;
  }
}

function comparable(value: Constant): string | bigint | number {
  return typeof value === 'string' || typeof value === 'number' ? value : (integerOf(value) ?? 0n);
}

/** `and` and `or`, which give back one of the two. */
export function either(left: Constant, operator: string, right: Constant): Constant {
  return isTruthy(left) === (operator === 'or') ? left : right;
}
