import type { Facts } from '../facts.js';
import { isClassOfOwn, isWritten } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import { hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { kindSet } from '../tree/kinds.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const READERS: ReadonlySet<string> = new Set(['typing.get_type_hints', 'typing_extensions.get_type_hints']);
/** By which a class or function may come to have annotations that are not written as such. */
const GIVES_ANNOTATIONS =
  /__anno|__dict__|__prepare__|__class_getitem__|__r?or__|attr(?:getter|\()|\bvars\b|\b(?:type|TypedDict|NamedTuple)\s*\([^()]*,|update_wrapper|wraps/;
/** What texts say that only name a class: `'list[Price] | None'`. */
const NAMES_CLASS = /^[\w.[\], |]*$/;
const BASES: ReadonlySet<string> = new Set([
  ...['TypedDict', 'NamedTuple', 'Protocol', 'Generic'].flatMap((name) => [
    `typing.${name}`,
    `typing_extensions.${name}`,
  ]),
  ...['abc.ABC', 'enum.Enum', 'builtins.object'],
]);
const DECORATORS: ReadonlySet<string> = new Set(['dataclasses.dataclass', 'typing.runtime_checkable', 'typing.final']);
const TEXTS = kindSet(['string', 'concatenated_string']);
/** What an annotation may be made of that names classes; texts are read in their turn. */
const PARTS = kindSet(
  ['type', 'identifier', 'attribute', 'generic_type', 'type_parameter', 'subscript', 'union_type', 'binary_operator'],
  ['tuple', 'list', 'none', 'ellipsis', 'integer', 'true', 'false', 'parenthesized_expression'],
  ['string', 'concatenated_string', 'string_start', 'string_content', 'string_end', 'escape_sequence'],
);
const DOTTED = /[^\W\d]\w*(?:\.\w+)*/gu;

/** Reads of annotations that stand in the source itself, and name nothing but classes: whoever evaluates them gets those. */
export class OwnAnnotations {
  readonly #facts: Facts;
  #nameClasses: boolean | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Whether a call of a function reads such annotations, and no others. */
  areReadBy(name: string, call: Node): boolean {
    const { tree } = this.#facts;
    if (!READERS.has(name) || call === NONE || hidesArguments(tree, call)) return false;
    const [of = NONE, ...more] = positionalArguments(tree, call);
    const others = tree.children(tree.child(call, 'arguments')).length - 1;
    const extras = keywordArgument(tree, call, 'include_extras');
    if (of === NONE || more.length > 0 || others > (extras === NONE ? 0 : 1)) return false;
    this.#nameClasses ??= !GIVES_ANNOTATIONS.test(tree.text.normalize('NFKC')) && new ClassNames(this.#facts).areAll();
    return this.#nameClasses && isOwnDefinition(this.#facts, tree.unwrap(of));
  }
}

/**
 * Follows what the annotations of a source are made of. A name may stand for a text, which would be evaluated in its turn:
 * so each has to be a class, an import, or made of these.
 */
class ClassNames {
  readonly #facts: Facts;
  readonly #bindings = new Map<string, Binding[]>();
  /** By name, and whether a name comes after it: a circle of aliases adds nothing. */
  readonly #asked = new Map<string, boolean>();

  constructor(facts: Facts) {
    this.#facts = facts;
    for (const binding of facts.bindings) {
      const known = this.#bindings.get(binding.name);
      if (known === undefined) this.#bindings.set(binding.name, [binding]);
      else known.push(binding);
    }
  }

  areAll(): boolean {
    const { tree } = this.#facts;
    for (let node = 0; node < tree.size; node++) {
      if (tree.kind(node) !== 'type') continue;
      if (!this.#isMadeOfClasses(node)) return false;
      node = tree.after(node) - 1;
    }
    return true;
  }

  #isMadeOfClasses(whole: Node): boolean {
    const { tree } = this.#facts;
    for (let part = whole; part < tree.after(whole); part++) {
      if (!tree.isOneOf(part, PARTS)) return false;
      if (tree.isOneOf(part, TEXTS) && !this.#isTextOfClasses(part)) return false;
      if (tree.kind(part) === 'identifier' && !this.#isPartOfClass(part)) return false;
    }
    return true;
  }

  #isTextOfClasses(node: Node): boolean {
    const text = this.#facts.names.constants.text(node) ?? '?';
    return NAMES_CLASS.test(text) && [...text.matchAll(DOTTED)].every(([path]) => this.#isClass(path.split('.')));
  }

  // `pd` of `pd.DataFrame` has to be imported; of `pd.DataFrame` nothing else may have been put in its place.
  #isPartOfClass(identifier: Node): boolean {
    const { tree } = this.#facts;
    const parent = tree.parent(identifier);
    if (tree.kind(parent) !== 'attribute') return this.#isClass([tree.identifier(identifier)]);
    if (tree.field(identifier) !== 'attribute') return this.#isImported(tree.identifier(identifier));
    return !this.#isReplaced(tree.identifier(identifier));
  }

  #isClass([first = '', ...rest]: readonly string[]): boolean {
    if (rest.length > 0) return this.#isImported(first) && !rest.some((name) => this.#isReplaced(name));
    const asked = this.#asked.get(first);
    if (asked !== undefined) return asked;
    this.#asked.set(first, true);
    const isClass = (this.#bindings.get(first) ?? []).every((binding) => this.#bindsClass(binding));
    this.#asked.set(first, isClass);
    return isClass;
  }

  #bindsClass({ meaning, target }: Binding): boolean {
    const { tree } = this.#facts;
    switch (meaning.kind) {
      case 'import':
        return true;
      case 'definition':
        return tree.kind(meaning.node) === 'class_definition' && isPlainClass(this.#facts, meaning.node, new Set());
      case 'expression':
        return tree.kind(tree.parent(target)) === 'assignment' && this.#isMadeOfClasses(meaning.node);
      default:
        return false;
    }
  }

  #isImported(name: string): boolean {
    const bindings = this.#bindings.get(name) ?? [];
    return bindings.length > 0 && bindings.every(({ meaning }) => meaning.kind === 'import');
  }

  #isReplaced(attribute: string): boolean {
    const { tree, attributes } = this.#facts;
    return attributes.some(({ node, name }) => name === attribute && isWritten(tree, node));
  }
}

// What is read may also be the class of the object itself, which may be any class of the source.
function isOwnDefinition(facts: Facts, node: Node): boolean {
  const definition = definitionOf(facts, node);
  if (definition !== NONE) return isPlainClass(facts, definition, new Set());
  if (!isClassOfOwn(facts.tree, facts.names, node)) return false;
  const classes = facts.bindings.flatMap(({ meaning }) => (meaning.kind === 'definition' ? [meaning.node] : []));
  const seen = new Set<Node>();
  return classes.every((own) => basesOf(facts, own).every((base) => isKnownBase(facts, base, seen)));
}

/** The class or function that a name stands for and for nothing else, or `NONE`. */
function definitionOf({ tree, names }: Facts, node: Node): Node {
  const [binding, ...others] = tree.kind(node) === 'identifier' ? (names.bindingsOf(node) ?? []) : [];
  return binding?.meaning.kind === 'definition' && others.length === 0 ? binding.meaning.node : NONE;
}

/**
 * A decorator, a base or a metaclass may make anything of a class, a text too.
 * @param seen definitions that are looked at already: twice the same base adds nothing
 */
function isPlainClass(facts: Facts, definition: Node, seen: Set<Node>): boolean {
  if (seen.has(definition)) return true;
  seen.add(definition);
  const bases = basesOf(facts, definition);
  return isPlainlyDecorated(facts, definition) && bases.every((base) => isKnownBase(facts, base, seen));
}

function basesOf({ tree }: Facts, definition: Node): readonly Node[] {
  const list = tree.child(definition, 'superclasses');
  return list === NONE ? [] : tree.children(list).filter((base) => !isTotal(tree.textOf(base)));
}

function isTotal(text: string): boolean {
  return /^total\s*=/.test(text);
}

function isKnownBase(facts: Facts, base: Node, seen: Set<Node>): boolean {
  const { tree, names } = facts;
  const inner = tree.kind(base) === 'subscript' ? tree.child(base, 'value') : base;
  const known = names.namesOf(inner);
  if (known.length > 0) return known.every((name) => BASES.has(name));
  const definition = definitionOf(facts, inner);
  return definition !== NONE && isPlainClass(facts, definition, seen);
}

function isPlainlyDecorated({ tree, names }: Facts, definition: Node): boolean {
  const around = tree.parent(definition);
  if (tree.kind(around) !== 'decorated_definition') return true;
  const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
  return decorators.every((decorator) => {
    const inner = tree.firstChild(decorator);
    const callee = tree.kind(inner) === 'call' ? tree.child(inner, 'function') : inner;
    return names.namesOf(callee).some((name) => DECORATORS.has(name));
  });
}
