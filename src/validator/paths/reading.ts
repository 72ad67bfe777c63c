import type { Node } from '../tree/syntax-tree.js';
import { concatenated, type KnownPath, NOWHERE } from './known-path.js';
import type { Known } from './mentions.js';
import type { Origins } from './origins.js';

// How paths are reasoned about.
// 1. What is known of an expression is the set of paths among which it takes its own; a larger set knows less, and
//    `NOWHERE` in it stands for every path there is. So a set may always grow, and never shrink, without a lie.
// 2. Each kind of expression has a function from the sets of its parts to its own, path by path, and for what is not
//    listed it is `UNKNOWN`: no function looks at what a set has not, so that all of them are monotone.
// 3. The answer is the least sets for which all these equations hold at once. Without circles, reading the parts gives
//    them. An expression that is met while it is being read gives a sign of itself instead of its set.
// 4. A name, `or`, `if`, a table or a loop only hands paths on, and the sign with them: back at its own expression it
//    says that the set holds itself, which adds nothing. Only that expression takes it out; others hand it further out.
// 5. `Path` and `resolve` are told by the form of the sign: done twice they change nothing more, so that their set is
//    what the others give, once as it is and once in that form.
// 6. Any other function makes a new path of a sign, as of what nobody knows: `path = path + '/..'` is never unrolled.
// 7. What was read within a circle lacks what the sign stands for, and is kept for no other question.
// 8. Whoever runs out of steps says `UNKNOWN`.

/** How the parts of a path are read. */
export interface Reading {
  readonly known: Known;
  readonly origins: Origins;
  /** The paths among which an expression takes its own; none of None, and `NOWHERE` among them where there are others. */
  pathsOf(node: Node): readonly KnownPath[];
  /** The paths of all of some expressions; `NOWHERE` where these are not known. */
  any(nodes: readonly Node[] | undefined): readonly KnownPath[];
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
