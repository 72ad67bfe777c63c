import { readFile } from 'node:fs/promises';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import type { StrategyFile } from './strategy-files.js';

/**
 * The files that another one names, each name ended by NUL as `git diff -z` and `find -print0` write them. A name is a
 * file's whatever it looks like: no option, and not standard input. It may name none.
 * @throws QuantineError BAD_REQUEST where the list cannot be read, or its last name has no end
 */
export async function filesNamedIn(list: string): Promise<readonly StrategyFile[]> {
  const text = await readFile(list, 'utf8').catch((cause) => {
    throw refusal(list, `cannot be read: ${describeErrno(cause)}`, cause);
  });
  const names = text.split('\0');
  if (names.pop() !== '') throw refusal(list, 'has a last name that no NUL ends');
  return names.map((name) => ({ path: name === '-' ? './-' : name }));
}

function refusal(list: string, what: string, cause?: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `--files-from ${shownPath(list)} ${what}`, {
    nextStep: 'Write the list with git diff -z, git ls-files -z or find -print0.',
    cause,
  });
}
