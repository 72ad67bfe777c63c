import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** What gives an object attributes, or answers for them, without `object.name = value` being written anywhere. */
const OTHER_WAYS =
  /\bsetattr\b|\bdelattr\b|__dict__|\bvars\b|__(?:get|set|del)attr(?:ibute)?__|__slots__|__set__|__get__|__class__|__new__|\bexec\b|\bglobals\b|\blocals\b|\bmetaclass\b/;
/** Base classes that bring no attribute that a source would give itself. */
const PLAIN_BASES = /^(?:builtins\.(?:object|\w*(?:Error|Exception|Warning))|abc\.ABC|typing\.(?:Generic|Protocol))$/;
/** What stands between an attribute and what is done with it. */
const PARTS = /^(?:\w+_pattern|pattern_list|as_pattern_target|tuple|list|expression_list|parenthesized_expression)$/;
const WRITES = /^(?:assignment|augmented_assignment|for_statement|for_in_clause)$/;
/** The object itself, handed to somebody: anywhere but before a dot and as a first parameter. */
const HANDED_ON = /(?<!\bdef\s{1,9}\w{1,99}\s{0,9}\(\s{0,99})\bself\b(?!\s*\.)/;

/**
 * What the attributes of the source's own objects are given, wherever it is written: `self.frame = ...` stands for the
 * attribute of that name of every object. Only where nothing else could give them.
 */
export class AttributesOfSelf {
  readonly #facts: Facts;
  readonly #isAlone: boolean;
  #areWritten: boolean | undefined;
  #byName: ReadonlyMap<string, readonly Node[]> | undefined;
  #inClasses: ReadonlyMap<string, readonly Binding[]> | undefined;
  readonly #declared = new Map<string, boolean>();

  /** @param isAlone whether nobody else's code comes in */
  constructor(facts: Facts, isAlone: boolean) {
    this.#facts = facts;
    this.#isAlone = isAlone;
  }

  /** All that the attribute which an expression reads is ever given; undefined where that is not sure. */
  valuesOf(read: Node): readonly Node[] | undefined {
    const { tree } = this.#facts;
    if (!this.#isOfSelf(read) || !this.#areAllWritten()) return undefined;
    const name = tree.identifier(tree.child(read, 'attribute'));
    const inClasses = this.#boundInClasses(name);
    const values: Node[] = [];
    for (const { meaning, target } of inClasses) {
      const isPlain = tree.kind(tree.parent(target)) === 'assignment' && tree.field(target) === 'left';
      if (!isPlain || meaning.kind !== 'expression') return undefined;
      values.push(meaning.node);
    }
    for (const node of this.#readsAndWrites(name)) {
      const value = this.#givenTo(node);
      if (value === undefined) return undefined;
      if (value !== NONE) values.push(value);
    }
    return values.length === 0 || this.#isDeclared(name) ? undefined : values;
  }

  #isOfSelf(read: Node): boolean {
    const { tree, names } = this.#facts;
    const object = tree.unwrap(tree.child(read, 'object'));
    if (tree.kind(object) !== 'identifier' || tree.identifier(object) !== 'self') return false;
    const [binding, ...others] = names.bindingsOf(object)?.slice(0, 2) ?? [];
    return binding !== undefined && others.length === 0 && this.#isReceiver(binding.target);
  }

  /** Whether a parameter is the first of a method, and no static one. */
  #isReceiver(parameter: Node): boolean {
    const { tree } = this.#facts;
    const parameters = tree.parent(parameter);
    if (tree.kind(parameters) !== 'parameters' || tree.firstChild(parameters) !== parameter) return false;
    const method = tree.parent(parameters);
    const outer = tree.parent(method);
    const isDecorated = tree.kind(outer) === 'decorated_definition';
    if (isDecorated && /@\s*(?:staticmethod|classmethod)/.test(tree.textOf(outer))) return false;
    const body = isDecorated ? tree.parent(outer) : outer;
    return tree.kind(body) === 'block' && tree.kind(tree.parent(body)) === 'class_definition';
  }

  /** What an attribute is given there, `NONE` where it is only read, undefined where nobody knows. */
  #givenTo(node: Node): Node | undefined {
    const { tree } = this.#facts;
    let whole = node;
    while (PARTS.test(tree.kind(tree.parent(whole)))) whole = tree.parent(whole);
    const statement = tree.parent(whole);
    const isAlias = tree.kind(whole) === 'as_pattern_target';
    if (isAlias || tree.kind(statement) === 'delete_statement') return undefined;
    if (tree.field(whole) !== 'left' || !WRITES.test(tree.kind(statement))) return NONE;
    const value = tree.child(statement, 'right');
    return whole === node && tree.kind(statement) === 'assignment' && value !== NONE ? value : undefined;
  }

  #readsAndWrites(name: string): readonly Node[] {
    this.#byName ??= grouped(
      this.#facts.attributes.filter(({ by }) => by === 'dot'),
      ({ node }) => node,
    );
    return this.#byName.get(name) ?? [];
  }

  #boundInClasses(name: string): readonly Binding[] {
    this.#inClasses ??= grouped(
      this.#facts.bindings.filter(({ scope }) => scope.kind === 'class'),
      (binding) => binding,
    );
    return this.#inClasses.get(name) ?? [];
  }

  /** Whether a field of that name is declared, which a class may be given, or the source asks what it holds. */
  #isDeclared(name: string): boolean {
    const declaration = `^[ \\t]+${name}[ \\t]*:`;
    const question = `\\b(?:isinstance|issubclass|type|callable|match)\\b[ \\t(]*\\w+\\.${name}\\b`;
    const known = this.#declared.get(name) ?? new RegExp(`${declaration}|${question}`, 'm').test(this.#facts.tree.text);
    this.#declared.set(name, known);
    return known;
  }

  #areAllWritten(): boolean {
    const { text } = this.#facts.tree;
    this.#areWritten ??=
      this.#hasPlainClassesOnly() && !OTHER_WAYS.test(text) && (this.#isAlone || !HANDED_ON.test(text));
    return this.#areWritten;
  }

  #basesOf(definition: Node): readonly Node[] {
    const { tree } = this.#facts;
    const bases = tree.child(definition, 'superclasses');
    return bases === NONE ? [] : tree.children(bases);
  }

  #hasPlainClassesOnly(): boolean {
    const { bindings, tree, names } = this.#facts;
    const own = new Set<Node>();
    for (const { meaning } of bindings) {
      if (meaning.kind === 'definition' && tree.kind(meaning.node) === 'class_definition') own.add(meaning.node);
    }
    return [...own].every((definition) =>
      this.#basesOf(definition).every((base) => {
        const [name, ...others] = names.namesOf(base);
        if (name !== undefined) return others.length === 0 && PLAIN_BASES.test(name);
        const meant = tree.kind(base) === 'identifier' ? (names.bindingsOf(base) ?? []) : [];
        return meant.length > 0 && meant.every(({ meaning }) => meaning.kind === 'definition' && own.has(meaning.node));
      }),
    );
  }
}

function grouped<Named extends { readonly name: string }, Kept>(
  all: readonly Named[],
  kept: (one: Named) => Kept,
): ReadonlyMap<string, readonly Kept[]> {
  const byName = new Map<string, Kept[]>();
  for (const one of all) {
    const known = byName.get(one.name);
    if (known === undefined) byName.set(one.name, [kept(one)]);
    else known.push(kept(one));
  }
  return byName;
}
