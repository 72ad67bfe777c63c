import type { Node, SyntaxTree } from '../tree/syntax-tree.js';

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

/** Whether nobody is asked whether both sides are the same. */
export function isOfIdentity(comparison: Comparison | undefined): boolean {
  return comparison?.operator === 'is' || comparison?.operator === 'is not';
}
