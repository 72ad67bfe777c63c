import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { fromBase64, fromHex } from './base-decoders.js';
import { Bytes, type Constant, LONGEST_TEXT } from './constant.js';

type Decoder = (latin1: string) => Constant | undefined;

const UTF_8: ReadonlySet<string> = new Set(['utf8', 'u8', 'utf', 'utf8sig', 'cp65001']);
const LATIN_1: ReadonlySet<string> = new Set(['latin1', 'latin', 'l1', 'iso88591', '88591', 'cp819']);
/** Codecs that agree on ASCII; what they make of other bytes is not worked out. */
const LIKE_ASCII: ReadonlySet<string> = new Set([
  ...['ascii', 'usascii', '646', 'cp1252', 'windows1252', 'charmap', 'cp437', 'iso885915', 'macroman', 'punycode'],
]);
const BEYOND_ASCII = /[^\0-\x7f]/u;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ...both(['utf16', 'u16'], (latin1) => decodeUtf16(latin1)),
  ...both(['utf16le', 'unicodelittleunmarked'], (latin1) => withTextDecoder(latin1, 'utf-16le')),
  ...both(['utf16be', 'unicodebigunmarked'], (latin1) => withTextDecoder(latin1, 'utf-16be')),
  ...both(['utf32', 'u32', 'utf32le'], (latin1) => decodeUtf32(latin1.replace(/^\xff\xfe\0\0/, ''), true)),
  ...both(['utf32be'], (latin1) => decodeUtf32(latin1, false)),
  ...both(['rot13', 'rot_13'], rot13),
  ...both(['hex', 'hexcodec'], (latin1) => asBytes(fromHex(latin1))),
  ...both(['base64', 'base64codec'], (latin1) => new Bytes(fromBase64(latin1))),
  ...both(['zlib', 'zip', 'zlibcodec'], inflated),
  ...both(['quopri', 'quotedprintable', 'quopricodec'], (latin1) => new Bytes(fromQuotedPrintable(latin1))),
  ...both(['unicodeescape', 'rawunicodeescape'], (latin1) => fromEscapes(latin1)),
]);

/**
 * What `bytes.decode(codec, errors)` and `codecs.decode(value, codec)` make of a value; undefined where that is not
 * worked out.
 */
export function decoded(value: Constant, codec: string, errors = 'strict'): Constant | undefined {
  if (typeof value !== 'string' && !(value instanceof Bytes)) return undefined;
  const name = normalized(codec);
  if (typeof value === 'string') return DECODERS.get(name)?.(value);
  const { latin1 } = value;
  if (LATIN_1.has(name)) return latin1;
  if (UTF_8.has(name)) return errors === 'ignore' ? decodeLoosely(latin1) : decodeUtf8(latin1);
  if (!LIKE_ASCII.has(name)) return DECODERS.get(name)?.(latin1);
  if (errors === 'ignore') return latin1.replaceAll(/[^\0-\x7f]/g, '');
  return BEYOND_ASCII.test(latin1) ? undefined : latin1;
}

/**
 * What `str.encode(codec, errors)` and `codecs.encode(value, codec)` make of a value; undefined where that is not worked
 * out.
 */
export function encoded(value: Constant, codec: string, errors = 'strict'): Constant | undefined {
  const name = normalized(codec);
  if (value instanceof Bytes) return encodedBytes(value, name);
  if (typeof value !== 'string') return undefined;
  if (UTF_8.has(name)) return new Bytes(Buffer.from(value, 'utf8').toString('latin1'));
  if (LATIN_1.has(name)) return encodedWithin(value, /[^\0-\xff]/gu, errors);
  if (LIKE_ASCII.has(name)) return encodedWithin(value, /[^\0-\x7f]/gu, errors);
  const utf16 = () => Buffer.from(value, 'utf16le').toString('latin1');
  if (name === 'utf16le') return new Bytes(utf16());
  if (name === 'utf16') return new Bytes(`\xff\xfe${utf16()}`);
  return name === 'rot13' ? rot13(value) : undefined;
}

function encodedWithin(text: string, foreign: RegExp, errors: string): Bytes | undefined {
  if (errors === 'ignore') return new Bytes(text.replaceAll(foreign, ''));
  return text.search(foreign) < 0 ? new Bytes(text) : undefined;
}

function encodedBytes({ latin1 }: Bytes, codec: string): Constant | undefined {
  const bytes = Buffer.from(latin1, 'latin1');
  if (codec === 'hex' || codec === 'hexcodec') return new Bytes(bytes.toString('hex'));
  return codec === 'base64' || codec === 'base64codec' ? new Bytes(`${bytes.toString('base64')}\n`) : undefined;
}

function both(names: readonly string[], decoder: Decoder): (readonly [string, Decoder])[] {
  return names.map((name) => [name, decoder] as const);
}

function normalized(codec: string): string {
  return codec.toLowerCase().replaceAll(/[-_ ]/g, '');
}

function asBytes(latin1: string | undefined): Bytes | undefined {
  return latin1 === undefined ? undefined : new Bytes(latin1);
}

/** @returns undefined where the bytes are no UTF-8 */
export function decodeUtf8(latin1: string): string | undefined {
  return withTextDecoder(latin1, 'utf-8');
}

/** As `errors='ignore'` does: what is no UTF-8 is left out. */
function decodeLoosely(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8').replaceAll('\ufffd', '');
}

function withTextDecoder(latin1: string, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return undefined;
  }
}

function decodeUtf16(latin1: string): string | undefined {
  if (latin1.startsWith('\xfe\xff')) return withTextDecoder(latin1.slice(2), 'utf-16be');
  return withTextDecoder(latin1.replace(/^\xff\xfe/, ''), 'utf-16le');
}

function decodeUtf32(latin1: string, isLittle: boolean): string | undefined {
  const bytes = Buffer.from(latin1, 'latin1');
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    if (code > 0x10ffff) return undefined;
    text += String.fromCodePoint(code);
  }
  return text;
}

/** A letter for the one thirteen further on, and round again. */
export function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(code + (letter.toLowerCase() <= 'm' ? 13 : -13));
  });
}

function fromQuotedPrintable(text: string): string {
  return text
    .replaceAll(/[ \t]*=\r?\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/g;

function fromEscapes(latin1: string): string {
  return latin1.replaceAll(ESCAPE, (whole, hex, short, long, octal) => {
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** `zlib.decompress`, of data with its header or without; undefined where it is none, or too large. */
export function inflated(latin1: string): Bytes | undefined {
  return unpacked(latin1, inflateSync) ?? unpacked(latin1, inflateRawSync);
}

/** `gzip.decompress`. */
export function gunzipped(latin1: string): Bytes | undefined {
  return unpacked(latin1, gunzipSync);
}

function unpacked(latin1: string, unpack: typeof inflateSync): Bytes | undefined {
  try {
    return new Bytes(unpack(Buffer.from(latin1, 'latin1'), { maxOutputLength: LONGEST_TEXT }).toString('latin1'));
  } catch {
    return undefined;
  }
}
