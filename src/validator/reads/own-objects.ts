import type { NameResolver } from '../names/name-resolver.js';
import type { NamedTree } from '../names/named-tree.js';
import { positionalArguments } from '../tree/calls.js';
import { kindSet } from '../tree/kinds.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { wholeTarget } from '../tree/targets.js';
import type { AttributeRead } from './attribute-reads.js';

/** How a method and a class method call what they belong to. */
export const RECEIVERS: ReadonlySet<string> = new Set(['self', 'cls']);
const WRITES = kindSet(['assignment', 'augmented_assignment']);

/** Whether an object is of the strategy's own making: `self`, `cls`, `super()`, or an instance of a class it defines. */
export function isOwnObject({ tree, names }: NamedTree, node: Node): boolean {
  const inner = tree.unwrap(node);
  if (isSuper(tree, names, inner)) return true;
  if (tree.kind(inner) !== 'identifier' || names.namesOf(inner).length > 0) return false;
  if (RECEIVERS.has(tree.identifier(inner))) return true;
  const made = names.soleValue(inner);
  if (made === NONE || tree.kind(made) !== 'call') return false;
  const maker = tree.unwrap(tree.child(made, 'function'));
  const isNew = tree.kind(maker) === 'attribute' && tree.identifier(tree.child(maker, 'attribute')) === '__new__';
  return isClassOfOwn(tree, names, isNew ? tree.unwrap(tree.child(maker, 'object')) : maker);
}

/** Whether an expression is a class of the strategy's own: its name, `cls`, `type(self)`, or `self.__class__`. */
export function isClassOfOwn(tree: SyntaxTree, names: NameResolver, maker: Node): boolean {
  if (tree.kind(maker) === 'attribute') return isClassOfReceiver(tree, maker);
  if (tree.kind(maker) === 'identifier') return tree.identifier(maker) === 'cls' || isOwnClass(tree, names, maker);
  if (tree.kind(maker) !== 'call' || !names.namesOf(tree.child(maker, 'function')).includes('builtins.type'))
    return false;
  const [object = NONE, ...more] = positionalArguments(tree, maker);
  if (more.length > 0 || tree.kind(object) !== 'identifier') return false;
  return RECEIVERS.has(tree.identifier(object));
}

function isClassOfReceiver(tree: SyntaxTree, node: Node): boolean {
  const owner = tree.unwrap(tree.child(node, 'object'));
  if (tree.identifier(tree.child(node, 'attribute')) !== '__class__') return false;
  return tree.kind(owner) === 'identifier' && RECEIVERS.has(tree.identifier(owner));
}

/** Whether an expression is `super()`: the object itself, by the eyes of its base classes. */
export function isSuper(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  return tree.kind(node) === 'call' && names.namesOf(tree.child(node, 'function')).includes('builtins.super');
}

/** Whether a name is that of a class which the source defines. */
export function isOwnClass(tree: SyntaxTree, names: NameResolver, maker: Node): boolean {
  const [binding, ...others] = (names.bindingsOf(maker) ?? []).slice(0, 2);
  if (binding?.meaning.kind !== 'definition' || others.length > 0) return false;
  return tree.kind(binding.meaning.node) === 'class_definition';
}

/**
 * The names of the attributes that the source gives to its own objects. What such a one holds was judged where it was
 * written, so that `self._gc = fast > slow` has nothing to do with the module gc.
 */
export function attributesGivenToOwnObjects(
  tree: SyntaxTree,
  names: NameResolver,
  attributes: readonly AttributeRead[],
): ReadonlySet<string> {
  const given = attributes.filter(({ node, by }) => by === 'dot' && isWritten(tree, node));
  return new Set(given.filter(({ node }) => isOwnObject({ tree, names }, tree.child(node, 'object'))).map(nameOf));
}

function nameOf({ name }: AttributeRead): string {
  return name;
}

/** Whether an attribute is given a value, alone or among others. */
export function isWritten(tree: SyntaxTree, node: Node): boolean {
  const target = wholeTarget(tree, node);
  return tree.isOneOf(tree.parent(target), WRITES) && tree.field(target) === 'left';
}

interface OwnAttributes extends NamedTree {
  readonly ownAttributes: ReadonlySet<string>;
}

/** Whether an attribute is one that the source gave to this very object of its own. */
export function isOwnAttribute(facts: OwnAttributes, node: Node): boolean {
  const { tree, ownAttributes } = facts;
  if (tree.kind(node) !== 'attribute' || !isOwnObject(facts, tree.child(node, 'object'))) return false;
  return ownAttributes.has(tree.identifier(tree.child(node, 'attribute')));
}
