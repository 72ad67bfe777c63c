import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';

/** What folding has to know of names. */
export interface Definitions {
  /** What a name is bound to where it is read; undefined where nothing binds it. */
  bindingsOf(identifier: Node): readonly Binding[] | undefined;
  /** The one expression that a name stands for, or `NONE` where there are several or it is not known. */
  soleValue(identifier: Node): Node;
  namesOf(node: Node): readonly string[];
}
