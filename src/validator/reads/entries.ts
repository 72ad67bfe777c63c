import type { NamedTree } from '../names/named-tree.js';
import { ENTRY_METHODS } from '../policy/carriers.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isComputedKey } from './literal-attributes.js';

/** An entry that is asked for: of what, and by which key, or `NONE`. */
interface EntryAsked {
  readonly object: Node;
  readonly key: Node;
}

/** What `x[key]`, `x.get(key)` and `getitem(x, key)` ask for; undefined of any other expression. */
export function entryAsked({ tree, names }: NamedTree, node: Node): EntryAsked | undefined {
  const kind = tree.kind(node);
  if (kind === 'subscript') return { object: tree.child(node, 'value'), key: tree.child(node, 'subscript') };
  if (kind !== 'call') return undefined;
  const callee = tree.unwrap(tree.child(node, 'function'));
  if (tree.kind(callee) === 'attribute' && ENTRY_METHODS.has(tree.identifier(tree.child(callee, 'attribute')))) {
    const [key = NONE] = positionalArguments(tree, node);
    return { object: tree.child(callee, 'object'), key };
  }
  if (!names.valuesOf(callee).includes('operator.getitem')) return undefined;
  const [object = NONE, key = NONE] = positionalArguments(tree, node);
  return { object, key };
}

/** Whether an entry is asked for by a key that nobody can read. */
export function isUnreadEntry({ tree, names }: NamedTree, { key }: EntryAsked): boolean {
  return key !== NONE && isComputedKey(tree, names, key);
}
