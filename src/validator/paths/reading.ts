import type { Node } from '../tree/syntax-tree.js';
import { concatenated, type KnownPath, NOWHERE } from './known-path.js';
import type { Known } from './mentions.js';
import type { Origins } from './origins.js';

/** Stands for what an expression says of itself: `out = out or '/output/x.csv'`. */
export const ITSELF: KnownPath = { text: '', rest: 'anything' };
/** The same as pathlib holds it, and as it is resolved: `out = Path(out)`. */
export const ITSELF_HELD: KnownPath = { text: '', rest: 'anything' };
export const ITSELF_RESOLVED: KnownPath = { text: '', rest: 'anything' };

/** How the parts of a path are read. */
export interface Reading {
  readonly known: Known;
  readonly origins: Origins;
  /** The paths among which an expression takes its own; none of None, and `NOWHERE` among them where there are others. */
  pathsOf(node: Node): readonly KnownPath[];
  /**
   * The paths among which each is that a loop takes from an expression.
   * @param way which part of each element is taken, the way into it; empty for the whole of it
   */
  elementsOf(node: Node, way: readonly number[]): readonly KnownPath[];
}

export const UNKNOWN: readonly KnownPath[] = [NOWHERE];
/** Among more an expression does not choose. */
export const MOST_PATHS = 64;

/** What each of some paths and each of others make together. */
export function combined(
  first: readonly KnownPath[],
  second: readonly KnownPath[],
  by: (one: KnownPath, other: KnownPath) => KnownPath,
): readonly KnownPath[] {
  if (first.length * second.length > MOST_PATHS) return UNKNOWN;
  return first.flatMap((one) => second.map((other) => by(one, other)));
}

/** Pieces of a text, one after the other; a piece that is None says what no path is. */
export function strung(pieces: Iterable<readonly KnownPath[]>): readonly KnownPath[] {
  let whole: readonly KnownPath[] = [{ text: '', rest: 'nothing' }];
  for (const piece of pieces) {
    whole = combined(whole, piece.length === 0 ? UNKNOWN : piece, concatenated);
    if (whole.every(({ rest }) => rest === 'anything')) return whole;
  }
  return whole;
}
