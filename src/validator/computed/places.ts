import type { Facts } from '../facts.js';
import { RECEIVERS } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

export type Walked = Pick<Facts, 'tree' | 'names' | 'reflections' | 'reads' | 'calls' | 'bindings' | 'functions'>;

/** By position, which are told apart. */
const MOST_ARGUMENTS = 64;
/** Of one container, of which the entries are told apart. */
const MOST_KEYS = 64;
/** The place of an argument that may be given to any parameter. */
export const EVERY_PARAMETER = -1;

/** All bindings of one name in one scope. */
type Bound = readonly Binding[];

/** A place to which a value is bound, and how: as it is, or as one of those that it holds. */
export interface Bindings {
  readonly reads: readonly Node[];
  readonly meaning: Binding['meaning']['kind'];
}

/** Tells where in a source a value is read again that was bound, kept, handed to a function or returned by one. */
export class ComputedPlaces {
  readonly #facts: Walked;
  readonly #reads = new Map<Bound, Node[]>();
  readonly #attributes = new Map<string, Node[]>();
  readonly #boundTo = new Map<Node, Binding[]>();
  readonly #byTarget = new Map<Node, Binding>();
  readonly #calls = new Map<Bound | string, Node[]>();
  readonly #definitions = new Map<Bound, readonly Node[]>();
  readonly #parameters = new Map<readonly Node[], Map<string | number, readonly Node[]>>();
  readonly #methods = new Map<string, Node[]>();
  readonly #entries = new Map<readonly Node[], Map<string, readonly Node[]>>();

