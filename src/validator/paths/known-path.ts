import { posix } from 'node:path';
import type { FileSink } from '../policy/file-sink.js';
import { GIVEN_DIRECTORIES, OUTPUT_DIRECTORY, SCRATCH_DIRECTORY } from '../policy/sinks.js';

/** A path as far as it is known. */
export interface KnownPath {
  readonly text: string;
  /** What follows: nothing, names as they stand in a directory, which lead nowhere else, or nobody knows. */
  readonly rest: 'nothing' | 'names' | 'anything';
}

/** Of which nothing is known. */
export const NOWHERE: KnownPath = { text: '', rest: 'anything' };
/** The name of something in a directory: no separator is in it. */
export const A_NAME: KnownPath = { text: '', rest: 'names' };

/** Longer ones than Linux takes. */
const LONGEST_PATH = 8_192;
const PARENT = /(?:^|\/)\.\.(?:\/|$)/;

export function wholePath(text: string): KnownPath {
  return bounded({ text, rest: 'nothing' });
}

// Parts that are said again and again make a path that doubles with each.
function bounded(path: KnownPath): KnownPath {
  return path.text.length <= LONGEST_PATH ? path : { text: path.text.slice(0, LONGEST_PATH), rest: 'anything' };
}

/** One text after the other. */
export function concatenated(first: KnownPath, second: KnownPath): KnownPath {
  if (first.rest === 'nothing') return bounded({ text: first.text + second.text, rest: second.rest });
  const isTame = first.rest === 'names' && second.rest !== 'anything' && !second.text.includes('..');
  return isTame ? first : { text: first.text, rest: 'anything' };
}

/** One path below the other, as `os.path.join` and pathlib put them together: a later absolute one replaces the former. */
export function joined(first: KnownPath, second: KnownPath): KnownPath {
  if (second.text.startsWith('/') || (first.text === '' && first.rest === 'nothing')) return second;
  const isOpen = first.rest !== 'nothing' || first.text.endsWith('/');
  return concatenated(isOpen ? first : { text: `${first.text}/`, rest: 'nothing' }, second);
}

/** The directory that a path lies in. */
export function parentOf({ text, rest }: KnownPath): KnownPath {
  if (rest === 'nothing') return wholePath(posix.dirname(text));
  return { text: text.slice(0, text.lastIndexOf('/') + 1), rest };
}

/** A path whose last name is another, which has no separator in it: pathlib sees to that. */
export function renamed(path: KnownPath): KnownPath {
  return joined(parentOf(path), A_NAME);
}

/** What lies in a directory, or below it. */
export function within(directory: KnownPath): KnownPath {
  return joined(directory, A_NAME);
}

/** What a pattern finds: `/data/*.csv` only what lies in /data. */
export function foundBy(pattern: KnownPath): KnownPath {
  if (pattern.rest !== 'nothing') return { ...pattern };
  if (PARENT.test(pattern.text)) return NOWHERE;
  const fixed = /^[^*?[]*/.exec(pattern.text)?.[0] ?? '';
  return { text: fixed.slice(0, fixed.lastIndexOf('/') + 1), rest: 'names' };
}

/**
 * Whether a path lies in a directory that the sandbox gives, or is one where a directory is asked for. Of a path to
 * write to, the beginning is enough where it is in /output: nothing else can be written to.
 */
export function isGivenPath(
  path: KnownPath,
  { writes, isDirectory }: Pick<FileSink, 'writes' | 'isDirectory'>,
): boolean {
  const isWhole = path.rest === 'nothing';
  const normal = posix.normalize(path.text.replaceAll(/\/{2,}/g, '/'));
  const text = isDirectory === true && isWhole && !normal.endsWith('/') ? `${normal}/` : normal;
  const given = isDirectory === true ? [...GIVEN_DIRECTORIES, SCRATCH_DIRECTORY] : GIVEN_DIRECTORIES;
  if (path.rest !== 'anything') return given.some((directory) => text.startsWith(directory));
  return writes === true && text.startsWith(OUTPUT_DIRECTORY);
}
