import { type Constant, integerOf, itemsOf, LONGEST_SEQUENCE, Sequence, smallInteger, Table } from './constant.js';
import { operate } from './operators.js';
import type { Given } from './text-methods.js';

/** `sorted(value, reverse=...)`, of texts or of integers. */
export function sorted(value: Constant | undefined, named: Given['named']): Sequence | undefined {
  const items = itemsOf(value);
  if (items === undefined || named.has('key')) return undefined;
  const isUniform = items.every((item) => typeof item === 'string') || items.every((item) => typeof item === 'bigint');
  if (!isUniform) return undefined;
  const ordered = items.toSorted((a, b) => (a === b ? 0 : (a ?? 0) < (b ?? 0) ? -1 : 1));
  return new Sequence('list', named.get('reverse') === true ? ordered.reverse() : ordered);
}

export function enumerated(value: Constant | undefined, from: Constant): Sequence | undefined {
  const start = integerOf(from);
  if (start === undefined) return undefined;
  return whenItems(
    value,
    (items) =>
      new Sequence(
        'iterator',
        items.map((item, index) => new Sequence('tuple', [start + BigInt(index), item])),
      ),
  );
}

export function zipped(given: readonly Constant[]): Sequence | undefined {
  const columns = given.map(itemsOf);
  if (columns.length === 0 || !columns.every((column) => column !== undefined)) return undefined;
  const length = Math.min(...columns.map((column) => column.length));
  const rows = Array.from(
    { length },
    (_, index) =>
      new Sequence(
        'tuple',
        columns.flatMap((column) => column.slice(index, index + 1)),
      ),
  );
  return new Sequence('iterator', rows);
}

export function range(given: readonly Constant[]): Sequence | undefined {
  const [first = 0, second, step = 1] = given.map(smallInteger);
  const [from, until] = given.length > 1 ? [first, second] : [0, first];
  if (
    until === undefined ||
    step === 0 ||
    given.length === 0 ||
    given.some((value) => smallInteger(value) === undefined)
  )
    return undefined;
  const count = Math.max(0, Math.ceil((until - from) / step));
  return count > LONGEST_SEQUENCE
    ? undefined
    : new Sequence(
        'iterator',
        Array.from({ length: count }, (_, index) => BigInt(from + index * step)),
      );
}

/** `operator` between all the values, from the left. */
export function reduced(items: readonly Constant[], start: Constant, operator: string): Constant | undefined {
  if (typeof start === 'string') return undefined;
  return items.reduce((sum: Constant | undefined, item) => operated(sum, operator, item), start);
}

export function operated(
  left: Constant | undefined,
  operator: string,
  right: Constant | undefined,
): Constant | undefined {
  return left === undefined || right === undefined ? undefined : operate(left, operator, right);
}

export function extreme(
  given: readonly Constant[],
  isBetter: (a: bigint | string, b: bigint | string) => boolean,
): Constant | undefined {
  const items = given.length === 1 ? itemsOf(given[0]) : given;
  if (items === undefined || items.length === 0) return undefined;
  const areTexts = items.every((item) => typeof item === 'string');
  if (!areTexts && !items.every((item) => typeof item === 'bigint')) return undefined;
  return items.reduce((best, item) => (isBetter(item as bigint, best as bigint) ? item : best));
}

export function tableFrom(value: Constant | undefined, named: Given['named']): Table | undefined {
  const more = [...named].map(([key, entry]): [Constant, Constant] => [key, entry]);
  if (value === undefined) return new Table(more);
  if (value instanceof Table) return new Table([...value.entries, ...more]);
  const pairs = itemsOf(value)?.map((pair) => itemsOf(pair) ?? []);
  const arePairs = pairs?.every((pair) => pair.length === 2) === true;
  return arePairs
    ? new Table([...pairs.map(([key = null, entry = null]): [Constant, Constant] => [key, entry]), ...more])
    : undefined;
}

export function chained(given: readonly Constant[]): Sequence | undefined {
  const parts = given.map(itemsOf);
  return parts.every((part) => part !== undefined) ? new Sequence('iterator', parts.flat()) : undefined;
}

export function collected(kind: Sequence['kind'], value: Constant | undefined): Sequence | undefined {
  return value === undefined ? new Sequence(kind, []) : whenItems(value, (items) => new Sequence(kind, items));
}

function whenItems<Result>(
  value: Constant | undefined,
  use: (items: readonly Constant[]) => Result,
): Result | undefined {
  const items = itemsOf(value);
  return items === undefined ? undefined : use(items);
}
