import { createReadStream, fstatSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { FIXED } from '../config/limits.js';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';

/**
 * The exact bytes of a strategy. One byte past the cap is enough for it to be refused, so no more is ever held.
 * @param path a file, or `-` for standard input
 * @throws QuantineError SOURCE_NOT_FOUND where there is nothing to read
 * @throws the reason of the signal, where that ended it
 */
export async function readSource(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    const stream = path === '-' ? standardInput() : createReadStream(path, { end: FIXED.maxSourceBytes });
    const source = await readCapped(signal === undefined ? stream : addAbortSignal(signal, stream));
    if (path === '-' && source.length === 0) throw nothingCame();
    return source;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof QuantineError) throw cause;
    const message = `${shownPath(path)} cannot be read: ${describeErrno(cause)}`;
    throw new QuantineError('SOURCE_NOT_FOUND', message, { cause });
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
