import { fromAscii85, fromBase32, fromBase64, fromBase85, fromHex } from './base-decoders.js';
import { asBytes, bytesFrom, latin1Of } from './bytes-values.js';
import { decoded, encoded, gunzipped, inflated } from './codecs.js';
import { Bytes, type Constant, charactersOf, integerOf, isTruthy, itemsOf, Sequence } from './constant.js';
import { characterOf, formatted } from './format-spec.js';
import { fromBytes, integerFrom, power, rounded } from './integers.js';
import { methodResult } from './methods.js';
import { asciiOf, representationOf, textOf } from './representation.js';
import {
  chained,
  collected,
  enumerated,
  extreme,
  operated,
  range,
  reduced,
  sorted,
  tableFrom,
  zipped,
} from './sequences.js';
import { type Given, joined, translationTable } from './text-methods.js';

type KnownFunction = (given: readonly Constant[], all: Given) => Constant | undefined;

const BUILTINS: Readonly<Record<string, KnownFunction>> = {
  chr: ([code]) => whenInteger(code, characterOf),
  ord: ([character]) => ordinal(character),
  str: ([value = '', codec]) => (codec === undefined ? textOf(value) : decodedBy(value, codec)),
  repr: ([value]) => whenKnown(value, representationOf),
  ascii: ([value]) => whenKnown(value, asciiOf),
  format: ([value, spec = '']) =>
    typeof spec === 'string' ? whenKnown(value, (known) => formatted(known, spec)) : undefined,
  int: ([value, base]) => integerFrom(value, base),
  float: ([value]) => (integerOf(value) === undefined && typeof value !== 'number' ? undefined : Number(value)),
  bool: ([value = false]) => isTruthy(value),
  hex: ([value]) => whenInteger(value, (integer) => formatted(integer, '#x')),
  oct: ([value]) => whenInteger(value, (integer) => formatted(integer, '#o')),
  bin: ([value]) => whenInteger(value, (integer) => formatted(integer, '#b')),
  abs: ([value]) => whenInteger(value, (integer) => (integer < 0 ? -integer : integer)),
  round: ([value, digits]) => (digits === undefined ? rounded(value) : undefined),
  pow: ([base, exponent, modulus]) => power(base, exponent, modulus),
  len: ([value]) => lengthOf(value),
  bytes: ([value = '', codec]) => bytesFrom(value, codec),
  bytearray: ([value = '', codec]) => bytesFrom(value, codec),
  memoryview: ([value]) => (value instanceof Bytes ? value : undefined),
  list: ([value]) => collected('list', value),
  tuple: ([value]) => collected('tuple', value),
  set: ([value]) => collected('set', value),
  frozenset: ([value]) => collected('set', value),
  iter: ([value]) => collected('iterator', value),
  next: ([value, otherwise]) => itemsOf(value)?.[0] ?? otherwise,
  reversed: ([value]) => whenItems(value, (items) => new Sequence('iterator', [...items].reverse())),
  sorted: ([value], { named }) => sorted(value, named),
  enumerate: ([value, from = 0n]) => enumerated(value, from),
  zip: (given) => zipped(given),
  range: (given) => range(given),
  sum: ([value, start = 0n]) => whenItems(value, (items) => reduced(items, start, '+')),
  min: (given) => extreme(given, (a, b) => a < b),
  max: (given) => extreme(given, (a, b) => a > b),
  dict: ([value], { named }) => tableFrom(value, named),
  'str.join': ([separator, parts]) => (typeof separator === 'string' ? joined(separator, parts) : undefined),
  'str.maketrans': translationTable,
  'bytes.maketrans': ([from, to]) =>
    translationTable([latin1Of(from), latin1Of(to)].filter((text) => text !== undefined)),
  'bytes.fromhex': ([text]) => (typeof text === 'string' ? asBytes(fromHex(text)) : undefined),
  'bytearray.fromhex': ([text]) => (typeof text === 'string' ? asBytes(fromHex(text)) : undefined),
  'int.from_bytes': ([bytes, order], { named }) => fromBytes(bytes, order ?? named.get('byteorder') ?? 'big'),
};

const SETTING_READERS = ['os.environ.get', 'os.getenv'] as const;
/** Settings that a sandbox may have: its own, and those that Python or a locale makes. */
const KNOWN_SETTINGS = /^(?:LC_|LANG|PYTHON|OPENBLAS|OMP|MKL|TMP|TEMP|(?:PATH|HOME|HOSTNAME|TERM|PWD|USER|SHELL|TZ)$)/;

