import { posix } from 'node:path';
import type { FileSink } from '../policy/file-sink.js';
import { GIVEN_DIRECTORIES, OUTPUT_DIRECTORY, SCRATCH_DIRECTORY } from '../policy/sinks.js';

/** Stands in a path for the name of something in a directory: never empty, without a separator, and never `..`. */
export const ENTRY = '\u0000';
/** Stands for what has no separator in it, but may be empty or `..`: a stem, or the last part of who knows what. */
export const PIECE = '\u0001';

/** A path as far as it is known. */
export interface KnownPath {
  /** Its words, with `ENTRY` and `PIECE` in them. */
  readonly text: string;
  /** What follows: nothing, or nobody knows. */
  readonly rest: 'nothing' | 'anything';
  /** Of which expression it is a sign, where that was met within itself: see reading.ts. */
  readonly sign?: Sign;
}

/** Stands for whatever an expression says, in the form that pathlib holds it, or as it is resolved. */
export interface Sign {
  readonly of: object;
  readonly form: 'itself' | 'held' | 'resolved';
}

/** What stands for whatever an expression says that is being read already. */
export function signOf(of: object, form: Sign['form']): KnownPath {
  return { text: '', rest: 'anything', sign: { of, form } };
}

/** Of which nothing is known. */
export const NOWHERE: KnownPath = { text: '', rest: 'anything' };
/** The name of something in a directory. */
export const A_NAME: KnownPath = { text: ENTRY, rest: 'nothing' };
export const A_PIECE: KnownPath = { text: PIECE, rest: 'nothing' };

/** What Python would import or run: a result is none, and the next step is to import it. */
const IMPORTABLE = /\.(?:py[cdw]?|pth|so)$/i;
/** Longer ones than Linux takes. */
const LONGEST_PATH = 4_096;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they stand for what is not known.
const STAND_INS = /[\u0000\u0001]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they stand for what is not known.
const MAY_LEAD_UP = /(?:^|\/)\.*\u0001[.\u0001]*\//;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they stand for what is not known.
const MAY_END_UP = /(?:^|\/)(\.*\u0001[.\u0001]*)$/;

/** The path that a text of the source says. */
export function wholePath(text: string): KnownPath {
  return STAND_INS.test(text) ? NOWHERE : settled({ text, rest: 'nothing' });
}

/** A path is known as far as no part of it may be `..`. One that is said again and again doubles, so that it ends. */
export function settled({ text, rest }: KnownPath): KnownPath {
  if (text.length > LONGEST_PATH) return settled({ text: text.slice(0, LONGEST_PATH), rest: 'anything' });
  const doubtful = text.includes(PIECE) ? MAY_LEAD_UP.exec(text) : null;
  if (doubtful === null) return { text, rest };
  return { text: text.slice(0, doubtful.index + (doubtful[0].startsWith('/') ? 1 : 0)), rest: 'anything' };
}

/** A path without a last part that may be `..` or nothing at all. */
export function withoutDoubtfulEnd(path: KnownPath): KnownPath {
  const end = path.rest === 'nothing' ? MAY_END_UP.exec(path.text)?.[1] : undefined;
  return end === undefined ? path : { text: path.text.slice(0, -end.length), rest: 'anything' };
}

/** One text after the other. */
export function concatenated(first: KnownPath, second: KnownPath): KnownPath {
  if (first.rest === 'anything') return { text: first.text, rest: 'anything' };
  const path: KnownPath = { text: first.text + second.text, rest: second.rest };
  return path.text.length > LONGEST_PATH || second.text.includes('/') ? settled(path) : path;
}

/** One path below the other, as `os.path.join` puts them together: a later absolute one replaces the former. */
export function joined(first: KnownPath, second: KnownPath): KnownPath {
  if (second.text.startsWith('/') || (first.text === '' && first.rest === 'nothing')) return second;
  const isOpen = first.rest !== 'nothing' || first.text.endsWith('/');
  return concatenated(isOpen ? first : settled({ text: `${first.text}/`, rest: 'nothing' }), second);
}

/** What lies in a directory, or below it. */
export function within(directory: KnownPath): KnownPath {
  return joined(directory, A_NAME);
}

/**
 * Whether a path lies in a directory that the sandbox gives, or is one where a directory is asked for. Of a path to
 * write to, the beginning is enough where it is in /output: nothing else can be written to, and nothing to import.
 */
export function isGivenPath(
  path: KnownPath,
  { writes, isDirectory }: Pick<FileSink, 'writes' | 'isDirectory'>,
): boolean {
  const known = withoutDoubtfulEnd(path);
  const isWhole = known.rest === 'nothing';
  const normal = posix.normalize(known.text.replaceAll(/\/{2,}/g, '/'));
  const text = isDirectory === true && isWhole && !normal.endsWith('/') ? `${normal}/` : normal;
  const given = isDirectory === true ? [...GIVEN_DIRECTORIES, SCRATCH_DIRECTORY] : GIVEN_DIRECTORIES;
  if (writes === true && isWhole && IMPORTABLE.test(text)) return false;
  if (isWhole) return given.some((directory) => text.startsWith(directory));
  return writes === true && text.startsWith(OUTPUT_DIRECTORY);
}
