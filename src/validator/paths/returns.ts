import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

const DEFINITIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);
/** A longer function is not looked through: every use of it would cost as much again. */
const MOST_NODES = 2_000;

/** What a function of the source returns, each expression of it; empty where it is too long or returns nothing. */
export function returnsOf(tree: SyntaxTree, definition: Node): readonly Node[] {
  if (tree.kind(definition) !== 'function_definition' || tree.after(definition) - definition > MOST_NODES) return [];
  const returned: Node[] = [];
  for (let node = tree.child(definition, 'body'); node < tree.after(definition); ) {
    const kind = tree.kind(node);
    if (kind === 'yield') return [];
    if (kind === 'return_statement' && tree.firstChild(node) !== NONE) returned.push(tree.firstChild(node));
    node = DEFINITIONS.has(kind) ? tree.after(node) : node + 1;
  }
  return returned;
}
