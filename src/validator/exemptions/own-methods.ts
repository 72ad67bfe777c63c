import type { Facts } from '../facts.js';
import { mayBeInherited } from '../policy/library-bases.js';
import { isOwnObject } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';

/**
 * Whether the methods of an object of the strategy's own are surely its own too: where no class of the source inherits
 * from one that a library of the images holds. Which of several bases a method comes from, and what a class body makes of
 * it later, is Python's to say.
 */
export function hasOwnMethods(facts: Facts, owner: Node): boolean {
  return isOwnObject(facts, owner) && !facts.bindings.some((binding) => inheritsFromLibrary(facts, binding));
}

function inheritsFromLibrary({ tree, names }: Facts, { meaning }: Binding): boolean {
  if (meaning.kind !== 'definition' || tree.kind(meaning.node) !== 'class_definition') return false;
  return tree.children(tree.child(meaning.node, 'superclasses')).some((base) => {
    const known = names.namesOf(base);
    if (known.length > 0) return known.some(mayBeInherited);
    // A class of the source, or of a framework of which every name is imported; anything else may be any class.
    const bindings = tree.kind(base) === 'identifier' ? (names.bindingsOf(base) ?? []) : undefined;
    return bindings?.every((bound) => isOwnClass(tree, bound)) !== true;
  });
}

function isOwnClass(tree: Facts['tree'], { meaning }: Binding): boolean {
  return meaning.kind === 'definition' && tree.kind(meaning.node) === 'class_definition';
}
