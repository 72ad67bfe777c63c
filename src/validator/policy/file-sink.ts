import type { EffectKind } from './effects.js';

/** Which argument of a function is a path, by position and by keyword. */
export interface PathArgument {
  readonly index: number;
  readonly keyword: string;
}

/** A function that touches files, addresses or databases. */
export interface FileSink {
  readonly why: string;
  readonly does: EffectKind;
  /** Absent: no path makes it acceptable. */
  readonly path?: PathArgument;
  /** Whether it writes: then a path that begins in /output is enough, because the rest of the disk is read-only. */
  readonly writes?: boolean;
  /** Whether the path is a directory's: then it may be one of the given ones itself, or below /tmp. */
  readonly isDirectory?: boolean;
  /** Whether it is a method of arrays whose name others bear too. */
  readonly isArray?: boolean;
  /** Where another argument is a path too. */
  readonly also?: FileSink;
  /** Whether others than paths stand there too, such as a format or a style: only what looks like a path is one. */
  readonly takesOtherTexts?: boolean;
}

export const firstPath = (keyword: string): PathArgument => ({ index: 0, keyword });
export const secondPath = (keyword: string): PathArgument => ({ index: 1, keyword });

type Rows = [string, FileSink][];

/** Functions that no path makes acceptable. */
export function forbidden(why: string, does: EffectKind, names: readonly string[]): Rows {
  return names.map((name) => [name, { why, does }]);
}

/** @param path the keyword of their first argument, or which argument is the path */
export function readers(path: string | PathArgument, names: readonly string[]): Rows {
  const argument = typeof path === 'string' ? firstPath(path) : path;
  const sink: FileSink = { why: 'reads a file or an address', does: 'reads-files', path: argument };
  return names.map((name) => [name, sink]);
}

export function writers(path: PathArgument, names: readonly string[]): Rows {
  const sink: FileSink = { why: 'writes a file', does: 'writes-files', path, writes: true };
  return names.map((name) => [name, sink]);
}
