import type { NamedTree } from '../names/named-tree.js';
import type { Node } from '../tree/syntax-tree.js';

/** More than honest code gives one name. */
const MOST_BINDINGS = 16;

/** The attributes that a name of unknown meaning may be, and any other expression itself: of `m = held.os` the latter. */
export function attributesMeant({ tree, names }: NamedTree, expression: Node): readonly Node[] {
  const inner = tree.unwrap(expression);
  if (tree.kind(inner) !== 'identifier' || names.namesOf(inner).length > 0) return [inner];
  const bindings = names.bindingsOf(inner) ?? [];
  if (bindings.length > MOST_BINDINGS) return [inner];
  const attributes = bindings.flatMap(({ meaning }) => {
    const value = meaning.kind === 'expression' ? tree.unwrap(meaning.node) : inner;
    return tree.kind(value) === 'attribute' ? [value] : [];
  });
  return [...attributes, inner];
}
