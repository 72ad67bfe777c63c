import { hash } from 'node:crypto';
import { FIXED, READING } from '../../config/limits.js';
import { type RefusalReason, SourceRefusal } from '../refusal.js';
import { endOfIndent } from '../tree/lines.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const UTF8_BOM = [0xef, 0xbb, 0xbf] as const;
/** PEP 263, but across a lone CR too, which CPython's reader of cookies does not stop at. */
const COOKIE = /^[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)/;
/** Controls that embed, override or isolate a direction of writing: https://trojansource.codes (CVE-2021-42574). */
const BIDIRECTIONAL_CONTROL = /[\u202a-\u202e\u2066-\u2069]/;
const REORDERED = 'The source holds a character that shows it in another order than the one it runs in';
const HASH = 0x23;
const BACKSLASH = 0x5c;

/** The SHA-256 of the exact bytes, in lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * Source text as CPython would decode it: UTF-8 with or without a mark, every line ending a LF.
 * @throws SourceRefusal for what CPython would refuse, or would read in another encoding than UTF-8
 */
export function decodeSource(bytes: Uint8Array): string {
  if (bytes.byteLength > FIXED.maxSourceBytes) {
    const most = FIXED.maxSourceBytes / 1024 ** 2;
    throw new SourceRefusal('too-large', `The source has ${bytes.byteLength} bytes; the most is ${most} MiB`);
  }
  const body = UTF8_BOM.every((byte, index) => bytes[index] === byte) ? bytes.subarray(UTF8_BOM.length) : bytes;
  const raw = decodeUtf8(body);
  if (raw.includes('\0')) refuseAt(raw, raw.indexOf('\0'), 'nul', 'The source holds a NUL byte');
  // One unit of text per byte: ASCII, which has no such characters.
  const reordered = raw.length === body.length ? -1 : raw.search(BIDIRECTIONAL_CONTROL);
  if (reordered >= 0) refuseAt(raw, reordered, 'hidden-order', REORDERED);
  const text = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
  refuseForeignCookie(raw);
  if (text !== raw) refuseForeignCookie(text);
  if (mayHoldLongRuns(text)) refuseLongRuns(text);
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new SourceRefusal('encoding', 'The source is not valid UTF-8');
  }
}

function refuseAt(text: string, at: number, reason: RefusalReason, message: string): never {
  const before = text.slice(0, at).split(/\r\n?|\n/);
  throw new SourceRefusal(reason, message, { line: before.length, column: (before.at(-1) ?? '').length + 1 });
}

// Another codec (utf-7, unicode_escape) turns what looks like a comment into code.
function refuseForeignCookie(text: string): void {
  const lines = text.split('\n', 2);
  for (const [index, line] of lines.entries()) {
    const encoding = COOKIE.exec(line)?.[1];
    if (encoding === undefined || isUtf8Name(encoding)) continue;
    throw new SourceRefusal('cookie', `The source declares the encoding ${encoding}; only UTF-8 is read`, {
      line: index + 1,
    });
  }
}

function isUtf8Name(encoding: string): boolean {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  return name === 'utf-8' || name === 'utf8' || name === 'u8' || name.startsWith('utf-8-');
}

/** As many as are needed to be too many in a row, or to hold too many blanks. */
const FEWEST_CONTINUATIONS = Math.min(
  READING.continuationRunLines,
  Math.floor(READING.continuationBlanks / FIXED.maxSourceBytes),
);

function mayHoldLongRuns(text: string): boolean {
  return isMoreThan(READING.commentRunLines, text, '#') || isMoreThan(FEWEST_CONTINUATIONS, text, '\\\n');
}

// The parser takes quadratic time over consecutive comments and continuations: of those that are blank it reads again in
// each line what stands before.
function refuseLongRuns(text: string): void {
  const comments = new CommentRun();
  const continuations = new ContinuationRun();
  let line = 1;
  for (let start = 0, end = 0; start <= text.length; start = end + 1, line++) {
    const newline = text.indexOf('\n', start);
    end = newline < 0 ? text.length : newline;
    const first = endOfIndent(text, start);
    const tooMany = comments.seeLine(text, first, end) ?? continuations.seeLine(text, start, first, end);
    if (tooMany !== undefined) throw new SourceRefusal(tooMany.reason, tooMany.message, { line });
  }
}

interface TooMany {
  readonly reason: RefusalReason;
  readonly message: string;
}

class CommentRun {
  #lines = 0;

  seeLine(text: string, first: number, end: number): TooMany | undefined {
    if (text.charCodeAt(first) === HASH) this.#lines += 1;
    else if (this.#lines > 0 && text.slice(first, end).trim() !== '') this.#lines = 0;
    if (this.#lines <= READING.commentRunLines) return undefined;
    return { reason: 'comment-run', message: `More than ${READING.commentRunLines} comment lines in a row` };
  }
}

class ContinuationRun {
  #lines = 0;
  #blanks = 0;
  #blanksAgain = 0;

  seeLine(text: string, start: number, first: number, end: number): TooMany | undefined {
    const goesOn = end > start && text.charCodeAt(end - 1) === BACKSLASH;
    this.#lines = goesOn ? this.#lines + 1 : 0;
    this.#blanks = goesOn && first === end - 1 ? this.#blanks + end - start : 0;
    this.#blanksAgain += this.#blanks;
    if (this.#blanksAgain > READING.continuationBlanks) {
      return { reason: 'continuation-run', message: 'Too many blanks in continued lines in a row' };
    }
    if (this.#lines <= READING.continuationRunLines) return undefined;
    return {
      reason: 'continuation-run',
      message: `More than ${READING.continuationRunLines} continued lines in a row`,
    };
  }
}

function isMoreThan(count: number, text: string, part: string): boolean {
  let left = count;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) if (left-- === 0) return true;
  return false;
}
