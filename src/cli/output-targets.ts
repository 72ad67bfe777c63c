import { constants, type Stats, statSync } from 'node:fs';
import { access, lstat, realpath, stat } from 'node:fs/promises';
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
 * @param printed where a report goes besides: one that goes there too would make one document of two, or replace it
 * @throws QuantineError BAD_REQUEST where one cannot be written, or should not be
 */
export async function refuseBadTargets(
  targets: readonly NamedFile[],
  inputs: readonly NamedFile[],
  printed?: NamedFile,
): Promise<void> {
  const taken = new Map<string, string>();
  for (const target of targets) {
    const found = await stat(target.path).catch(() => null);
    // A terminal shows one after the other, and where nothing is kept nothing is lost.
    if (found?.isCharacterDevice()) continue;
    if (found !== null && printed !== undefined && isSame(printed.path, found)) {
      throw refusal(target, `is ${printed.name}, where the other report goes`);
    }
    const place = isDevice(found) ? `${found.dev}:${found.ino}` : await placeOfFile(target, found, inputs);
    const other = taken.get(place);
    if (other !== undefined) throw refusal(target, `is the file of ${other} too`);
    taken.set(place, target.name);
  }
}

/** A pipe or the like, which takes what comes and stays what it is. */
function isDevice(found: Stats | null): found is Stats {
  return found !== null && !found.isFile() && !found.isDirectory();
}

async function placeOfFile(target: NamedFile, found: Stats | null, inputs: readonly NamedFile[]): Promise<string> {
  const real = await realTarget(target);
  if (found?.isDirectory()) throw refusal(target, 'cannot be written to: it is a folder');
  refuseName(target, basename(real));
  const input = found === null ? undefined : inputs.find(({ path }) => isSame(path, found));
  if (input !== undefined) throw refusal(target, `is ${input.name}, and would be lost`);
  return real;
}

/** Where a target is once every link is followed, in a folder that can be written to, as can the file that is there. */
async function realTarget(target: NamedFile): Promise<string> {
  const there = await followed(target);
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

/** What is there by this name. A link to what is not there yet would be replaced, or lead to another report by then. */
async function followed(target: NamedFile): Promise<string | undefined> {
  try {
    return await realpath(target.path);
  } catch (cause) {
    const link = await lstat(target.path).catch(() => null);
    if (link?.isSymbolicLink()) throw refusal(target, `is a link that leads nowhere: ${describeErrno(cause)}`, cause);
    return undefined;
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
