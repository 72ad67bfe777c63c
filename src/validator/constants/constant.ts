/** Bytes, read as one character each. */
export class Bytes {
  readonly latin1: string;

  constructor(latin1: string) {
    this.latin1 = latin1;
  }
}

/** What holds values in an order; what Python makes one by one is an `iterator`. */
export class Sequence {
  readonly kind: 'list' | 'tuple' | 'set' | 'iterator';
  readonly items: readonly Constant[];
  /** How deep in it something lies that may be changed: 0 for nothing, 1 for itself, 2 for what it holds. */
  readonly changingDepth: number;

  constructor(kind: Sequence['kind'], items: readonly Constant[]) {
    this.kind = kind;
    this.items = items;
    this.changingDepth = depthAround(kind === 'tuple' ? 0 : 1, items);
  }
}

/** A dict. */
export class Table {
  readonly entries: readonly (readonly [key: Constant, value: Constant])[];
  readonly changingDepth: number;
  private readonly index: ReadonlyMap<unknown, Constant>;

  constructor(entries: Table['entries']) {
    this.index = new Map(entries.map(([key, value]) => [identityOf(key), value]));
    this.entries = this.index.size === entries.length ? entries : this.mergedOf(entries);
    this.changingDepth = depthAround(
      1,
      this.entries.map(([, value]) => value),
    );
  }

  /** The value under a key, the last one given; undefined where there is none. */
  get(key: Constant): Constant | undefined {
    return this.index.get(identityOf(key));
  }

  // A key that is given again keeps its place, and takes the later value.
  private mergedOf(entries: Table['entries']): Table['entries'] {
    const firsts = new Map<unknown, Constant>();
    for (const [key] of entries) {
      const identity = identityOf(key);
      if (!firsts.has(identity)) firsts.set(identity, key);
    }
    return [...firsts].map(([identity, key]) => [key, this.index.get(identity) ?? null]);
  }
}

function depthAround(own: number, items: readonly Constant[]): number {
  let depth = own;
  for (const item of items) {
    const within = changingDepthOf(item);
    if (within >= depth) depth = within === 0 ? depth : within + 1;
  }
  return depth;
}

function changingDepthOf(value: Constant): number {
  return value instanceof Sequence || value instanceof Table ? value.changingDepth : 0;
}

/** A value that Python would make: an int is a bigint, a float a number. */
export type Constant = string | bigint | number | boolean | null | Bytes | Sequence | Table;

/** What CPython writes and reads of a whole number in decimal digits, `sys.int_info.default_max_str_digits`. */
export const MOST_DIGITS = 4300;

/** Longer texts, and longer sequences, are not worked out. */
export const LONGEST_TEXT = 64 * 1024;
export const LONGEST_SEQUENCE = 4_096;
const MOST_BITS = 64 * 1024;
const TOO_LARGE = 1n << BigInt(MOST_BITS);

/** A value, or undefined where it is larger than anything that is worked out. */
export function bounded(value: Constant | undefined): Constant | undefined {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT ? value : undefined;
  if (typeof value === 'bigint') return isModest(value) ? value : undefined;
  if (value instanceof Bytes) return value.latin1.length <= LONGEST_TEXT ? value : undefined;
  if (value instanceof Sequence) return value.items.length <= LONGEST_TEXT ? value : undefined;
  return value;
}

function isModest(value: bigint): boolean {
  return value < TOO_LARGE && value > -TOO_LARGE;
}

/** What it costs to make a value, or to look through it, in steps. */
export function costOf(value: Constant | undefined): number {
  if (typeof value === 'string') return 1 + (value.length >> CHARACTERS_PER_STEP);
  if (value instanceof Bytes) return 1 + (value.latin1.length >> CHARACTERS_PER_STEP);
  if (value instanceof Sequence) return 1 + value.items.length;
  if (value instanceof Table) return 1 + value.entries.length;
  return typeof value === 'bigint' && value > LARGE ? COST_OF_LARGE : 1;
}

/** As a power of two. */
const CHARACTERS_PER_STEP = 4;
const LARGE = 1n << 64n;
const COST_OF_LARGE = 64;

/** Whether two values are the same key, and in most cases equal. */
export function isEqual(one: Constant, other: Constant): boolean {
  return identityOf(one) === identityOf(other);
}

// True and 1.0 are 1, and bytes are no text. The tag is a character that no source of texts begins with.
function identityOf(value: Constant): unknown {
  if (value instanceof Bytes) return `\u{10ffff}${value.latin1}`;
  if (value instanceof Sequence) return `\u{10ffff}${JSON.stringify(value.items.map(describedKey))}`;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return integerOf(value) ?? value;
}

function describedKey(item: Constant): readonly string[] {
  const identity = identityOf(item);
  return [typeof identity, String(identity)];
}

/** The integer that a value is, where Python takes it for one: True is 1. */
export function integerOf(value: Constant | undefined): bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'bigint' ? value : undefined;
}

/** A small integer as an index, a length or a code; undefined where it is none, or too large for one. */
export function smallInteger(value: Constant | undefined): number | undefined {
  const integer = integerOf(value);
  return integer !== undefined && integer <= TOO_MANY && integer >= -TOO_MANY ? Number(integer) : undefined;
}

const TOO_MANY = 2n ** 31n;

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** A text as Python counts it: by code points. */
export function charactersOf(text: string): ArrayLike<string> & Iterable<string> {
  return ASTRAL.test(text) ? [...text] : text;
}

/** The values that a loop over a value takes one after the other; undefined where it is not iterable. */
export function itemsOf(value: Constant | undefined): readonly Constant[] | undefined {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT ? [...charactersOf(value)] : undefined;
  if (value instanceof Bytes) return Array.from(value.latin1, (byte) => BigInt(byte.charCodeAt(0)));
  if (value instanceof Sequence) return value.items;
  return value instanceof Table ? [...new Set(value.entries.map(([key]) => key))] : undefined;
}

/** Whether Python takes a value for true. */
export function isTruthy(value: Constant): boolean {
  if (value instanceof Bytes) return value.latin1 !== '';
  if (value instanceof Sequence) return value.items.length > 0;
  return value instanceof Table ? value.entries.length > 0 : Boolean(value);
}

/** The values, where every one is known. */
export function allKnown(values: readonly (Constant | undefined)[]): readonly Constant[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** The texts that a value is or holds. */
export function textsHeld(value: Constant): readonly string[] {
  if (typeof value === 'string') return [value];
  const items = value instanceof Sequence ? value.items : value instanceof Table ? value.entries.flat() : [];
  return items.flatMap(textsHeld);
}

/** The values among which an expression takes its own, and whether those are all. */
export interface Choices {
  readonly values: readonly Constant[];
  readonly isWhole: boolean;
}
