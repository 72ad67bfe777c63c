import { open, stat } from 'node:fs/promises';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { MIB } from './limits.js';

const MOST_BYTES = MIB;

/**
 * The text of a small file that a person wrote, without its byte order mark. A link is followed, a pipe is not waited for.
 * @param shown what the file is called in an error
 * @throws QuantineError BAD_REQUEST where it cannot be read, is no regular file, is past 1 MiB, or is not UTF-8 text
 */
export async function readTextFile(path: string, shown: string = path): Promise<string> {
  const text = decode(await readBytes(path, shown), shown);
  if (text.includes('\0')) throw unreadable(shown, 'it is no text: it holds a NUL byte');
  return text;
}

async function readBytes(path: string, shown: string): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) throw unreadable(shown, 'it is no regular file');
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
    if (bytesRead > MOST_BYTES) throw unreadable(shown, `it is larger than ${MOST_BYTES / MIB} MiB`);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    if (cause instanceof QuantineError) throw cause;
    throw unreadable(shown, describeErrno(cause), cause);
  }
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(shown, 'it is not valid UTF-8', cause);
  }
}

function unreadable(shown: string, why: string, cause?: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `${shown} cannot be read: ${why}`, { cause });
}
