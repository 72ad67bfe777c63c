import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import type { ChangedNames } from './changed-names.js';
import type { Choices, Constant } from './constant.js';
import type { Definitions } from './definitions.js';

/** What holds while one expression is worked out, besides what always holds. */
export interface Context {
  /** The names of a comprehension, a lambda or a function that is called. */
  readonly locals: ReadonlyMap<string, Constant>;
  /** Expressions of which one value among several is tried. */
  readonly pins?: ReadonlyMap<Node, Constant>;
}

/** How the parts of an expression are worked out. */
export interface Evaluation {
  readonly tree: SyntaxTree;
  readonly definitions: Definitions;
  /** The value of an expression; undefined where it is not known. */
  evaluate(node: Node, context: Context | undefined): Constant | undefined;
  /** The values among which an expression takes its own, and whether those are all. */
  choices(node: Node): Choices;
  /** What is given to attributes of a name, and to names of that name in the bodies of classes. */
  valuesOfAttribute(name: string): readonly Node[];
  /** The names of which the lists, tables and sets may come to hold something else than what is written. */
  changedNames(): ChangedNames;
  /** What each target of a pattern is given, as `unpack` says; asked for once per pattern. */
  unpackedBy(pattern: Node, unpack: () => ReadonlyMap<Node, Constant>): ReadonlyMap<Node, Constant>;
  /** Counts what a step cost that is not a question of its own. */
  spend(cost: number): void;
  /** What `use` makes of a function's body, which may not call itself. */
  within(body: Node, use: () => Constant | undefined): Constant | undefined;
}
