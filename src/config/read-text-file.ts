import { readFile, stat } from 'node:fs/promises';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { MIB } from './limits.js';

const MOST_MIB = 1;

export interface TextFileOptions {
  /** What the file is called in an error. */
  readonly shown?: string;
  readonly mostMiB?: number;
  /** What to do about an error: the file may have been found, and then no option names it. */
  readonly nextStep: string;
}

/**
 * The text of a small file that a person wrote, without its byte order mark. A link is followed, a pipe is not waited for.
 * @throws QuantineError BAD_REQUEST where it cannot be read, is no regular file, is too large, or is not UTF-8 text
 */
export async function readTextFile(
  path: string,
  { shown = path, mostMiB = MOST_MIB, nextStep }: TextFileOptions,
): Promise<string> {
  try {
    const text = decode(await readBytes(path, mostMiB));
    if (text.includes('\0')) throw new Unreadable('it is no text: it holds a NUL byte');
    return text;
  } catch (cause) {
    const why = cause instanceof Unreadable ? cause.message : describeErrno(cause);
    throw new QuantineError('BAD_REQUEST', `${shown} cannot be read: ${why}`, { nextStep, cause });
  }
}

/** What is there and is no text that a person wrote. */
class Unreadable extends Error {}

async function readBytes(path: string, mostMiB: number): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile()) throw new Unreadable('it is no regular file');
  if (found.size > mostMiB * MIB) throw new Unreadable(`it is larger than ${mostMiB} MiB`);
  return await readFile(path);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Unreadable('it is not valid UTF-8', { cause });
  }
}
