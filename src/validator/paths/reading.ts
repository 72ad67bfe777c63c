import type { Node } from '../tree/syntax-tree.js';
import { concatenated, type KnownPath, NOWHERE, type Thing } from './known-path.js';
import type { Harvested, Mentions } from './mentions.js';

/** What is known of a source when its paths are asked for. */
export interface Known extends Harvested {
  readonly mentions: Mentions;
}

export type Paths = readonly KnownPath[];

/** How the parts of a path are read. */
export interface Reading {
  /** The paths among which an expression takes its own; none of None, and `NOWHERE` where there may be others. */
  pathsOf(node: Node): Paths;
  /** The paths of all of some expressions; `NOWHERE` where these are not known. */
  any(nodes: readonly Node[] | undefined): Paths;
  /**
   * The paths among which each is that a loop takes from an expression.
   * @param way which part of each element is taken, the way into it; empty for the whole of it
   */
  elementsOf(node: Node, way: readonly number[]): Paths;
  /** Says that nothing is known, unless a further round changes what led here. */
  doubt(): void;
}

export const UNKNOWN: Paths = [NOWHERE];
/** Among more an expression does not choose. */
export const MOST_PATHS = 64;

/** What each of some paths and each of others make together. */
export function combined(first: Paths, second: Paths, by: (one: KnownPath, other: KnownPath) => KnownPath): Paths {
  if (first.length * second.length > MOST_PATHS) return UNKNOWN;
  return first.flatMap((one) => second.map((other) => by(one, other)));
}

/** Pieces of a text, one after the other; a piece that is None says what no path is. */
export function strung(pieces: readonly Paths[]): Paths {
  const known = pieces.map((piece) => (piece.length === 0 ? UNKNOWN : piece));
  return known.reduce((whole, piece) => combined(whole, piece, concatenated), [{ text: '', rest: 'nothing' }]);
}

/** Whether an expression surely is a thing of one kind, or None. */
export function isEach(reading: Reading, node: Node, thing: Thing): boolean {
  return reading.pathsOf(node).every((path) => path.thing === thing);
}
