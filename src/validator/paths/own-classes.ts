import { decoratorName, TRANSPARENT_DECORATORS } from '../constants/decorated.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known } from './reading.js';
import { sureNames } from './sure-names.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const CLASSES: ReadonlySet<string> = new Set(['class_definition']);
const INITIALIZER = '__init__';
const MOST_CALLS = 64;
const STATIC = 'builtins.staticmethod';
const OF_CLASS = 'builtins.classmethod';
const PROPERTIES: ReadonlySet<string> = new Set(['builtins.property', 'functools.cached_property']);

/** The classes that a source defines, told apart by their names, and what their methods are. */
export class OwnClasses {
  readonly #known: Known;
  readonly all = new Set<Node>();
  /** The class of each function that stands in the body of one. */
  readonly #owners = new Map<Node, Node>();
  readonly #constructions = new Map<string, readonly Node[]>();
  #handed: readonly Node[] | undefined;
  #initializations: readonly Node[] | undefined;
  #initialized: ReadonlySet<Node> | undefined;

  constructor(known: Known) {
    this.#known = known;
    for (const { scope, meaning } of known.bindings) {
      if (meaning.kind !== 'definition') continue;
      if (known.tree.kind(meaning.node) === 'class_definition') this.all.add(meaning.node);
      else if (scope.kind === 'class') this.#owners.set(meaning.node, scope.definition);
    }
  }

  get methods(): readonly Node[] {
    return [...this.#owners.keys()];
  }

  /** The class in whose body a function stands, or `NONE`. */
  ownerOf(definition: Node): Node {
    return this.#owners.get(definition) ?? NONE;
  }

  /** What a name is bound to alone: a class, or what a method calls the object or the class that it is called on. */
  roleOf(name: Node): 'class' | 'object' | undefined {
    const { tree, names } = this.#known;
    const [binding, ...others] = (names.bindingsOf(name) ?? []).slice(0, 2);
    if (binding === undefined || others.length > 0) return undefined;
    const { target, meaning } = binding;
    if (meaning.kind === 'definition') return this.all.has(meaning.node) ? 'class' : undefined;
    const method = tree.ancestor(target, FUNCTIONS);
    if (this.receiverOf(method) !== target) return undefined;
    if (!this.isPlain(method) && !this.isProperty(method)) return undefined;
    return this.isOfClass(method) ? 'class' : 'object';
  }

  /** The first parameter of a method, which is the object or the class that it is called on; `NONE` of other functions. */
  receiverOf(definition: Node): Node {
    const { tree } = this.#known;
    if (!this.isHandedReceiver(definition)) return NONE;
    const first = tree.firstChild(tree.child(definition, 'parameters'));
    return tree.kind(first) === 'typed_parameter' ? tree.firstChild(first) : first;
  }

  /** Whether the first parameter of a function is filled by what it is called on. */
  isHandedReceiver(definition: Node): boolean {
    return this.ownerOf(definition) !== NONE && !this.decoratorsOf(definition).includes(STATIC);
  }

  isOfClass(method: Node): boolean {
    return this.decoratorsOf(method).includes(OF_CLASS);
  }

  /** Whether a function gets its arguments as they are handed to its name. */
  isPlain(definition: Node): boolean {
    return this.decoratorsOf(definition).every((name) => TRANSPARENT_DECORATORS.has(name));
  }

  /** Whether a method is called where its name is read, with nothing but the object. */
  isProperty(definition: Node): boolean {
    const [decorator = '', ...others] = this.decoratorsOf(definition);
    return others.length === 0 && PROPERTIES.has(decorator) && this.ownerOf(definition) !== NONE;
  }

  /** Whether the body of a class defines `__init__` itself, once and for all. */
  hasInitializer(owner: Node): boolean {
    this.#initialized ??= this.#withInitializer();
    return this.#initialized.has(owner);
  }

  #withInitializer(): ReadonlySet<Node> {
    const { tree, mentions } = this.#known;
    const found = new Set<Node>();
    const seen = new Set<Node>();
    for (const { scope, meaning } of mentions.ofMember(INITIALIZER)) {
      const owner = scope.definition;
      const isOwn = meaning.kind === 'definition' && tree.parent(tree.parent(meaning.node)) === owner;
      // One that is bound again, or deleted, may be another.
      if (isOwn && !seen.has(owner) && !scope.mayLack(INITIALIZER)) found.add(owner);
      else found.delete(owner);
      seen.add(owner);
    }
    return found;
  }

