import { readFile, stat } from 'node:fs/promises';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { MIB } from './limits.js';

const MOST_MIB = 1;

/**
 * The text of a small file that a person wrote, without its byte order mark. A link is followed, a pipe is not waited for.
 * @param shown what the file is called in an error
 * @throws QuantineError BAD_REQUEST where it cannot be read, is no regular file, is too large, or is not UTF-8 text
 */
export async function readTextFile(path: string, shown: string = path, mostMiB: number = MOST_MIB): Promise<string> {
  const text = decode(await readBytes(path, shown, mostMiB), shown);
  if (text.includes('\0')) throw unreadable(shown, 'it is no text: it holds a NUL byte');
  return text;
}

async function readBytes(path: string, shown: string, mostMiB: number): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(shown, 'it is no regular file');
    if (found.size > mostMiB * MIB) throw unreadable(shown, `it is larger than ${mostMiB} MiB`);
    return await readFile(path);
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
