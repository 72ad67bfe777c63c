import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What one ignore file, or somebody else who leaves files out, says. */
export interface IgnoreFile {
  /** Whom a person should ask about it: the file's path, as it is shown. */
  readonly by: string;
  /** The absolute folder that its patterns are relative to. */
  readonly base: string;
  readonly patterns: readonly string[];
}

const MOST_BYTES = 256 * 1024;
const MOST_PATTERNS = 2_000;
const MOST_CHARACTERS = 1_000;
// Each wildcard multiplies what matching may cost: the folder is foreign, and so are its patterns.
const MOST_WILDCARDS = 4;

/**
 * An ignore file of a folder; undefined where there is none. As in Git a link is not followed. What cannot be read, and
 * what would take long to match, leaves nothing out: more is checked than was asked for, and never less.
 * @param name its path in the folder
 */
export async function readIgnoreFile(base: string, name: string, by: string): Promise<IgnoreFile | undefined> {
  const text = await textOf(join(base, name));
  return text === undefined ? undefined : { by, base, patterns: text.split(/\r?\n/) };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    // A pipe by that name would be waited for, were it opened otherwise.
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
    return bytesRead > MOST_BYTES ? undefined : buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  }
}

/** The patterns of a file as if they stood in one at the root of all folders, the way Git reads them. */
export function rootedPatterns({ base, patterns }: IgnoreFile): readonly string[] {
  const place = placeOf(base);
  const prefix = place === '' ? '/' : `/${place.replace(/[\\*?[\]!#]/g, '\\$&')}/`;
  return patterns
    .filter((pattern) => pattern.trim() !== '' && !pattern.startsWith('#') && isCheap(pattern))
    .slice(0, MOST_PATTERNS)
    .map((pattern) => {
      const isNegative = pattern.startsWith('!');
      const body = isNegative ? pattern.slice(1) : pattern;
      const isAnchored = body.trimEnd().slice(0, -1).includes('/');
      return `${isNegative ? '!' : ''}${prefix}${isAnchored ? '' : '**/'}${body.replace(/^\//, '')}`;
    });
}

/** An absolute path as the matcher wants it: with slashes, relative to the root of all folders. */
export function placeOf(path: string): string {
  return path.split(sep).slice(1).join('/');
}

function isCheap(pattern: string): boolean {
  return pattern.length <= MOST_CHARACTERS && (pattern.match(/\*+/g)?.length ?? 0) <= MOST_WILDCARDS;
}
