import type { Facts } from './facts.js';
import type { TextExecutor } from './policy/text-executors.js';
import type { Node } from './tree.js';

/** A text that is run, and could be read. */
export interface EmbeddedCode {
  readonly facts: Facts;
  /** Where the text stands in the source around it. */
  readonly node: Node;
  /** What runs it: `exec`, `query`. */
  readonly executor: string;
  /** What the text went through before: `base64.b64decode`. */
  readonly decoders: readonly string[];
}

/** A text that is run, and could not be read. */
export interface UnreadText {
  readonly node: Node;
  readonly executor: string;
  readonly points: number;
}

/** What a source runs that is not written as code in it. */
export interface EmbeddedTexts {
  readonly codes: readonly EmbeddedCode[];
  readonly unread: readonly UnreadText[];
}

/** One argument that is a text to run. */
export interface TextSite {
  readonly call: Node;
  readonly argument: Node;
  readonly executor: string;
  readonly row: TextExecutor;
}

export const NO_EMBEDDED_TEXTS: EmbeddedTexts = { codes: [], unread: [] };
