import type { NamedTree } from '../names/named-tree.js';
import type { Binding } from '../scopes/scope.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { isOwnObject, isSuper } from './own-objects.js';

const CLASSES: ReadonlySet<string> = new Set(['class_definition']);
const MOST_BASES = 8;

interface Classes extends NamedTree {
  readonly bindings: readonly Binding[];
}

/**
 * Whether a method of an object of the strategy's own is one that the strategy wrote: in the class of the object, or in a
 * class of its own which that one inherits from. One that is not there comes from a library, where any class does.
 */
export function isOwnMethod(facts: Classes, owner: Node, method: string): boolean {
  if (!isOwnObject(facts, owner)) return false;
  return isWrittenFor(facts, owner, method) || !facts.bindings.some((binding) => inheritsElsewhere(facts, binding));
}

function isWrittenFor(facts: NamedTree, owner: Node, method: string): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(owner);
  const written = tree.ancestor(inner, CLASSES);
  if (isSuper(tree, names, inner)) return basesOf(facts, written).some((base) => definesMethod(facts, base, method, 0));
  const made = tree.kind(inner) === 'identifier' ? names.soleValue(inner) : NONE;
  const own = made === NONE ? written : classNamed(facts, makerOf(tree, made));
  return definesMethod(facts, own === NONE ? written : own, method, 0);
}

function inheritsElsewhere(facts: NamedTree, { meaning }: Binding): boolean {
  const { tree } = facts;
  if (meaning.kind !== 'definition' || tree.kind(meaning.node) !== 'class_definition') return false;
  return tree
    .children(tree.child(meaning.node, 'superclasses'))
    .some((base) => classNamed(facts, tree.unwrap(base)) === NONE);
}

function makerOf(tree: SyntaxTree, call: Node): Node {
  const maker = tree.unwrap(tree.child(call, 'function'));
  return tree.kind(maker) === 'attribute' ? tree.unwrap(tree.child(maker, 'object')) : maker;
}

function classNamed({ tree, names }: NamedTree, name: Node): Node {
  const [binding, ...others] = tree.kind(name) === 'identifier' ? (names.bindingsOf(name) ?? []) : [];
  if (binding?.meaning.kind !== 'definition' || others.length > 0) return NONE;
  return tree.kind(binding.meaning.node) === 'class_definition' ? binding.meaning.node : NONE;
}

function basesOf(facts: NamedTree, definition: Node): Node[] {
  const { tree } = facts;
  const bases = tree.children(tree.child(definition, 'superclasses'));
  return bases.map((base) => classNamed(facts, tree.unwrap(base))).filter((base) => base !== NONE);
}

function definesMethod(facts: NamedTree, definition: Node, method: string, depth: number): boolean {
  if (definition === NONE || depth > MOST_BASES) return false;
  const { tree } = facts;
  const statements = tree.children(tree.child(definition, 'body'));
  const isDefined = statements.some((statement) => {
    const inner = tree.kind(statement) === 'decorated_definition' ? tree.child(statement, 'definition') : statement;
    return tree.kind(inner) === 'function_definition' && tree.identifier(tree.child(inner, 'name')) === method;
  });
  return isDefined || basesOf(facts, definition).some((base) => definesMethod(facts, base, method, depth + 1));
}
