import { posix } from 'node:path';
import type { FileSink } from '../policy/file-sink.js';
import { GIVEN_DIRECTORIES, OUTPUT_DIRECTORY, SCRATCH_DIRECTORY } from '../policy/sinks.js';

/** Stands in a path for the name of something in a directory: never empty, without a separator, neither `.` nor `..`. */
export const ENTRY = '\u0000';

/** A path as far as it is known. */
export interface KnownPath {
  /** Its words, with `ENTRY` in them. */
  readonly text: string;
  /** What follows: nothing, or nobody knows. */
  readonly rest: 'nothing' | 'anything';
  /** What it is where it is no path, of which as a path nothing is known. */
  readonly thing?: Thing;
}

/**
 * An object or a class of the source's own, a parser of options, the options themselves, these with what is no option
 * (`parse_known_args`), or a file that lies in memory or was judged where it was opened.
 */
export type Thing = 'object' | 'parser' | 'options' | 'known options' | 'file';

/** Of which nothing is known. */
export const NOWHERE: KnownPath = { text: '', rest: 'anything' };
/** The name of something in a directory. */
export const A_NAME: KnownPath = { text: ENTRY, rest: 'nothing' };
/** What Python would import or run: a result is none, and the next step is to import it. */
const IMPORTABLE = /\.(?:py[cdw]?|pth|so)$/i;
/** Longer ones than Linux takes. */
const LONGEST_PATH = 4_096;

/** The path that a text of the source says. */
export function wholePath(text: string): KnownPath {
  return text.includes(ENTRY) ? NOWHERE : { text, rest: 'nothing' };
}

/** One text after the other. One that is said again and again doubles, so that it ends. */
export function concatenated(first: KnownPath, second: KnownPath): KnownPath {
  if (first.rest === 'anything') return { text: first.text, rest: 'anything' };
  const text = first.text + second.text;
  if (text.length > LONGEST_PATH) return { text: text.slice(0, LONGEST_PATH), rest: 'anything' };
  return { text, rest: second.rest };
}

/** One path below the other, as `os.path.join` puts them together: a later absolute one replaces the former. */
export function joined(first: KnownPath, second: KnownPath): KnownPath {
  if (second.text.startsWith('/') || (first.text === '' && first.rest === 'nothing')) return second;
  const isOpen = first.rest !== 'nothing' || first.text.endsWith('/');
  return concatenated(isOpen ? first : { text: `${first.text}/`, rest: 'nothing' }, second);
}

/**
 * Whether a path lies in a directory that the sandbox gives, or is one where a directory is asked for. Of a path to
 * write to, the beginning is enough where it is in /output: nothing else can be written to, and nothing to import.
 */
export function isGivenPath(
  { text, rest, thing }: KnownPath,
  { writes, isDirectory }: Pick<FileSink, 'writes' | 'isDirectory'>,
): boolean {
  const isWhole = rest === 'nothing';
  const normal = posix.normalize(text.replaceAll(/\/{2,}/g, '/'));
  const known = isDirectory === true && isWhole && !normal.endsWith('/') ? `${normal}/` : normal;
  const given = isDirectory === true ? [...GIVEN_DIRECTORIES, SCRATCH_DIRECTORY] : GIVEN_DIRECTORIES;
  if (writes === true && isWhole && IMPORTABLE.test(known)) return false;
  if (isWhole) return given.some((directory) => known.startsWith(directory));
  return thing === 'file' || (writes === true && known.startsWith(OUTPUT_DIRECTORY));
}
