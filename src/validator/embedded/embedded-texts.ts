import type { TextExecutor } from '../policy/text-executors.js';
import type { Node } from '../tree/syntax-tree.js';

/** A text that is run, and could not be read. */
export interface UnreadText {
  readonly node: Node;
  readonly executor: string;
  readonly points: number;
}

/** One argument that is a text to run. */
export interface TextSite {
  readonly call: Node;
  readonly argument: Node;
  readonly executor: string;
  readonly row: TextExecutor;
}
