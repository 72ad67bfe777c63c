import type { Kind } from '../kinds.js';
import type { Node, SyntaxTree } from '../tree.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const SCOPES: ReadonlySet<string> = new Set([...FUNCTIONS, 'class_definition']);
const HANDLERS: ReadonlySet<string> = new Set(['except_clause', 'finally_clause']);

/** What is wrong with where a node of a kind stands, or with what it lacks; undefined for nothing. */
export const MISPLACED: readonly (readonly [
  kind: Kind,
  complaint: (tree: SyntaxTree, node: Node) => string | undefined,
])[] = [
  ['try_statement', (tree, node) => (isHandled(tree, node) ? undefined : 'A try without except or finally')],
  ['return_statement', (tree, node) => outside(tree, node, 'return')],
  ['yield', (tree, node) => outside(tree, node, 'yield')],
  ['await', (tree, node) => outsideAsync(tree, node)],
];

function isHandled(tree: SyntaxTree, node: Node): boolean {
  return tree.children(node).some((part) => HANDLERS.has(tree.kind(part)));
}

function outside(tree: SyntaxTree, node: Node, word: string): string | undefined {
  return FUNCTIONS.has(tree.kind(scopeOf(tree, node))) ? undefined : `A ${word} outside of a function`;
}

function outsideAsync(tree: SyntaxTree, node: Node): string | undefined {
  const isAsync = tree.textOf(scopeOf(tree, node)).startsWith('async');
  return isAsync ? undefined : 'An await outside of an async function';
}

// Defaults and decorators stand in the scope around, but nobody waits or returns in them.
function scopeOf(tree: SyntaxTree, node: Node): Node {
  return tree.ancestor(node, SCOPES);
}
