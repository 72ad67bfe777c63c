import { encoded } from './codecs.js';
import {
  Bytes,
  type Constant,
  charactersOf,
  itemsOf,
  LONGEST_TEXT,
  Sequence,
  smallInteger,
  Table,
} from './constant.js';
import { strFormat } from './str-format.js';
import { centred, justified, partition, split, stripped, zeroFilled } from './text-pieces.js';

/** What is given to a function: by place and by name. */
export interface Given {
  readonly positional: readonly Constant[];
  readonly named: ReadonlyMap<string, Constant>;
}

type TextMethod = (text: string, given: readonly Constant[], all: Given) => Constant | undefined;

/** Methods of str that bytes have too; they may be given texts only. */
const COMMON_METHODS: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['swapcase', swapCase],
  ['capitalize', (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  ['title', title],
  ['strip', (text, [characters]) => stripped(stripped(text, characters, 'start'), characters, 'end')],
  ['lstrip', (text, [characters]) => stripped(text, characters, 'start')],
  ['rstrip', (text, [characters]) => stripped(text, characters, 'end')],
  ['replace', replaced],
  [
    'removeprefix',
    (text, [prefix]) => whenText(prefix, (part) => (text.startsWith(part) ? text.slice(part.length) : text)),
  ],
  [
    'removesuffix',
    (text, [suffix]) =>
      whenText(suffix, (part) => (text.endsWith(part) ? text.slice(0, text.length - part.length) : text)),
  ],
  ['ljust', (text, given) => justified(text, given, (missing) => [0, missing])],
  ['rjust', (text, given) => justified(text, given, (missing) => [missing, 0])],
  ['center', (text, given) => justified(text, given, centred(text, given))],
  ['zfill', zeroFilled],
  [
    'split',
    (text, given, all) => split(text, given[0] ?? all.named.get('sep'), given[1] ?? all.named.get('maxsplit'), 'start'),
  ],
  [
    'rsplit',
    (text, given, all) => split(text, given[0] ?? all.named.get('sep'), given[1] ?? all.named.get('maxsplit'), 'end'),
  ],
  ['splitlines', (text) => new Sequence('list', text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/))],
  ['partition', (text, [separator]) => partition(text, separator, 'start')],
  ['rpartition', (text, [separator]) => partition(text, separator, 'end')],
  ['expandtabs', (text) => (text.includes('\t') ? undefined : text)],
  ['find', (text, [part]) => whenText(part, (found) => BigInt(text.indexOf(found)))],
  [
    'index',
    (text, [part]) => whenText(part, (found) => (text.includes(found) ? BigInt(text.indexOf(found)) : undefined)),
  ],
  ['rfind', (text, [part]) => whenText(part, (found) => BigInt(text.lastIndexOf(found)))],
  [
    'count',
    (text, [part]) => whenText(part, (found) => (found === '' ? undefined : BigInt(text.split(found).length - 1))),
  ],
  ['startswith', (text, [part]) => whenText(part, (found) => text.startsWith(found))],
  ['endswith', (text, [part]) => whenText(part, (found) => text.endsWith(found))],
  ['isdigit', (text) => /^[0-9]+$/.test(text)],
  ['isalpha', (text) => /^\p{L}+$/u.test(text)],
  ['isalnum', (text) => /^[\p{L}\p{N}]+$/u.test(text)],
  ['islower', (text) => text !== text.toUpperCase() && text === text.toLowerCase()],
  ['isupper', (text) => text !== text.toLowerCase() && text === text.toUpperCase()],
  ['__add__', (text, [other]) => whenText(other, (part) => text + part)],
  ['__str__', (text) => text],
]);

const TEXT_METHODS: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ...COMMON_METHODS,
  ['casefold', (text) => text.toLowerCase()],
  ['join', (text, [parts]) => joined(text, parts)],
  ['format', (text, _, all) => strFormat(text, all)],
  [
    'format_map',
    (text, [table]) =>
      table instanceof Table ? strFormat(text, { positional: [], named: namesIn(table) }) : undefined,
  ],
  [
    'encode',
    (text, given, all) => encodedText(text, given[0] ?? all.named.get('encoding'), given[1] ?? all.named.get('errors')),
  ],
  ['translate', translated],
  ['__format__', (text, [spec]) => (spec === '' ? text : undefined)],
  ['decode', (text) => text],
]);

