import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything of ours that decides what a report says: the modules with the tables beside them, and what a build packs. */
const JUDGING = ['../../core/', '../../config/', '../../validator/', '../parts/'] as const;
/** What Node compiled of the packed modules says nothing that they do not. */
const COMPILED = '.compiled';

/** Below the user's folder of caches. */
export const REPORTS = join('quantine', 'reports');

/**
 * The folder in which this build keeps its reports, made where it is not there.
 * @param cacheDir the user's folder of caches
 * @returns undefined where it cannot be made, is a link, or is somebody else's to write or read
 */
export function openCache(cacheDir: string): string | undefined {
  const reports = join(cacheDir, REPORTS);
  const folder = join(reports, buildId());
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    return [dirname(reports), reports, folder].every(isOursAlone) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isOursAlone(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}

/**
 * Names what judges: our own files, the parser that is installed, and the Unicode tables of this Node. A version would
 * not do: a checkout changes with every edit.
 */
export function buildId(): string {
  const hash = createHash('sha256').update(`1 ${process.versions.unicode} ${process.versions.v8}`);
  const folders = JUDGING.map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  for (const folder of folders) if (existsSync(folder)) addFolder(hash, folder);
  const parser = dirname(createRequire(import.meta.url).resolve('web-tree-sitter'));
  hash.update(readFileSync(join(parser, 'package.json')));
  return hash.digest('hex').slice(0, 32);
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else if (!entry.name.endsWith(COMPILED)) hash.update(`\n${entry.name}\n`).update(readFileSync(path));
  }
}
