import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { FIXED } from '../config/limits.js';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { misreadPath } from '../core/misread-path.js';

/**
 * The exact bytes of a strategy. One byte past the cap is enough for it to be refused, so no more is ever held.
 * @param path a file, or `-` for standard input
 * @throws QuantineError SOURCE_NOT_FOUND where there is nothing to read, or another file might be read in its place
 * @throws the reason of the signal, where that ended it
 */
export async function readSource(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const misread = path === '-' ? undefined : misreadPath(path);
  if (misread !== undefined) throw unreadable(path, misread);
  try {
    const regular = signal === undefined && path !== '-' ? readRegularFile(path) : undefined;
    if (regular !== undefined) return regular;
    const stream = path === '-' ? standardInput() : createReadStream(path, { end: FIXED.maxSourceBytes });
    const source = await readCapped(signal === undefined ? stream : addAbortSignal(signal, stream));
    if (path === '-' && source.length === 0) throw nothingCame();
    return source;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof QuantineError) throw cause;
    throw unreadable(path, describeErrno(cause), cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): QuantineError {
  return new QuantineError('SOURCE_NOT_FOUND', `${shownPath(path)} cannot be read: ${why}`, { cause });
}

/**
 * The same for a regular file, without waiting in between: of many small files most of the time would be waiting.
 * @returns undefined for whatever is no regular file
 * @throws what the system says where it cannot be read
 */
function readRegularFile(path: string): Uint8Array | undefined {
  // Looked at first: whoever writes to a pipe would lose what reads it.
  if (!statSync(path).isFile()) return undefined;
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const most = FIXED.maxSourceBytes + 1;
    // One byte more than it should have tells that it grew meanwhile.
    let buffer = Buffer.allocUnsafe(Math.min(fstatSync(file).size + 1, most));
    let bytes = 0;
    for (;;) {
      const count = readSync(file, buffer, bytes, buffer.length - bytes, null);
      bytes += count;
      if (count === 0 || bytes === most) return buffer.subarray(0, bytes);
      if (bytes === buffer.length) buffer = Buffer.concat([buffer], Math.min(2 * bytes, most));
    }
  } finally {
    closeSync(file);
  }
}

/** Node makes an empty stream of a folder, which would pass for an empty strategy. */
function standardInput(): Readable {
  if (fstatSync(0).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  return process.stdin;
}

/** An empty file is a strategy that does nothing; an empty stream is the end of a pipe whose other end failed. */
function nothingCame(): QuantineError {
  return new QuantineError('SOURCE_NOT_FOUND', 'nothing came on standard input');
}

async function readCapped(stream: Readable): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes > FIXED.maxSourceBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, FIXED.maxSourceBytes + 1);
}
