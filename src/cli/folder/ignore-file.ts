import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What one ignore file, or somebody else who leaves files out, says. */
export interface IgnoreFile {
  /** Whom a person should ask about it: the file's path, as it is shown. */
  readonly by: string;
  /** The absolute folder that its patterns are relative to. */
  readonly base: string;
  /** Undefined where it is there and cannot be read: it may take back whatever was said before it. */
  readonly patterns: readonly string[] | undefined;
}

/** Patterns as the matcher takes them. */
export interface RootedPatterns {
  readonly patterns: readonly string[];
  /** Whether something that is not among them takes back what was said before: then that must leave nothing out. */
  readonly startsAnew: boolean;
}

export const GIT_IGNORE = '.gitignore';

const MOST_BYTES = 256 * 1024;
const MOST_PATTERNS = 2_000;
const MOST_CHARACTERS = 1_000;
// Each wildcard multiplies what matching may cost: the folder is foreign, and so are its patterns.
const MOST_WILDCARDS = 4;

/** An empty line, a comment, and what names no file: at the root of all folders a lone slash would stand for a folder. */
const SAYS_NOTHING = /^(?:#|!?\/* *$)/;

/** What Git takes for no ignore file, and goes on without: a link, and what is no file. */
class NotForGit extends Error {}

/**
 * An ignore file of a folder; undefined where there is none. What cannot be read, and what would take long to match, leaves
 * nothing out, nor does what stands before it where it would take that back: more is checked than was asked for, and never
 * less. A link is not followed; as `.gitignore` it counts for nothing, as it does in Git.
 * @param name its path in the folder
 */
export async function readIgnoreFile(base: string, name: string, by: string): Promise<IgnoreFile | undefined> {
  try {
    return { by, base, patterns: patternsIn(await bytesOf(join(base, name))) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isNone = code === 'ENOENT' || code === 'ENOTDIR';
    const isNoneForGit = name === GIT_IGNORE && (error instanceof NotForGit || code === 'ELOOP' || code === 'ENXIO');
    return isNone || isNoneForGit ? undefined : { by, base, patterns: undefined };
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  // A pipe by that name would be waited for, were it opened otherwise.
  await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (!(await file.stat()).isFile()) throw new NotForGit();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
  if (bytesRead > MOST_BYTES) throw new Error('it is too large');
  return buffer.subarray(0, bytesRead);
}

function patternsIn(bytes: Buffer): readonly string[] {
  return byteLetters(bytes)
    .replace(BYTE_ORDER_MARK, '')
    .split(/\r?(?:\n|$)/);
}

/**
 * Bytes as a text of one letter each, because Git matches bytes: its `?` is no `é`, which has two. Above ASCII a letter
 * stands for a byte that is no blank and no letter of the matcher's own.
 */
function byteLetters(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0x100 + byte.charCodeAt(0)));
}

const BYTE_ORDER_MARK = new RegExp(`^${byteLetters(Buffer.from('\uFEFF'))}`);

/** The patterns of a policy, or of ours, as if they came from a file. */
export function ignoreFileOf(by: string, base: string, patterns: readonly string[]): IgnoreFile {
  return { by, base, patterns: patterns.map((pattern) => byteLetters(Buffer.from(pattern))) };
}

/** The patterns of a file as if they stood in one at the root of all folders, the way Git reads them. */
export function rootedPatterns({ base, patterns }: IgnoreFile): RootedPatterns {
  if (patterns === undefined) return { patterns: [], startsAnew: true };
  const place = placeOf(base);
  const prefix = place === '' ? '/' : `/${place.replace(/[\\*?[\]!#]/g, '\\$&')}/`;
  let rooted: string[] = [];
  let startsAnew = false;
  for (const pattern of patterns) {
    if (SAYS_NOTHING.test(pattern)) continue;
    if (rooted.length < MOST_PATTERNS && canBeMatched(pattern)) rooted.push(rootedIn(prefix, pattern));
    else if (pattern.startsWith('!')) [rooted, startsAnew] = [[], true];
  }
  return { patterns: rooted, startsAnew };
}

function rootedIn(prefix: string, pattern: string): string {
  const isNegative = pattern.startsWith('!');
  const body = isNegative ? pattern.slice(1) : pattern;
  // Git takes blanks away from the end, and no other white space.
  const isAnchored = body.replace(/ +$/, '').slice(0, -1).includes('/');
  return `${isNegative ? '!' : ''}${prefix}${isAnchored ? '' : '**/'}${body.replace(/^\//, '')}`;
}

/** An absolute path as the matcher wants it: with slashes, relative to the root of all folders, a letter for each byte. */
export function placeOf(path: string): string {
  return byteLetters(Buffer.from(path.split(sep).slice(1).join('/')));
}

/** In few steps; and the matcher would take a carriage return at the end for one of the line's end, which is gone. */
function canBeMatched(pattern: string): boolean {
  if (pattern.endsWith('\r')) return false;
  return pattern.length <= MOST_CHARACTERS && (pattern.match(/\*+/g)?.length ?? 0) <= MOST_WILDCARDS;
}
