import { realpath, stat } from 'node:fs/promises';
import { Draft } from '../config/draft.js';
import { describeErrno, faultOf } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import { writeToDevice } from './write-to-device.js';

/**
 * Writes a file in one step: whoever reads it finds the old text or the new, and never a part.
 * @param flag the option that named it, for the message
 * @throws QuantineError BAD_REQUEST where it cannot be written, DISK_FAILED where no other name would help
 */
export async function writeWholeFile(path: string, text: string, flag: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    if (await isReplaceable(target)) await Draft.beside(target).become(target, text);
    else await writeToDevice(target, text);
  } catch (cause) {
    const code = faultOf(cause) === 'host' ? 'DISK_FAILED' : 'BAD_REQUEST';
    throw new QuantineError(code, `${flag} ${path} cannot be written to: ${describeErrno(cause)}`, { cause });
  }
}

/** A pipe or a device is written to, and stays what it is. */
async function isReplaceable(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found === null || found.isFile();
}
