import type { SyntaxTree } from '../tree/syntax-tree.js';
import type { NameResolver } from './name-resolver.js';

/** A tree, and what its names stand for. */
export interface NamedTree {
  readonly tree: SyntaxTree;
  readonly names: NameResolver;
}
