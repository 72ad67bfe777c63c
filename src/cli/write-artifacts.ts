import { constants } from 'node:fs';
import { access, lstat, mkdir, realpath, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Draft } from '../config/draft.js';
import { describeErrno, faultOf } from '../core/errno-words.js';
import { type Fault, QuantineError } from '../core/errors.js';
import type { Artifact } from '../core/outcome.js';

/** Where an artifact went, or why it went nowhere and whose fault that is. */
export type ArtifactFate = { readonly file: string } | { readonly notWritten: string; readonly fault: Fault };

const WHY_NO_FOLDER: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder, and none can be made there',
};

/** A file that is not written, and why: the others still are. */
class NotWritten extends Error {}

/** A folder for results. Disposing of it removes what was made for it and is still empty, unless it is to be kept. */
export interface OutputFolder extends AsyncDisposable {
  keep(): void;
}

/**
 * Makes the folder before anything runs, because results without a place to go are lost.
 * @throws QuantineError BAD_REQUEST where it cannot be had
 */
export async function prepareOutputFolder(folder: string): Promise<OutputFolder> {
  const made: string[] = [];
  const removeMade = async () => {
    for (const one of made.toReversed()) await rmdir(one).catch(() => {});
  };
  try {
    await makeFolders(resolve(folder), made);
    if (!(await stat(folder)).isDirectory()) throw new Error('it is no folder');
    await access(folder, constants.W_OK);
    return { keep: () => void made.splice(0), [Symbol.asyncDispose]: removeMade };
  } catch (cause) {
    await removeMade();
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === undefined ? (cause as Error).message : (WHY_NO_FOLDER[code] ?? describeErrno(cause));
    throw new QuantineError('BAD_REQUEST', `--out ${folder} cannot be written to: ${why}`, { cause });
  }
}

/** One folder at a time: Node's recursive mkdir tries for ever where a file system, such as /proc, takes no folders. */
async function makeFolders(folder: string, made: string[]): Promise<void> {
  try {
    if (await makeFolder(folder)) made.push(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || (await exists(dirname(folder)))) throw error;
    await makeFolders(dirname(folder), made);
    if (await makeFolder(folder)) made.push(folder);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/**
 * Writes what a strategy left in `/output` below a folder, and nowhere else: a name that leads out of it, or a link on
 * the way, is refused. A file that is there already is replaced as a whole.
 */
export async function writeArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
): Promise<ReadonlyMap<string, ArtifactFate>> {
  const fates = new Map<string, ArtifactFate>();
  for (const { path, content } of artifacts) {
    fates.set(path, await fateOf(() => writeOne(folder, path, content), join(folder, path)));
  }
  return fates;
}

async function fateOf(write: () => Promise<void>, file: string): Promise<ArtifactFate> {
  try {
    await write();
    return { file };
  } catch (error) {
    if (error instanceof NotWritten) return { notWritten: error.message, fault: 'caller' };
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { notWritten: code, fault: faultOf(error) };
  }
}

async function writeOne(outFolder: string, path: string, content: Uint8Array): Promise<void> {
  const parts = path.split('/');
  if (path.includes('\0') || path.includes('\\') || parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new NotWritten('its name leads elsewhere');
  }
  let folder = await realpath(outFolder);
  for (const part of parts.slice(0, -1)) {
    folder = join(folder, part);
    await ensureRealFolder(folder);
  }
  const target = join(folder, parts.at(-1) ?? '');
  await refuseOtherThanFile(target);
  await Draft.beside(target, 0o644).become(target, content);
}

/** Whether it had to be made. */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

async function ensureRealFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  const found = await lstat(folder);
  if (!found.isDirectory()) throw new NotWritten(`${folder} is a ${found.isSymbolicLink() ? 'link' : 'file'}`);
}

async function refuseOtherThanFile(target: string): Promise<void> {
  const found = await lstat(target).catch(() => null);
  if (found !== null && !found.isFile()) throw new NotWritten('something that is not a regular file has its name');
}