/** What a method of a text returns; undefined where Python raises, or that is not worked out. */
export function textMethod(text: string, name: string, given: Given): Constant | undefined {
  return TEXT_METHODS.get(name)?.(text, given.positional, given);
}

/** What a method returns that bytes have in common with texts. */
export function bytesAsTextMethod(bytes: Bytes, name: string, given: Given): Constant | undefined {
  const method = COMMON_METHODS.get(name);
  return method === undefined ? undefined : asBytes(method(bytes.latin1, given.positional.map(asText), given));
}

/** `separator.join(parts)`. */
export function joined(separator: string, parts: Constant | undefined): string | undefined {
  const items = itemsOf(parts);
  if (items === undefined || !items.every((item) => typeof item === 'string')) return undefined;
  const length = items.reduce((sum, item) => sum + item.length + separator.length, 0);
  return length <= 2 * LONGEST_TEXT ? items.join(separator) : undefined;
}

/** The characters of a table made for `translate`: `str.maketrans(from, to, removed)`. */
export function translationTable([from, to, removed]: readonly Constant[]): Table | undefined {
  if (from instanceof Table)
    return to === undefined ? new Table(from.entries.map(([key, value]) => [codeOf(key), value])) : undefined;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const [sources, targets] = [[...from], [...to]];
  const entries = sources.map((source, index): [Constant, Constant] => [codeOf(source), codeOf(targets[index] ?? '')]);
  const dropped =
    typeof removed === 'string' ? [...removed].map((source): [Constant, Constant] => [codeOf(source), null]) : [];
  return sources.length === targets.length ? new Table([...entries, ...dropped]) : undefined;
}

function codeOf(value: Constant): Constant {
  return typeof value === 'string' && [...value].length === 1 ? BigInt(value.codePointAt(0) ?? 0) : value;
}

function translated(text: string, [table]: readonly Constant[]): string | undefined {
  if (!(table instanceof Table)) return undefined;
  const targets = new Map(table.entries.map(([key, value]) => [Number(key), value]));
  let result = '';
  for (const character of text) {
    const target = targets.get(character.codePointAt(0) ?? 0);
    if (target === null) continue;
    if (typeof target === 'bigint') result += String.fromCodePoint(smallInteger(target) ?? 0);
    else if (target === undefined) result += character;
    else if (typeof target === 'string') result += target;
    else return undefined;
  }
  return result;
}

function asText(value: Constant): Constant {
  return value instanceof Bytes ? value.latin1 : value;
}

function asBytes(value: Constant | undefined): Constant | undefined {
  if (typeof value === 'string') return new Bytes(value);
  return value instanceof Sequence
    ? new Sequence(
        value.kind,
        value.items.flatMap((item) => asBytes(item) ?? []),
      )
    : value;
}

function whenText<Result>(value: Constant | undefined, use: (text: string) => Result): Result | undefined {
  return typeof value === 'string' ? use(value) : undefined;
}

function swapCase(text: string): string {
  return Array.from(text, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('');
}

function title(text: string): string {
  return text.toLowerCase().replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}

function replaced(text: string, [old, other, count]: readonly Constant[]): string | undefined {
  if (typeof old !== 'string' || typeof other !== 'string') return undefined;
  const most = count === undefined ? -1 : smallInteger(count);
  const pieces = old === '' ? ['', ...charactersOf(text), ''] : text.split(old);
  if (most === undefined || text.length + pieces.length * other.length > 2 * LONGEST_TEXT) return undefined;
  if (most < 0 || most >= pieces.length - 1) return pieces.join(other);
  return [...pieces.slice(0, most), pieces.slice(most).join(old)].join(other);
}

function namesIn({ entries }: Table): ReadonlyMap<string, Constant> {
  return new Map(entries.flatMap(([key, value]) => (typeof key === 'string' ? [[key, value] as const] : [])));
}

function encodedText(text: string, codec: Constant | undefined, errors: Constant | undefined): Constant | undefined {
  const name = codec ?? 'utf-8';
  return typeof name === 'string' ? encoded(text, name, typeof errors === 'string' ? errors : undefined) : undefined;
}
