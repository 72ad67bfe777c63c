import { byKind } from './kinds.js';
import { NONE, type Node, type SyntaxTree } from './syntax-tree.js';

/** By which field an expression is the beginning of a longer one. */
const CONTINUATIONS = byKind([
  ['attribute', 'object'],
  ['subscript', 'value'],
  ['call', 'function'],
]);

/** What continues an expression: `x.a` of `x`, `x[0]` or `x()`; `NONE` where nothing does. */
export function continuationOf(tree: SyntaxTree, node: Node): Node {
  const outer = tree.wrapped(node);
  const parent = tree.parent(outer);
  const continues = parent !== NONE && CONTINUATIONS[tree.kindNumber(parent)] === tree.field(outer);
  return continues ? parent : NONE;
}

export function isContinued(tree: SyntaxTree, node: Node): boolean {
  return continuationOf(tree, node) !== NONE;
}

/**
 * The whole of the chain that an expression begins or is part of: `x.a[0].b()` for `x.a`.
 * @param known the answers so far, which are added to: a chain asked for from its outer end costs no more than its length
 */
export function wholeChain(tree: SyntaxTree, node: Node, known: Map<Node, Node>): Node {
  let whole = node;
  let next = continuationOf(tree, whole);
  while (next !== NONE) {
    whole = known.get(next) ?? next;
    next = whole === next ? continuationOf(tree, whole) : NONE;
  }
  known.set(node, whole);
  return whole;
}
