import { createReadStream } from 'node:fs';
import { MIB } from '../config/limits.js';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import type { StrategyFile } from './strategy-files.js';

const MOST_MIB = 64;

/**
 * The files that another one names, each name ended by NUL as `git diff -z` and `find -print0` write them. A name is a
 * file's whatever it looks like: no option, and not standard input. It may name none.
 * @throws QuantineError BAD_REQUEST where the list cannot be read, or its last name has no end
 */
export async function filesNamedIn(list: string): Promise<readonly StrategyFile[]> {
  const names = (await readList(list)).split('\0');
  if (names.pop() !== '') throw refusal(list, 'has a last name that no NUL ends');
  if (names.includes('')) throw refusal(list, 'has a name that is empty');
  return names.map((name) => ({ path: name === '-' ? './-' : name }));
}

/** A device that never ends must not fill the memory. */
async function readList(list: string): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of createReadStream(list)) {
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      if (bytes > MOST_MIB * MIB) break;
    }
  } catch (cause) {
    throw refusal(list, `cannot be read: ${describeErrno(cause)}`, cause);
  }
  if (bytes > MOST_MIB * MIB) throw refusal(list, `is larger than ${MOST_MIB} MiB`);
  return Buffer.concat(pieces).toString();
}

function refusal(list: string, what: string, cause?: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `--files-from ${shownPath(list)} ${what}`, {
    nextStep: 'Write the list with git diff -z, git ls-files -z or find -print0.',
    cause,
  });
}
