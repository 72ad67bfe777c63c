import { decoded } from './codecs.js';
import { Bytes, type Constant, integerOf, itemsOf, Sequence, smallInteger, Table } from './constant.js';
import { bytesAsTextMethod, type Given, textMethod } from './text-methods.js';

const MOST_BYTES = 8 * 1024;

/** What a method of a value returns; undefined where Python raises, or that is not worked out. */
export function methodResult(owner: Constant, name: string, given: Given): Constant | undefined {
  if (typeof owner === 'string') return textMethod(owner, name, given) ?? sequenceMethod(owner, name, given);
  if (owner instanceof Bytes) return bytesMethod(owner, name, given);
  if (owner instanceof Table) return tableMethod(owner, name, given);
  if (owner instanceof Sequence) return sequenceMethod(owner, name, given);
  const integer = integerOf(owner);
  return integer === undefined ? undefined : integerMethod(integer, name, given);
}

function bytesMethod(bytes: Bytes, name: string, given: Given): Constant | undefined {
  const { positional, named } = given;
  switch (name) {
    case 'decode': {
      const codec = positional[0] ?? named.get('encoding') ?? 'utf-8';
      const errors = positional[1] ?? named.get('errors');
      return typeof codec === 'string'
        ? decoded(bytes, codec, typeof errors === 'string' ? errors : undefined)
        : undefined;
    }
    case 'hex': {
      return positional.length === 0 ? Buffer.from(bytes.latin1, 'latin1').toString('hex') : undefined;
    }
    case 'join': {
      const parts = itemsOf(positional[0]);
      const isJoinable = parts?.every((part) => part instanceof Bytes) === true;
      return isJoinable ? new Bytes(parts.map(({ latin1 }) => latin1).join(bytes.latin1)) : undefined;
    }
    case 'tobytes':
      return bytes;
    default:
      return bytesAsTextMethod(bytes, name, given);
  }
}

function sequenceMethod(owner: Constant, name: string, { positional: [key] }: Given): Constant | undefined {
  const items = itemsOf(owner);
  switch (name) {
    case 'copy':
      return owner;
    case 'index': {
      const at = key === undefined ? -1 : (items?.indexOf(key) ?? -1);
      return at < 0 ? undefined : BigInt(at);
    }
    case '__getitem__':
    case 'pop': {
      const index = key === undefined ? -1 : smallInteger(key);
      return index === undefined ? undefined : items?.at(index);
    }
    case '__len__':
      return items === undefined ? undefined : BigInt(items.length);
    default:
      return undefined;
  }
}

function tableMethod(table: Table, name: string, { positional: [key, otherwise = null] }: Given): Constant | undefined {
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault':
      return key === undefined ? undefined : (table.get(key) ?? otherwise);
    case '__getitem__':
      return key === undefined ? undefined : table.get(key);
    case 'keys':
      return new Sequence(
        'iterator',
        table.entries.map(([known]) => known),
      );
    case 'values':
      return new Sequence(
        'iterator',
        table.entries.map(([, value]) => value),
      );
    case 'items':
      return new Sequence(
        'iterator',
        table.entries.map((entry) => new Sequence('tuple', entry)),
      );
    case 'copy':
      return table;
    default:
      return undefined;
  }
}

function integerMethod(integer: bigint, name: string, { positional, named }: Given): Constant | undefined {
  switch (name) {
    case 'to_bytes':
      return integerBytes(
        integer,
        positional[0] ?? named.get('length') ?? 1n,
        positional[1] ?? named.get('byteorder') ?? 'big',
      );
    case 'bit_length':
      return BigInt(integer === 0n ? 0 : (integer < 0 ? -integer : integer).toString(2).length);
    default:
      return undefined;
  }
}

function integerBytes(integer: bigint, length: Constant, order: Constant): Bytes | undefined {
  const size = smallInteger(length);
  if (size === undefined || size < 0 || size > MOST_BYTES || integer < 0) return undefined;
  const hex = integer.toString(16);
  if (hex.length > 2 * size) return undefined;
  const bytes = Buffer.from(hex.padStart(2 * size, '0'), 'hex');
  return new Bytes((order === 'little' ? bytes.reverse() : bytes).toString('latin1'));
}
