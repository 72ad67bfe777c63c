import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Draft } from '../config/draft.js';
import { isThere } from '../config/is-there.js';
import { readTextFile } from '../config/read-text-file.js';
import { monotonicMs } from '../core/clock.js';
import { describeErrno, faultOf } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { refuseOddPath } from '../core/given-options.js';
import { Approvals } from './approvals.js';

export const APPROVALS_FILE_NAME = 'quantine-approvals.json';

const CANNOT_BE_WRITTEN =
  'See that its folder is there and you may write to it, or name another file with --approvals.';
const MOST_MIB = 64;
const LOCK_PATIENCE_MS = 5_000;
const LOCK_RETRY_MS = 25;

/**
 * The decisions in a file.
 * @throws QuantineError BAD_REQUEST where it cannot be read, or is damaged
 */
export async function loadApprovals(path: string, shown: string = path): Promise<Approvals> {
  refuseOddPath(path, 'approvals');
  const { NEXT_STEP, readApprovals } = await import('./read-approvals.js');
  return readApprovals(await readTextFile(path, { shown, mostMiB: MOST_MIB, nextStep: NEXT_STEP }), shown);
}

/** The nearest file of approvals, in this absolute folder or above it. */
export function findApprovals(folder: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, APPROVALS_FILE_NAME);
    if (isThere(path)) return path;
    if (dirname(here) === here) return undefined;
  }
}

/**
 * Changes a file of approvals, or makes it, in one step. Of two at once the second waits for the first, and what it
 * changes is what the first left.
 * @param shown the path as the user knows it
 * @throws QuantineError BAD_REQUEST where it is damaged, cannot be written, or somebody else does not let go of it
 */
export async function changeApprovals(
  path: string,
  change: (before: Approvals) => Approvals,
  shown: string = path,
): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path));
  await refuseReadOnly(target, shown);
  const draft = await lockOn(target, target === resolve(path) ? shown : target, shown);
  try {
    const before = isThere(target) ? await loadApprovals(target, shown) : new Approvals();
    await draft.become(target, change(before).toJson(), true);
  } catch (error) {
    draft.drop();
    throw error instanceof QuantineError ? error : notWritten(shown, describeErrno(error), error);
  }
}

/** Its folder would let it be replaced: whoever took away the right to write to the file does not want that. */
async function refuseReadOnly(target: string, shown: string): Promise<void> {
  try {
    if (isThere(target)) await access(target, constants.W_OK);
  } catch (cause) {
    throw notWritten(shown, describeErrno(cause), cause);
  }
}

/**
 * The draft of the next content, which is the lock on a file at the same time, as git has it: who made it may write.
 * @param besides what the lock lies beside, as the user knows it
 */
async function lockOn(target: string, besides: string, shown: string): Promise<Draft> {
  for (const deadline = monotonicMs() + LOCK_PATIENCE_MS; ; await wait(LOCK_RETRY_MS)) {
    try {
      return Draft.at(`${target}.lock`, 0o644);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw notWritten(shown, `there is no folder ${dirname(shown)}`, cause);
      if (code !== 'EEXIST') throw notWritten(shown, describeErrno(cause), cause);
      if (monotonicMs() < deadline) continue;
      throw notWritten(
        shown,
        'somebody else is changing it',
        cause,
        `Try again; if nobody is, remove ${besides}.lock.`,
      );
    }
  }
}

function notWritten(path: string, why: string, cause: unknown, nextStep: string = CANNOT_BE_WRITTEN): QuantineError {
  const message = `${path} cannot be written: ${why}`;
  if (faultOf(cause) === 'host') return new QuantineError('DISK_FAILED', message, { cause });
  return new QuantineError('BAD_REQUEST', message, { nextStep, cause });
}