const FUNCTIONS: ReadonlyMap<string, KnownFunction> = new Map<string, KnownFunction>([
  ...Object.entries(BUILTINS).map(([name, apply]) => [`builtins.${name}`, apply] as const),
  ...['b64decode', 'standard_b64decode', 'decodebytes', 'decodestring'].map(
    (name) => [`base64.${name}`, ofLatin1((text) => new Bytes(fromBase64(text)))] as const,
  ),
  ['base64.urlsafe_b64decode', ofLatin1((text) => new Bytes(fromBase64(text, true)))],
  ['base64.b32decode', ofLatin1((text) => asBytes(fromBase32(text.toUpperCase())))],
  [
    'base64.b32hexdecode',
    ofLatin1((text) => asBytes(fromBase32(text.toUpperCase(), '0123456789ABCDEFGHIJKLMNOPQRSTUV'))),
  ],
  ['base64.b16decode', ofLatin1((text) => asBytes(fromHex(text)))],
  ['base64.a85decode', ofLatin1((text) => asBytes(fromAscii85(text)))],
  ['base64.b85decode', ofLatin1((text) => asBytes(fromBase85(text)))],
  ['binascii.unhexlify', ofLatin1((text) => asBytes(fromHex(text)))],
  ['binascii.a2b_hex', ofLatin1((text) => asBytes(fromHex(text)))],
  ['binascii.a2b_base64', ofLatin1((text) => new Bytes(fromBase64(text)))],
  ['binascii.a2b_qp', ofLatin1((text) => decoded(text, 'quopri'))],
  ['quopri.decodestring', ofLatin1((text) => decoded(text, 'quopri'))],
  ['zlib.decompress', ofLatin1(inflated)],
  ['gzip.decompress', ofLatin1(gunzipped)],
  ['codecs.decode', ([value, codec = 'utf-8']) => decodedBy(value, codec)],
  [
    'codecs.encode',
    ([value, codec = 'utf-8']) =>
      value === undefined || typeof codec !== 'string' ? undefined : encoded(value, codec),
  ],
  ['textwrap.dedent', ([text]) => (typeof text === 'string' ? dedented(text) : undefined)],
  ['operator.add', ([left, right]) => operated(left, '+', right)],
  ['operator.concat', ([left, right]) => operated(left, '+', right)],
  ['operator.xor', ([left, right]) => operated(left, '^', right)],
  ['operator.mod', ([left, right]) => operated(left, '%', right)],
  ['operator.mul', ([left, right]) => operated(left, '*', right)],
  ['operator.sub', ([left, right]) => operated(left, '-', right)],
  ['itertools.chain', (given) => chained(given)],
  ['itertools.chain.from_iterable', ([value]) => whenItems(value, chained)],
  ['sys.intern', ([text]) => text],
  ['os.path.join', (given) => joinedPath(given)],
  ['posixpath.join', (given) => joinedPath(given)],
  ...SETTING_READERS.map((name): [string, KnownFunction] => [name, ([setting, value]) => defaultOf(setting, value)]),
]);

/** Whether a function of that dotted name turns one text into another that cannot be read before. */
export function isDecoder(name: string): boolean {
  return /^(?:base64|binascii|zlib|gzip|quopri|codecs)\./.test(name) || name === 'builtins.bytes.fromhex';
}

/** Whether a function, by its dotted name, is one whose result may be worked out. */
export function isFoldable(name: string): boolean {
  return FUNCTIONS.has(name) || UNBOUND_METHOD.test(name);
}

/** Whether a function, by its dotted name, reads a setting of the environment. */
export function readsSetting(name: string): boolean {
  return SETTING_READERS.some((reader) => reader === name);
}

/** What a function, by its dotted name, returns; undefined where Python raises, or that is not worked out. */
export function functionResult(name: string, given: Given): Constant | undefined {
  const known = FUNCTIONS.get(name);
  if (known !== undefined) return known(given.positional, given);
  const [owner, ...rest] = given.positional;
  const method = UNBOUND_METHOD.exec(name)?.[1];
  return method === undefined || owner === undefined
    ? undefined
    : methodResult(owner, method, { ...given, positional: rest });
}

const UNBOUND_METHOD = /^builtins\.(?:str|bytes|bytearray|int|dict|list|tuple)\.(\w+)$/;

function whenKnown<Result>(value: Constant | undefined, use: (known: Constant) => Result): Result | undefined {
  return value === undefined ? undefined : use(value);
}

function whenInteger<Result>(value: Constant | undefined, use: (integer: bigint) => Result): Result | undefined {
  const integer = integerOf(value);
  return integer === undefined ? undefined : use(integer);
}

function whenItems<Result>(
  value: Constant | undefined,
  use: (items: readonly Constant[]) => Result,
): Result | undefined {
  const items = itemsOf(value);
  return items === undefined ? undefined : use(items);
}

function ofLatin1(use: (latin1: string) => Constant | undefined): KnownFunction {
  return ([value]) => {
    const latin1 = latin1Of(value);
    return latin1 === undefined ? undefined : use(latin1);
  };
}

function decodedBy(value: Constant | undefined, codec: Constant): Constant | undefined {
  return value === undefined || typeof codec !== 'string' ? undefined : decoded(value, codec);
}

function ordinal(value: Constant | undefined): bigint | undefined {
  const text = latin1Of(value);
  return text === undefined || charactersOf(text).length !== 1 ? undefined : BigInt(text.codePointAt(0) ?? 0);
}

function lengthOf(value: Constant | undefined): bigint | undefined {
  if (typeof value === 'string') return BigInt(charactersOf(value).length);
  return whenItems(value, (items) => BigInt(items.length));
}

// The environment of a sandbox is exactly what the run gives, so that a strategy's own setting is never there.
function defaultOf(setting: Constant | undefined, otherwise: Constant | undefined): Constant | undefined {
  return typeof setting === 'string' && !KNOWN_SETTINGS.test(setting) ? otherwise : undefined;
}

// A later absolute part replaces what is before it.
function joinedPath(given: readonly Constant[]): string | undefined {
  if (given.length === 0 || !given.every((part) => typeof part === 'string')) return undefined;
  return given.reduce((path, part) => {
    if (part.startsWith('/') || path === '') return part;
    return path.endsWith('/') ? path + part : `${path}/${part}`;
  });
}

function dedented(text: string): string {
  const lines = text.split('\n').map((line) => (line.trim() === '' ? '' : line));
  const margins = lines.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const [first = ''] = margins;
  let margin = first;
  for (const other of margins) while (!other.startsWith(margin)) margin = margin.slice(0, -1);
  return lines.map((line) => line.slice(margin.length)).join('\n');
}
