import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** What a source assigns to attributes, by their names: `self.name = value`, and `name = value` in the body of a class. */
export function givenToAttributes(tree: SyntaxTree): ReadonlyMap<string, readonly Node[]> {
  const given = new Map<string, Node[]>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'assignment') continue;
    const name = attributeAssigned(tree, node);
    const value = tree.child(node, 'right');
    if (name === undefined || value === NONE) continue;
    const values = given.get(name);
    if (values === undefined) given.set(name, [value]);
    else values.push(value);
  }
  return given;
}

function attributeAssigned(tree: SyntaxTree, assignment: Node): string | undefined {
  const left = tree.child(assignment, 'left');
  if (tree.kind(left) === 'attribute') return tree.identifier(tree.child(left, 'attribute'));
  const block = tree.parent(tree.parent(assignment));
  const isInClass = tree.kind(tree.parent(block)) === 'class_definition';
  return isInClass && tree.kind(left) === 'identifier' ? tree.identifier(left) : undefined;
}
