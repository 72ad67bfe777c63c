import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';

/** A place to check: a file to read, or a folder below one that was named which could not be looked into. */
export interface StrategyFile {
  readonly path: string;
  /** Why it cannot even be opened. */
  readonly problem?: string;
}

const SKIPPED_FOLDERS = new Set(['.git', 'node_modules', '__pycache__', '.venv']);

/**
 * Every file that the arguments of `check` stand for, in a stable order. A folder stands for all `*.py` below it, links
 * to files included; links to folders are not followed, so that no loop and nothing outside of it is walked.
 *
 * @throws QuantineError BAD_REQUEST where standard input, which can be read once, is named twice
 * @throws QuantineError SOURCE_NOT_FOUND where an argument does not exist, or is a folder without one Python file
 */
export async function strategyFiles(paths: readonly string[]): Promise<readonly StrategyFile[]> {
  if (paths.indexOf('-') !== paths.lastIndexOf('-')) {
    throw new QuantineError('BAD_REQUEST', '- is named twice, and standard input can be read once');
  }
  const found: StrategyFile[] = [];
  for (const path of paths) {
    if (path === '-' || !(await isFolder(path))) {
      found.push({ path });
      continue;
    }
    const before = found.length;
    for await (const file of walk(path)) found.push(file);
    if (found.length === before) {
      throw new QuantineError('SOURCE_NOT_FOUND', `there is no *.py file below ${path}`);
    }
  }
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') return null;
    throw new QuantineError('SOURCE_NOT_FOUND', `there is no ${shownPath(path)}`, { cause });
  });
  return found?.isDirectory() ?? false;
}

/** A folder that cannot be read is told, because code that nobody read must not pass for checked. */
async function* walk(folder: string): AsyncGenerator<StrategyFile> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, problem: `The folder cannot be read: ${describeErrno(error)}` };
    return;
  }
  for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) yield* walk(path);
    else if (entry.name.endsWith('.py') && (await isChecked(entry, path))) yield { path };
  }
}

/** A link that leads nowhere stays in the list: reading it fails, and the report says so. Pipes and devices do not. */
async function isChecked(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const target = await stat(path).catch(() => null);
  return target === null || target.isFile();
}
