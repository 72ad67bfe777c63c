import { type AttributeRead, pathReads } from './attribute-reads.js';
import { positionalArguments } from './calls.js';
import { isContinued } from './chains.js';
import type { Reference } from './facts.js';
import type { NameResolver } from './names.js';
import { isSuper } from './own-objects.js';
import { REFLECTION_FUNCTIONS, REFLECTION_METHODS } from './policy/builtins.js';
import { identifierText } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

/** A call that reads or writes an attribute by a name that is a value. */
export interface ReflectionCall {
  readonly node: Node;
  /** `builtins.getattr`, `operator.attrgetter`, ... */
  readonly function: string;
  /** The attribute's name, where it is known; undefined also where the function is not called but handed on. */
  readonly attribute: string | undefined;
  /** The object whose attribute it is, or `NONE` where that is not among the arguments. */
  readonly owner: Node;
}

/** The reflections that a call is, by its function or by its method. */
export function reflectionsAt(tree: SyntaxTree, names: NameResolver): (call: Node) => ReflectionCall[] {
  return (call) => {
    const callee = tree.child(call, 'function');
    const given = positionalArguments(tree, call);
    const found = names.namesOf(callee).flatMap((name) => {
      const index = REFLECTION_FUNCTIONS.get(name);
      if (index === undefined) return [];
      const owner = index > 0 ? (given[0] ?? NONE) : NONE;
      return [{ node: call, function: name, attribute: names.constants.text(given[index] ?? NONE), owner }];
    });
    if (tree.kind(callee) !== 'attribute') return found;
    const method = identifierText(tree, tree.child(callee, 'attribute'));
    if (!REFLECTION_METHODS.has(method)) return found;
    // `object.__setattr__(self, 'x', 1)` and `super().__setattr__('x', 1)`: the first text is the name.
    const attribute = given
      .slice(0, 2)
      .map((argument) => names.constants.text(argument))
      .find((text) => text !== undefined);
    const receiver = tree.child(callee, 'object');
    const owner = isSuper(tree, names, receiver) ? receiver : (given[0] ?? NONE);
    return [...found, { node: call, function: method, attribute, owner }];
  };
}

/** `reduce(getattr, names, random)`: the names are beyond sight. */
export function handedOn(references: readonly Reference[]): ReflectionCall[] {
  return references
    .filter(({ name, call, isAlias }) => REFLECTION_FUNCTIONS.has(name) && call === NONE && !isAlias)
    .map(({ node, name }) => ({ node, function: name, attribute: undefined, owner: NONE }));
}

/** The texts that stand beside a reflecting function that is handed on are taken for names that it reads. */
export function readsNearHandedOn(tree: SyntaxTree, names: NameResolver): (reference: Reference) => AttributeRead[] {
  return ({ node, name, call }) => {
    const list = tree.parent(node);
    if (!REFLECTION_FUNCTIONS.has(name) || call !== NONE || tree.kind(list) !== 'argument_list') return [];
    const texts: AttributeRead[] = [];
    for (let inner = list + 1; inner < tree.after(list); inner++) {
      if (tree.kind(inner) !== 'string') continue;
      for (const read of readsInText(inner, names.constants.text(inner), false)) texts.push(read);
    }
    return texts;
  };
}

/** What a reflection reads, where the name is known. */
export function reflectedReads(tree: SyntaxTree): (reflection: ReflectionCall) => AttributeRead[] {
  return ({ node, attribute }) => readsInText(node, attribute, isContinued(tree, node));
}

function readsInText(node: Node, text: string | undefined, isLastContinued: boolean): AttributeRead[] {
  return pathReads(node, text?.split('.') ?? [], isLastContinued);
}
