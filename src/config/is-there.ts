import { lstatSync } from 'node:fs';

/** Whether a name stands for something. A link that leads nowhere does: reading it fails, and says so. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A name that is too long, or below a folder that may not be looked into, is nothing that could be read.
    return false;
  }
}
