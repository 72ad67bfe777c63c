import { textsHeld } from '../constants/constant.js';
import type { TextChoices } from '../constants/constant-folder.js';
import type { NameResolver } from '../names/name-resolver.js';
import { FORMATTERS, REFLECTION_FUNCTIONS, REFLECTION_METHODS } from '../policy/builtins.js';
import { cachedPredicate } from '../remembered.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { isContinued } from '../tree/chains.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { type AttributeRead, pathReads } from './attribute-reads.js';
import { isSuper } from './own-objects.js';
import type { Reference } from './references.js';

/** A call that reads or writes an attribute by a name that is a value. */
export interface ReflectionCall {
  readonly node: Node;
  /** `builtins.getattr`, `operator.attrgetter`, ... */
  readonly function: string;
  /** The attribute's name, where it is known; undefined also where the function is not called but handed on. */
  readonly attribute: string | undefined;
  /** The object whose attribute it is, or `NONE` where that is not among the arguments. */
  readonly owner: Node;
  /** The expression that names the attribute, or `NONE`. */
  readonly written: Node;
}

const METHOD_CALLER = 'operator.methodcaller';
const NO_REFLECTIONS: readonly ReflectionCall[] = [];

/** The reflections that a call is, by its function or by its method. */
export function reflectionsAt(tree: SyntaxTree, names: NameResolver): (call: Node) => readonly ReflectionCall[] {
  return (call) => {
    const callee = tree.child(call, 'function');
    const called = names.namesOf(callee);
    const isMethod = tree.kind(callee) === 'attribute';
    const method = isMethod ? tree.identifier(tree.child(callee, 'attribute')) : '';
    if (!REFLECTION_METHODS.has(method) && !called.some((name) => REFLECTION_FUNCTIONS.has(name)))
      return NO_REFLECTIONS;
    const given = positionalArguments(tree, call);
    const found = called.flatMap((name) => {
      const index = REFLECTION_FUNCTIONS.get(name);
      if (index === undefined) return [];
      const owner = index > 0 ? (given[0] ?? NONE) : calledOn(tree, name, call);
      const written = given[index] ?? NONE;
      return attributesNamed(names, name, written).map((attribute) => {
        return { node: call, function: name, attribute, owner, written };
      });
    });
    if (!REFLECTION_METHODS.has(method)) return found;
    // `object.__setattr__(self, 'x', 1)` and `super().__setattr__('x', 1)`: the first text is the name.
    const choices = given.slice(0, 2).map((argument) => names.constants.texts(argument));
    const { texts, isWhole } = choices.find((choice) => choice.texts.length > 0) ?? NO_CHOICE;
    const receiver = tree.child(callee, 'object');
    const owner = isSuper(tree, names, receiver) ? receiver : (given[0] ?? NONE);
    const attributes = isWhole ? texts : [...texts, undefined];
    return [
      ...found,
      ...attributes.map((attribute) => ({ node: call, function: method, attribute, owner, written: NONE })),
    ];
  };
}

/** The expression in which a reflection has read: of `methodcaller(name)(x)` the whole, of all others the call itself. */
export function stepTakenBy(tree: SyntaxTree, { node, function: name }: ReflectionCall): Node {
  const applied = name === METHOD_CALLER ? callOf(tree, node) : NONE;
  return applied === NONE ? node : applied;
}

// `methodcaller(name)(x)` is `getattr(x, name)()`. An attrgetter may be given a whole path, which is more.
function calledOn(tree: SyntaxTree, name: string, call: Node): Node {
  const applied = name === METHOD_CALLER ? callOf(tree, call) : NONE;
  return applied === NONE ? NONE : (positionalArguments(tree, applied)[0] ?? NONE);
}

const NO_CHOICE: TextChoices = { texts: [], isWhole: false };

/** Every attribute that a reflection may name; undefined among them where it may be another. */
function attributesNamed(names: NameResolver, reflection: string, written: Node): readonly (string | undefined)[] {
  const { texts, isWhole } = names.constants.texts(written);
  // What a format string reads is seen in its fields.
  const attributes = FORMATTERS.has(reflection) ? texts.map(() => '') : texts;
  return isWhole ? attributes : [...attributes, undefined];
}

const isReflecting = cachedPredicate((name) => REFLECTION_FUNCTIONS.has(name));

/** `reduce(getattr, names, random)`: the names are beyond sight. */
export function handedOn(references: readonly Reference[]): ReflectionCall[] {
  return references
    .filter((reference) => reference.call === NONE && !reference.isAlias && isReflecting(reference))
    .map(({ node, name }) => ({ node, function: name, attribute: undefined, owner: NONE, written: NONE }));
}

/** The texts that stand beside a reflecting function that is handed on are taken for names that it reads. */
export function readsNearHandedOn(tree: SyntaxTree, names: NameResolver): (reference: Reference) => AttributeRead[] {
  return (reference) => {
    const list = tree.parent(reference.node);
    const isHanded = reference.call === NONE && tree.kind(list) === 'argument_list';
    if (!isHanded || !isReflecting(reference)) return [];
    const read = textsWithin(names, tree.children(list));
    return [...read].flatMap(([inner, text]) => readsInText(inner, text, false));
  };
}

/** The texts that some expressions say, or hold, or at least have as literals in them. */
export function* textsWithin(names: NameResolver, nodes: readonly Node[]): Iterable<readonly [Node, string]> {
  const { tree } = names.constants;
  for (const node of nodes) {
    // `f(**options)` hands over what the options hold.
    const handed = tree.kind(node).endsWith('_splat') ? tree.firstChild(node) : node;
    const value = names.constants.fold(handed);
    if (value === undefined) yield* literalsWithin(names, node);
    else for (const text of textsHeld(value)) yield [node, text];
  }
}

function* literalsWithin(names: NameResolver, node: Node): Iterable<readonly [Node, string]> {
  const { tree } = names.constants;
  for (let inner = node; inner < tree.after(node); inner++) {
    const text = tree.kind(inner) === 'string' ? names.constants.text(inner) : undefined;
    if (text !== undefined) yield [inner, text];
  }
}

/** What a reflection reads, where the name is known. */
export function reflectedReads(tree: SyntaxTree): (reflection: ReflectionCall) => AttributeRead[] {
  return ({ node, attribute }) => readsInText(node, attribute, isContinued(tree, node));
}

function readsInText(node: Node, text: string | undefined, isLastContinued: boolean): AttributeRead[] {
  return pathReads(node, text?.split('.') ?? [], isLastContinued);
}
