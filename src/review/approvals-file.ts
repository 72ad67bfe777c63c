import { renameSync, rmSync } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isThere } from '../config/is-there.js';
import { readTextFile } from '../config/read-text-file.js';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { Approvals } from './approvals.js';

export const APPROVALS_FILE_NAME = 'quantine-approvals.json';

const MOST_MIB = 64;
const LOCK_PATIENCE_MS = 5_000;
const LOCK_RETRY_MS = 25;

/**
 * The decisions in a file.
 * @throws QuantineError BAD_REQUEST where it cannot be read, or is damaged
 */
export async function loadApprovals(path: string, shown: string = path): Promise<Approvals> {
  const { readApprovals } = await import('./read-approvals.js');
  return readApprovals(await readTextFile(path, shown, MOST_MIB), shown);
}

/** The nearest file of approvals, in this absolute folder or above it. */
export function findApprovals(folder: string): string | undefined {
  const path = join(folder, APPROVALS_FILE_NAME);
  if (isThere(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : findApprovals(above);
}

/**
 * Changes a file of approvals, or makes it, in one step. Of two at once the second waits for the first, and what it
 * changes is what the first left.
 * @throws QuantineError BAD_REQUEST where it is damaged, cannot be written, or somebody else does not let go of it
 */
export async function changeApprovals(path: string, change: (before: Approvals) => Approvals): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path));
  const draft = await Draft.take(`${target}.lock`, path);
  try {
    const before = isThere(target) ? await loadApprovals(target, path) : new Approvals();
    await draft.become(target, change(before).toJson());
  } catch (error) {
    await draft.drop();
    throw error instanceof QuantineError ? error : notWritten(path, describeErrno(error), error);
  }
}

/**
 * The next content of a file, which is the lock on it at the same time, as git has it: whoever made the draft is the one
 * who may write. It goes with the process, unless that is killed.
 */
class Draft {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #remove = () => rmSync(this.#path, { force: true });

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
    process.once('exit', this.#remove);
  }

  static async take(path: string, shown: string): Promise<Draft> {
    for (const deadline = performance.now() + LOCK_PATIENCE_MS; ; await wait(LOCK_RETRY_MS)) {
      try {
        return new Draft(path, await open(path, 'wx', 0o644));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritten(shown, describeErrno(cause), cause);
        if (performance.now() < deadline) continue;
        throw notWritten(shown, `somebody else is changing it; if nobody is, remove ${path}`, cause);
      }
    }
  }

  /** Once it has the name of the file, a lock that is there is somebody else's. */
  async become(target: string, text: string): Promise<void> {
    await this.#file.writeFile(text);
    await this.#file.sync();
    process.off('exit', this.#remove);
    renameSync(this.#path, target);
    await this.#file.close();
  }

  async drop(): Promise<void> {
    process.off('exit', this.#remove);
    this.#remove();
    await this.#file.close();
  }
}

function notWritten(path: string, why: string, cause: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `${path} cannot be written: ${why}`, { cause });
}
