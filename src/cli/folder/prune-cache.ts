import { readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_DAYS = 30;
const MOST_BYTES = 256 * 1024 * 1024;
const MARK = '.pruned';

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

/**
 * Throws away, once a day, the reports of all builds that are older than a month, and the oldest beyond 256 MiB.
 * @param reports the folder with a folder for each build
 * @param now in milliseconds since 1970
 */
export function pruneCache(reports: string, now: number = Date.now()): void {
  try {
    if (now - markedAt(reports) < DAY_MS) return;
    // Marked before the work, so that of two at once one does it.
    writeFileSync(join(reports, MARK), '', { mode: 0o600 });
    const entries = entriesBelow(reports).toSorted((one, other) => other.writtenAt - one.writtenAt);
    let bytes = 0;
    for (const { path, bytes: own, writtenAt } of entries) {
      bytes += own;
      if (bytes > MOST_BYTES || now - writtenAt > MOST_DAYS * DAY_MS) rmSync(path, { force: true });
    }
    removeEmptyFolders(reports);
  } catch {
    // Somebody else is at it, or the disk is read-only: tomorrow is another day.
  }
}

function markedAt(reports: string): number {
  return statSync(join(reports, MARK), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function entriesBelow(folder: string): Entry[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entriesBelow(path);
    if (entry.name === MARK) return [];
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ path, bytes: found.size, writtenAt: found.mtimeMs }];
  });
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmptyFolders(path);
    try {
      rmdirSync(path);
    } catch {
      // It still holds something.
    }
  }
}