  constructor(facts: Walked) {
    this.#facts = facts;
    const { tree, reads, bindings, functions, calls } = facts;
    for (const node of reads) this.#noteRead(node);
    for (const binding of bindings) {
      this.#byTarget.set(binding.target, binding);
      if ('node' in binding.meaning) added(this.#boundTo, binding.meaning.node, binding);
    }
    for (const definition of functions) {
      added(this.#methods, tree.identifier(tree.child(definition, 'name')), definition);
    }
    for (const call of calls) {
      const key = this.#calledBy(tree.unwrap(tree.child(call, 'function')));
      if (key !== undefined) added(this.#calls, key, call);
    }
  }

  #noteRead(node: Node): void {
    const { tree, names } = this.#facts;
    const kind = tree.kind(node);
    if (kind === 'attribute') added(this.#attributes, tree.identifier(tree.child(node, 'attribute')), node);
    const bound = kind === 'identifier' ? names.bindingsOf(node) : undefined;
    if (bound !== undefined) added(this.#reads, bound, node);
  }

  /** Where a name is read that has a binding, by this one and all others. */
  readsOf(binding: Binding): readonly Node[] {
    return this.#reads.get(boundOf(binding)) ?? [];
  }

  /** Where the names are read that are bound to an expression. */
  bindingsTo(node: Node): Bindings[] {
    return (this.#boundTo.get(node) ?? []).map((binding) => {
      return { reads: this.readsOf(binding), meaning: binding.meaning.kind };
    });
  }

  /** Where a name or attribute that is written to is read, whatever object the attribute is of. */
  readsAsWell(target: Node): readonly Node[] {
    const { tree, names } = this.#facts;
    const inner = tree.unwrap(target);
    if (tree.kind(inner) === 'attribute') {
      return this.readsOfAttribute(tree.identifier(tree.child(inner, 'attribute')));
    }
    const bound = tree.kind(inner) === 'identifier' ? names.bindingsOf(inner) : undefined;
    return bound === undefined ? [] : (this.#reads.get(bound) ?? []);
  }

  /** As `readsAsWell`, but for where another entry is read than the one that is written, and both keys are texts. */
  readsOfEntry(container: Node, key: Node): readonly Node[] {
    const reads = this.readsAsWell(container);
    const text = this.#facts.names.constants.text(key);
    const known = this.#entries.get(reads) ?? new Map<string, readonly Node[]>();
    this.#entries.set(reads, known);
    if (text === undefined || (known.size >= MOST_KEYS && !known.has(text))) return reads;
    const under = known.get(text) ?? reads.filter((read) => this.#mayReadEntry(read, text));
    known.set(text, under);
    return under;
  }

  #mayReadEntry(read: Node, key: string): boolean {
    const { tree, names } = this.#facts;
    const around = tree.parent(tree.wrapped(read));
    if (tree.kind(around) !== 'subscript' || tree.field(tree.wrapped(read)) !== 'value') return true;
    const other = names.constants.text(tree.child(around, 'subscript'));
    return other === undefined || other === key;
  }

  /** Where an attribute of that name is read, whatever object it is of. */
  readsOfAttribute(name: string): readonly Node[] {
    return this.#attributes.get(name) ?? [];
  }

  /** The calls that may be of a function or lambda of the source. */
  callsOf(definition: Node): readonly (readonly Node[])[] {
    const { tree } = this.#facts;
    const name = tree.child(definition, 'name');
    const bound = (this.#boundTo.get(tree.wrapped(definition)) ?? []).map(boundOf);
    const keys = name === NONE ? bound : [...bound, tree.identifier(name)];
    const atOnce = callOf(tree, definition);
    return [...keys.map((key) => this.#calls.get(key) ?? []), atOnce === NONE ? [] : [atOnce]];
  }

  /** Where the parameters are read that an argument may be given to. */
  readsOfParameter(call: Node, argument: Node): readonly Node[] {
    const { tree } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const definitions = this.#definitionsCalled(callee);
    if (definitions.length === 0) return [];
    const place = placeOf(tree, argument, tree.kind(callee) === 'attribute' ? 1 : 0);
    const known = this.#parameters.get(definitions) ?? new Map<string | number, readonly Node[]>();
    this.#parameters.set(definitions, known);
    const reads = known.get(place) ?? definitions.flatMap((definition) => this.readsOfParameters(definition, place));
    known.set(place, reads);
    return reads;
  }

  /** What tells by which name something is called: its bindings, or a method's name where it is called on oneself. */
  #calledBy(callee: Node): Bound | string | undefined {
    const { tree, names } = this.#facts;
    if (tree.kind(callee) === 'identifier') return names.bindingsOf(callee);
    const isOwn = tree.kind(callee) === 'attribute' && RECEIVERS.has(tree.identifier(tree.child(callee, 'object')));
    return isOwn ? tree.identifier(tree.child(callee, 'attribute')) : undefined;
  }

  #definitionsCalled(callee: Node): readonly Node[] {
    const key = this.#calledBy(callee);
    if (key === undefined) return this.#facts.tree.kind(callee) === 'lambda' ? [callee] : [];
    if (typeof key === 'string') return this.#methods.get(key) ?? [];
    const known = this.#definitions.get(key) ?? key.flatMap((binding) => this.#definitionBound(binding));
    this.#definitions.set(key, known);
    return known;
  }

  #definitionBound({ meaning }: Binding): Node[] {
    const { tree } = this.#facts;
    if (meaning.kind !== 'definition' && meaning.kind !== 'expression') return [];
    const value = tree.unwrap(meaning.node);
    return tree.kind(value) === 'lambda' || tree.kind(value) === 'function_definition' ? [value] : [];
  }

  /** Where the parameter of a function is read that has a place; each, where none has. */
  readsOfParameters(definition: Node, place: string | number): readonly Node[] {
    const { tree } = this.#facts;
    const parameters = tree.children(tree.child(definition, 'parameters')).map((parameter) => {
      const name = tree.child(parameter, 'name');
      return tree.kind(parameter) === 'identifier' ? parameter : name === NONE ? tree.firstChild(parameter) : name;
    });
    const given = parameters.find((parameter, position) => {
      return position === place || (parameter !== NONE && tree.identifier(parameter) === place);
    });
    return (given === undefined ? parameters : [given]).flatMap((parameter) => {
      const binding = this.#byTarget.get(parameter);
      return binding === undefined ? [] : this.readsOf(binding);
    });
  }
}

function boundOf({ scope, name }: Binding): Bound {
  return scope.bindings.get(name) ?? [];
}

function added<Key>(table: Map<Key, Node[]>, key: Key, value: Node): void;
function added<Key>(table: Map<Key, Binding[]>, key: Key, value: Binding): void;
function added<Key, Value>(table: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [value]);
  else known.push(value);
}

/**
 * Which parameter an argument is given to: a keyword, or how many parameters come before.
 * @param unseen how many come before that are not among the arguments
 */
export function placeOf(tree: SyntaxTree, argument: Node, unseen: number): string | number {
  if (tree.kind(argument) === 'keyword_argument') return tree.identifier(tree.child(argument, 'name'));
  let before = unseen;
  for (let node = tree.firstChild(tree.parent(argument)); node !== argument; node = tree.after(node)) {
    if (before > MOST_ARGUMENTS || tree.kind(node) === 'list_splat') return EVERY_PARAMETER;
    before += 1;
  }
  return tree.kind(argument).endsWith('_splat') ? EVERY_PARAMETER : before;
}
