import type { Node, SyntaxTree } from './syntax-tree.js';

/** A comparison of two: `left is not right`. */
export interface Comparison {
  readonly left: Node;
  readonly operator: string;
  readonly right: Node;
}

/** How the two sides of a comparison are compared; undefined where there are more than two. */
export function comparisonAt(tree: SyntaxTree, node: Node): Comparison | undefined {
  const [left, operator, right, ...more] = tree.children(node);
  if (left === undefined || operator === undefined || right === undefined || more.length > 0) return undefined;
  return { left, operator: tree.textOf(operator).replaceAll(/\s+/g, ' '), right };
}
