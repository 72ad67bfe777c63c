import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PolicyInForce } from '../config/policy-finder.js';
import { describeErrno, isOutOfDescriptors, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { misreadPath } from '../core/misread-path.js';
import type { IgnoreRules } from './folder/ignore-rules.js';

/** A place to check: a file to read, or a folder below one that was named which could not be looked into. */
export interface StrategyFile {
  readonly path: string;
  /** Why it cannot even be opened. */
  readonly problem?: string;
}

/** A Python file, or a folder, below one that was named, which is not checked. */
export interface LeftOut {
  readonly path: string;
  /** Who left it out: the path of an ignore or policy file, or `default`. */
  readonly by: string;
  readonly isFolder: boolean;
}

/** What the arguments of a command stand for. */
export interface Selection {
  readonly files: readonly StrategyFile[];
  readonly leftOut: readonly LeftOut[];
}

/** The policy file in force for an absolute folder. */
export type PolicyIn = (folder: string) => Promise<PolicyInForce | undefined>;

/** What the system says of a name that no file can have, too. */
const OF_NO_FILE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** What Git and its kin keep for themselves: a branch may well be called `fix.py`. */
const OF_VERSION_CONTROL = new Set(['.git', '.hg', '.svn']);

/**
 * Every file that the arguments of `check` stand for, in a stable order. A folder stands for all `*.py` below it that
 * nobody leaves out, links to files included; links to folders are not followed, so that no loop and nothing outside of
 * it is walked. What is named itself is always checked.
 *
 * @param policyIn for its patterns, where ignore files, the policy and the usual names leave files out
 * @param tell hears of each that is left out, before it may turn out that nothing else is there
 * @throws QuantineError BAD_REQUEST where standard input, which can be read once, is named twice
 * @throws QuantineError SOURCE_NOT_FOUND where an argument does not exist, or is a folder of which nothing is checked
 */
export async function strategyFiles(
  paths: readonly string[],
  policyIn?: PolicyIn,
  tell?: (leftOut: LeftOut) => void,
): Promise<Selection> {
  if (paths.indexOf('-') !== paths.lastIndexOf('-')) {
    throw new QuantineError('BAD_REQUEST', '- is named twice, and standard input can be read once');
  }
  const files: StrategyFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) {
      files.push({ path });
      continue;
    }
    const [before, leftOutBefore] = [files.length, leftOut.length];
    for await (const found of walk(path, await rulesBelow(path, policyIn))) {
      if ('by' in found) {
        leftOut.push(found);
        tell?.(found);
      } else files.push(found);
    }
    if (files.length === before) throw nothingBelow(path, leftOut.slice(leftOutBefore));
  }
  return { files, leftOut };
}

/**
 * The same below one folder, where nothing is left out: a change could hide a file with an ignore file of its own. There
 * may be none.
 */
export async function everyFileBelow(folder: string): Promise<readonly StrategyFile[]> {
  const files: StrategyFile[] = [];
  for await (const found of walk(folder, undefined)) if (!('by' in found)) files.push(found);
  return files;
}

/**
 * @throws QuantineError SOURCE_NOT_FOUND where there is no such file or folder, or another might be had in its place; what
 * cannot be looked at is there
 */
export async function isFolder(path: string): Promise<boolean> {
  if (path === '-') return false;
  const misread = misreadPath(path);
  if (misread !== undefined) throw new QuantineError('SOURCE_NOT_FOUND', `${path} cannot be read: ${misread}`);
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (!OF_NO_FILE.has(cause.code)) return null;
    throw new QuantineError('SOURCE_NOT_FOUND', `there is no ${shownPath(path)}`, { cause });
  });
  return found?.isDirectory() ?? false;
}

async function rulesBelow(path: string, policyIn: PolicyIn | undefined): Promise<IgnoreRules | undefined> {
  if (policyIn === undefined) return undefined;
  const { IgnoreRules } = await import('./folder/ignore-rules.js');
  return await IgnoreRules.below(resolve(path), await policyIn(resolve(path)));
}

function nothingBelow(path: string, leftOut: readonly LeftOut[]): QuantineError {
  const [first] = leftOut;
  if (first === undefined) return new QuantineError('SOURCE_NOT_FOUND', `there is no *.py file below ${path}`);
  const all = `everything below ${path} is left out, such as ${first.path} by ${first.by}`;
  return new QuantineError('SOURCE_NOT_FOUND', `${all}: --no-ignore checks it`);
}

/** A folder that cannot be read is told, because code that nobody read must not pass for checked. */
async function* walk(folder: string, rules: IgnoreRules | undefined): AsyncGenerator<StrategyFile | LeftOut> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error;
    yield { path: folder, problem: `The folder cannot be read: ${describeErrno(error)}` };
    return;
  }
  const names = entries.map(({ name }) => name);
  const here = await rules?.in(resolve(folder), names);
  for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (!(await isOfInterest(entry, path))) continue;
    const problem = misreadPath(entry.name);
    if (problem !== undefined) {
      // What an ignore file says may be about another of that name.
      yield { path, problem: `It cannot be read: ${problem}` };
      continue;
    }
    const by = here?.reasonFor(resolve(path), entry.isDirectory());
    if (by !== undefined) yield { path, by, isFolder: entry.isDirectory() };
    else if (entry.isDirectory()) yield* walk(path, here);
    else yield { path };
  }
}

/** A link that leads nowhere stays in the list: reading it fails, and the report says so. Pipes and devices do not. */
async function isOfInterest(entry: Dirent, path: string): Promise<boolean> {
  if (entry.isDirectory()) return !OF_VERSION_CONTROL.has(entry.name);
  if (!/\.py$/i.test(entry.name)) return false;
  if (misreadPath(entry.name) !== undefined) return true;
  if (!entry.isSymbolicLink()) return entry.isFile();
  const target = await stat(path).catch(() => null);
  return target === null || target.isFile();
}
