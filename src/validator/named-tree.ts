import type { NameResolver } from './names.js';
import type { SyntaxTree } from './tree.js';

/** A tree, and what its names stand for. */
export interface NamedTree {
  readonly tree: SyntaxTree;
  readonly names: NameResolver;
}
