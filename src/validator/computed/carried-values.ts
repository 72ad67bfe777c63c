import type { ReflectionCall } from '../reads/reflections.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { elementOf, functionsIn, givenBy, giving, HOLDS, IS, partOf } from './carriage.js';
import { OwnFunctions } from './own-functions.js';
import { type ComputedPlaces, EVERY_PARAMETER, type Walked } from './places.js';

const FUNCTION = 'function_definition';
const DECORATED = 'decorated_definition';
const EXCEPT: ReadonlySet<string> = new Set(['except_clause', 'except_group_clause']);
/** Methods that Python calls where nobody says their name: what they give, their object gives. */
const IMPLICIT = /^__(?!(?:init|new|getattr|getattribute|setattr|repr|str|init_subclass)__)\w+__$/;

/** An expression, what stands around it, and what of it is carried. */
export interface Carried {
  readonly values: CarriedValues;
  readonly node: Node;
  readonly parent: Node;
  readonly carried: number;
}

/**
 * Where what a reflection read may get to, by whatever carries it: containers, objects and functions of the source's own
 * or of a library. Much broader than `ComputedValues`, and so good for one question alone: whether what was read there
 * may be read on. Every expression is visited at most once for each thing that may be true of it.
 */
export class CarriedValues {
  readonly facts: Walked;
  readonly places: ComputedPlaces;
  readonly functions: OwnFunctions;
  readonly #carried = new Map<Node, number>();
  readonly #raised = new Map<readonly Node[], number>();
  readonly #open: { readonly node: Node; readonly carried: number }[] = [];
  /** The functions that give what a reflection read. */
  readonly #givers = new Set<Node>();
  /** What any of these may be given. */
  #givenToGivers = 0;
  readonly #lists = new Map<Node, readonly Node[]>();
  readonly #siblings = new Map<Node, number>();
  #hasImplicit = false;
  #yields: readonly Node[] | undefined;
  #exceptions: readonly Node[] | undefined;

  constructor(facts: Walked, places: ComputedPlaces, reflections: readonly ReflectionCall[]) {
    this.facts = facts;
    this.places = places;
    this.functions = new OwnFunctions(facts, places);
    for (const { node } of reflections) this.raise(node, IS);
  }

  /** What was raised and is not carried on yet; the names that it is bound to are. */
  next(): Carried | undefined {
    const next = this.#open.pop();
    if (next === undefined) return undefined;
    const { node, carried } = next;
    this.#bound(node, carried);
    if (this.facts.tree.kind(node) === FUNCTION) this.#mentioned(node, carried);
    return { values: this, node, parent: this.facts.tree.parent(node), carried };
  }

  /** Whether an expression may be what a reflection read. */
  isResult(node: Node): boolean {
    return (this.carriedBy(node) & IS) !== 0;
  }

  carriedBy(node: Node): number {
    return this.#carried.get(this.facts.tree.unwrap(node)) ?? 0;
  }

  raise(node: Node, carried: number): void {
    const known = this.#carried.get(node) ?? 0;
    const added = carried & ~known;
    if (node === NONE || added === 0) return;
    this.#carried.set(node, known | added);
    this.#open.push({ node, carried: added });
  }

  /** Raises all of a list that is the same list whenever it is asked for. */
  raiseAll(nodes: readonly Node[], carried: number): void {
    const raised = this.#raised.get(nodes) ?? 0;
    if ((carried & ~raised) === 0) return;
    this.#raised.set(nodes, raised | carried);
    for (const node of nodes) this.raise(node, carried);
  }

  /** A function gives a value wherever it is called; a method that Python calls, by its object. */
  givenBy(definition: Node, carried: number, isOfOneself: boolean): void {
    if (definition === NONE) return;
    const { tree } = this.facts;
    if (!this.#givers.has(definition)) this.giveTo(definition, this.#givenToGivers);
    this.#givers.add(definition);
    this.raise(definition, giving(carried));
    const around = this.functions.classAround(definition);
    if (around === NONE || isOfOneself || !IMPLICIT.test(tree.identifier(tree.child(definition, 'name')))) return;
    this.#hasImplicit = true;
    this.#bound(around, HOLDS);
  }

  /** What is given to any of the functions that give what was read. */
  giveToGivers(carried: number): void {
    if ((carried & ~this.#givenToGivers) === 0) return;
    this.#givenToGivers |= carried;
    for (const definition of this.#givers) this.giveTo(definition, carried);
  }

  giveTo(definition: Node, carried: number): void {
    this.raiseAll(this.functions.readsOfParameter(this.#alone(definition), EVERY_PARAMETER), carried);
  }

  /** What stands among the arguments of a call is given to the functions among them. */
  handToFunctionsIn(call: Node, carried: number): void {
    const known = this.#siblings.get(call) ?? 0;
    if ((carried & ~known) === 0) return;
    this.#siblings.set(call, known | carried);
    for (const value of argumentValues(this.facts.tree, call)) {
      for (const own of this.functions.meantBy(value)) this.giveTo(own, carried);
    }
  }

  /** What an operator gives of what stands beside it: a list of as much, or what a class of the source's own makes of it. */
  operated(carried: number): number {
    return this.#hasImplicit ? partOf(carried) : carried & ~IS;
  }

  /** Whoever is sent something, gets it out of a `yield`. */
  send(carried: number): void {
    const { tree } = this.facts;
    this.#yields ??= Array.from({ length: tree.size }, (_, node) => node).filter((node) => tree.kind(node) === 'yield');
    this.raiseAll(this.#yields, carried);
  }

  /** What is raised may be caught anywhere. */
  throw(carried: number): void {
    const { tree, bindings } = this.facts;
    this.#exceptions ??= bindings
      .filter(({ target, meaning }) => meaning.kind === 'instance' && tree.ancestor(target, EXCEPT) !== NONE)
      .flatMap((binding) => this.places.readsOf(binding));
    this.raiseAll(this.#exceptions, carried);
  }

  // The same list each time, by which it is known what was raised.
  #alone(definition: Node): readonly Node[] {
    const known = this.#lists.get(definition) ?? [definition];
    this.#lists.set(definition, known);
    return known;
  }

  #bound(node: Node, carried: number): void {
    for (const { reads, meaning } of this.places.bindingsTo(node)) {
      if (meaning === 'expression' || meaning === 'definition') this.raiseAll(reads, carried);
      else this.raiseAll(reads, elementOf(carried) | (meaning === 'element' ? 0 : carried & IS));
    }
  }

  // A method is read as an attribute of whatever object. Who decorates a function is given it, and may call it at once.
  #mentioned(definition: Node, carried: number): void {
    const { tree } = this.facts;
    const name = tree.identifier(tree.child(definition, 'name'));
    const outer = tree.parent(definition);
    const isDecorated = tree.kind(outer) === DECORATED;
    if (this.functions.classAround(definition) !== NONE) {
      this.raiseAll(this.places.readsOfAttribute(name), isDecorated ? carried | givenBy(carried) : carried);
    }
    if (!isDecorated) return;
    this.#bound(definition, givenBy(carried));
    for (const decorator of tree.children(outer)) {
      if (tree.kind(decorator) !== 'decorator') continue;
      for (const own of this.functions.meantBy(tree.firstChild(decorator))) this.giveTo(own, functionsIn(carried));
    }
  }
}

/** The values that a call is given, by position and by keyword. */
export function argumentValues(tree: SyntaxTree, call: Node): readonly Node[] {
  return tree.children(tree.child(call, 'arguments')).map((argument) => {
    return tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument;
  });
}
