import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { FIXED } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';

/**
 * The exact bytes of a strategy. One byte past the cap is enough for it to be refused, so no more is ever held.
 * @param path a file, or `-` for standard input
 * @throws QuantineError SOURCE_NOT_FOUND where there is nothing to read
 * @throws the reason of the signal, where that ended it
 */
export async function readSource(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { end: FIXED.maxSourceBytes });
  try {
    return await readCapped(signal === undefined ? stream : addAbortSignal(signal, stream));
  } catch (cause) {
    signal?.throwIfAborted();
    const { code } = cause as NodeJS.ErrnoException;
    throw new QuantineError('SOURCE_NOT_FOUND', `${path} cannot be read: ${describe(code)}`, { cause });
  }
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

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is no folder',
};

function describe(code: string | undefined): string {
  return (code !== undefined && WORDS[code]) || (code ?? 'unknown reason');
}
