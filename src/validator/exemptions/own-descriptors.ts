import type { Facts } from '../facts.js';
import type { ReflectionCall } from '../reads/reflections.js';
import type { Node } from '../tree/syntax-tree.js';

/** By which Python asks a descriptor for the value of an object, and tells it its name. */
const ACCESSES: ReadonlySet<string> = new Set(['__get__', '__set__', '__delete__']);
const NAMING = '__set_name__';
const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const BLOCKS: ReadonlySet<string> = new Set(['block', 'module']);

/**
 * Whether a reflection is what a descriptor does: `getattr(obj, self.private)` in `__get__`, of the object that Python
 * hands it. Not where the source calls such a method itself, with whatever object it likes.
 */
export function isOfDescriptor(facts: Facts, { node, owner, written }: ReflectionCall): boolean {
  const { tree, attributes } = facts;
  const method = tree.ancestor(node, FUNCTIONS);
  if (tree.kind(method) !== 'function_definition' || !ACCESSES.has(nameOf(facts, method))) return false;
  const [self = '', object = ''] = parametersOf(facts, method);
  if (!isSoleName(facts, owner, object) || !isAttributeOf(facts, written, self)) return false;
  const isCalled = attributes.some(({ name }) => ACCESSES.has(name) || name === NAMING);
  return !isCalled && isTold(facts, method);
}

function nameOf({ tree }: Facts, definition: Node): string {
  return tree.identifier(tree.child(definition, 'name'));
}

function parametersOf({ tree }: Facts, method: Node): string[] {
  const parameters = tree.children(tree.child(method, 'parameters')).slice(0, 2);
  return parameters.filter((node) => tree.kind(node) === 'identifier').map((node) => tree.identifier(node));
}

// A name that is bound anew may be another object.
function isSoleName({ tree, names }: Facts, node: Node, name: string): boolean {
  const inner = tree.unwrap(node);
  if (tree.kind(inner) !== 'identifier' || name === '' || tree.identifier(inner) !== name) return false;
  return names.bindingsOf(inner)?.length === 1;
}

function isAttributeOf(facts: Facts, node: Node, self: string): boolean {
  const inner = facts.tree.unwrap(node);
  return facts.tree.kind(inner) === 'attribute' && isSoleName(facts, facts.tree.child(inner, 'object'), self);
}

// Its class is told the name by Python.
function isTold(facts: Facts, method: Node): boolean {
  const { tree, functions } = facts;
  const body = tree.ancestor(method, BLOCKS);
  if (tree.kind(tree.parent(body)) !== 'class_definition') return false;
  return functions.some((own) => nameOf(facts, own) === NAMING && tree.ancestor(own, BLOCKS) === body);
}
