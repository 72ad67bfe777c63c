import { Bytes, type Constant, MOST_DIGITS, type Sequence, Table } from './constant.js';

const FIRST_UNWRITABLE = 10n ** BigInt(MOST_DIGITS);
const PRINTABLE = /^[\x20-\x7e]*$/;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What `str(value)` says; undefined for floats, which JavaScript writes otherwise, and for what is not worked out. */
export function textOf(value: Constant): string | undefined {
  return typeof value === 'string' ? value : representationOf(value);
}

/** What `repr(value)` says. Of texts beyond ASCII it is not worked out. */
export function representationOf(value: Constant): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value, false);
    case 'bigint':
      return isWritable(value) ? String(value) : undefined;
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return undefined;
    default:
      return ofObject(value);
  }
}

// CPython refuses to write out what is longer: https://docs.python.org/3/library/stdtypes.html#int-max-str-digits
function isWritable(value: bigint): boolean {
  return -FIRST_UNWRITABLE < value && value < FIRST_UNWRITABLE;
}

function ofObject(value: null | Bytes | Sequence | Table): string | undefined {
  if (value === null) return 'None';
  if (value instanceof Bytes) return `b${quoted(value.latin1, true)}`;
  if (value instanceof Table) {
    const pairs = value.entries.map(([key, entry]) => joined([key, entry], ': '));
    return pairs.every((pair) => pair !== undefined) ? `{${pairs.join(', ')}}` : undefined;
  }
  const items = joined(value.items, ', ');
  if (items === undefined || value.kind === 'set' || value.kind === 'iterator') return undefined;
  if (value.kind === 'list') return `[${items}]`;
  return value.items.length === 1 ? `(${items},)` : `(${items})`;
}

function joined(values: readonly Constant[], separator: string): string | undefined {
  const texts = values.map(representationOf);
  return texts.every((text) => text !== undefined) ? texts.join(separator) : undefined;
}

/** What `ascii(value)` says of a text. */
export function asciiOf(value: Constant): string | undefined {
  return typeof value === 'string' ? quoted(value, true) : representationOf(value);
}

function quoted(text: string, escapesAll: true): string;
function quoted(text: string, escapesAll: boolean): string | undefined;
function quoted(text: string, escapesAll: boolean): string | undefined {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = Array.from(text, (character) =>
    character === quote ? `\\${quote}` : (ESCAPED[character] ?? character),
  );
  if (inner.every((character) => PRINTABLE.test(character))) return quote + inner.join('') + quote;
  if (!escapesAll && inner.some((character) => character > '\x7f')) return undefined;
  return (
    quote + inner.map((character) => (PRINTABLE.test(character) ? character : escaped(character))).join('') + quote
  );
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