  nameOf(owner: Node): string {
    const { tree } = this.#known;
    return tree.identifier(tree.child(owner, 'name'));
  }

  /** The names that decorate a definition, '' for one that may be anything. */
  decoratorsOf(definition: Node): readonly string[] {
    const { tree } = this.#known;
    const around = tree.parent(definition);
    if (tree.kind(around) !== 'decorated_definition') return [];
    const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
    return decorators.map((decorator) => {
      const named = decoratorName(tree, decorator);
      const [name = '', ...others] = named === NONE ? [] : sureNames(this.#known, named);
      return others.length > 0 ? '' : name;
    });
  }

  /** The calls that make objects of a class, or of one that takes its `__init__`. */
  constructionsOf(owner: Node): readonly Node[] {
    const { tree } = this.#known;
    const known = this.#constructions.get(this.nameOf(owner));
    if (known !== undefined) return known;
    const heirs = new Set([this.nameOf(owner)]);
    for (const heir of heirs) {
      for (const read of this.#known.mentions.ofName(heir)) {
        const other = tree.parent(tree.parent(read));
        if (tree.kind(other) === 'class_definition' && !this.hasInitializer(other)) heirs.add(this.nameOf(other));
      }
    }
    const made = [...heirs].flatMap((heir) => this.#known.mentions.ofName(heir));
    const calls = [...made, ...this.handedClasses].map((read) => callOf(tree, read)).filter((call) => call !== NONE);
    this.#constructions.set(this.nameOf(owner), calls);
    return calls;
  }

  /** The calls that fill an object of a class: that make one, or call `__init__`; undefined where there may be others. */
  initializationsOf(owner: Node): readonly Node[] | undefined {
    this.#initializations ??= this.#callsOfInitializer();
    const calls = this.#initializations;
    return calls.includes(NONE) ? undefined : [...calls, ...this.constructionsOf(owner)];
  }

  #callsOfInitializer(): readonly Node[] {
    const reads = this.#known.mentions.ofAttribute(INITIALIZER);
    if (reads.length > MOST_CALLS) return [NONE];
    const own = reads.filter(({ node }) => !this.#isOfLibrary(node));
    return own.map(({ node, by }) => (by === 'dot' ? callOf(this.#known.tree, node) : NONE));
  }

  // `super().__init__` where neither a base nor an heir of the class is the source's own.
  #isOfLibrary(read: Node): boolean {
    const { tree, mentions } = this.#known;
    const above = tree.child(read, 'object');
    const isSuper = tree.kind(above) === 'call' && tree.children(tree.child(above, 'arguments')).length === 0;
    const owner = tree.ancestor(read, CLASSES);
    if (!isSuper || owner === NONE || sureNames(this.#known, tree.child(above, 'function'))[0] !== 'builtins.super')
      return false;
    const reads = mentions.ofName(this.nameOf(owner));
    const hasHeir = reads.some((name) => CLASSES.has(tree.kind(tree.parent(tree.parent(name)))));
    const bases = tree.children(tree.child(owner, 'superclasses'));
    return !hasHeir && bases.every((base) => this.#isImported(base));
  }

  #isImported(base: Node): boolean {
    const { tree, names } = this.#known;
    const isName = tree.kind(base) === 'identifier' || tree.kind(base) === 'attribute';
    return isName && (names.bindingsOf(base) ?? []).every(({ meaning }) => meaning.kind === 'import');
  }

  /** Where methods say the class that they are called on: `cls('/output/x.csv')`. */
  get handedClasses(): readonly Node[] {
    const { tree, names } = this.#known;
    if (this.#handed !== undefined) return this.#handed;
    const targets = new Set(
      this.methods.filter((method) => this.isOfClass(method)).map((method) => this.receiverOf(method)),
    );
    const said = new Set([...targets].map((target) => tree.identifier(target)));
    const reads = [...said].flatMap((name) => this.#known.mentions.ofName(name));
    this.#handed = reads.filter((read) => (names.bindingsOf(read) ?? []).some(({ target }) => targets.has(target)));
    return this.#handed;
  }
}
