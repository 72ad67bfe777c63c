import type { NamedTree } from '../names/named-tree.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';

const PARAMETER = /parameter/;

/** The dotted names of an expression; none where it may stand for something else besides. */
export function sureNames(known: NamedTree, node: Node): readonly string[] {
  const { tree, names } = known;
  const found = names.namesOf(node);
  if (found.length === 0) return found;
  let root = tree.unwrap(node);
  while (tree.kind(root) === 'attribute') root = tree.unwrap(tree.child(root, 'object'));
  if (tree.kind(root) !== 'identifier') return found;
  return (names.bindingsOf(root) ?? []).every((binding) => isSure(known, binding)) ? found : [];
}

function isSure({ tree, names }: NamedTree, { target, meaning }: Binding): boolean {
  if (meaning.kind === 'import') return true;
  const isHanded = PARAMETER.test(tree.kind(tree.parent(target)));
  return meaning.kind === 'expression' && !isHanded && names.namesOf(meaning.node).length > 0;
}
