import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeErrno } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';

/**
 * Writes a file in one step: whoever reads it finds the old text or the new, and never a part.
 * @param flag the option that named it, for the message
 * @throws QuantineError BAD_REQUEST where it cannot be written
 */
export async function writeWholeFile(path: string, text: string, flag: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    if (await isReplaceable(target)) await replace(target, text);
    else await writeFile(target, text);
  } catch (cause) {
    throw new QuantineError('BAD_REQUEST', `${flag} ${path} cannot be written to: ${describeErrno(cause)}`, { cause });
  }
}

/** A pipe or a device is written to, and stays what it is. */
async function isReplaceable(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found === null || found.isFile();
}

async function replace(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(path), `.quantine-${randomUUID()}`);
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
