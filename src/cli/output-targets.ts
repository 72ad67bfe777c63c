import { constants, statSync } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { POLICY_FILE_NAMES } from '../config/policy-file.js';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { APPROVALS_FILE_NAME } from '../review/approvals-file.js';

/** A file that a command writes or reads: the option that names it, or what it is to the user. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

const FILES_OF_OURS: ReadonlySet<string> = new Set([...POLICY_FILE_NAMES, APPROVALS_FILE_NAME]);

/**
 * Looks at what is to be written before anything is judged: whoever names a strategy, a policy or another file that is
 * read would lose it, and whoever names a folder that is not there would wait for nothing.
 * @throws QuantineError BAD_REQUEST where one cannot be written, or should not be
 */
export async function refuseBadTargets(targets: readonly NamedFile[], inputs: readonly NamedFile[]): Promise<void> {
  const taken = new Map<string, string>();
  for (const target of targets) {
    const found = await stat(target.path).catch(() => null);
    // Pipes and devices take what comes, and stay what they are.
    if (found !== null && !found.isFile() && !found.isDirectory()) continue;
    const real = await realTarget(target);
    if (found?.isDirectory()) throw refusal(target, 'cannot be written to: it is a folder');
    refuseName(target, basename(real));
    const input = found === null ? undefined : inputs.find(({ path }) => isSame(path, found));
    if (input !== undefined) throw refusal(target, `is ${input.name}, and would be lost`);
    const other = taken.get(real);
    if (other !== undefined) throw refusal(target, `is the file of ${other} too`);
    taken.set(real, target.name);
  }
}

/** Where a target is once every link is followed, in a folder that can be written to, as can the file that is there. */
async function realTarget(target: NamedFile): Promise<string> {
  const there = await realpath(target.path).catch(() => undefined);
  const above = dirname(there ?? target.path);
  try {
    const folder = await realpath(above);
    await access(folder, constants.W_OK);
    // The folder would let it be replaced: whoever took away the right to write to the file does not want that.
    if (there !== undefined) await access(there, constants.W_OK);
    return there ?? join(folder, basename(target.path));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? `there is no folder ${above}` : describeErrno(cause);
    throw refusal(target, `cannot be written to: ${why}`, cause);
  }
}

/** A flag whose value was forgotten takes the next word, which is a strategy more often than not. */
function refuseName(target: NamedFile, name: string): void {
  if (/\.py$/i.test(name)) throw refusal(target, 'is a Python file, which a report must not replace');
  if (FILES_OF_OURS.has(name)) throw refusal(target, `would replace ${name}, by which strategies are judged`);
}

function isSame(path: string, { dev, ino }: { readonly dev: number; readonly ino: number }): boolean {
  try {
    const found = statSync(path);
    return path !== '-' && found.dev === dev && found.ino === ino;
  } catch {
    return false;
  }
}

function refusal({ name, path }: NamedFile, what: string, cause?: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `${name} ${path} ${what}`, {
    nextStep: `Name another file: ${name} FILE is written to, and what it held before is gone.`,
    cause,
  });
}
