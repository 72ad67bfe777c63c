import { NONE, type Node, type SyntaxTree } from './syntax-tree.js';

const DEFINITIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

/** What a function of the source returns, each expression of it; empty where it gives back what it yields, or nothing. */
export function returnsOf(tree: SyntaxTree, definition: Node): readonly Node[] {
  if (tree.kind(definition) !== 'function_definition') return [];
  const returned: Node[] = [];
  for (let node = tree.child(definition, 'body'); node < tree.after(definition); ) {
    const kind = tree.kind(node);
    if (kind === 'yield') return [];
    if (kind === 'return_statement' && tree.firstChild(node) !== NONE) returned.push(tree.firstChild(node));
    node = DEFINITIONS.has(kind) ? tree.after(node) : node + 1;
  }
  return returned;
}
