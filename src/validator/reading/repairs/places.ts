import { NONE, type Node, type SyntaxTree } from '../../tree/syntax-tree.js';

/** The last node that begins before an offset, or at it; the root where none does. */
export function lastFrom(tree: SyntaxTree, offset: number): Node {
  let low = 0;
  let high = tree.size - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tree.start(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The innermost node of which the character at an offset is a part. */
export function innermostAt(tree: SyntaxTree, offset: number): Node {
  let node = lastFrom(tree, offset);
  while (node > 0 && tree.end(node) <= offset) node = tree.parent(node);
  return node;
}

/** The nodes around one, from its parent to the root. */
export function* around(tree: SyntaxTree, node: Node): Generator<Node, void> {
  for (let above = tree.parent(node); above !== NONE; above = tree.parent(above)) yield above;
}
