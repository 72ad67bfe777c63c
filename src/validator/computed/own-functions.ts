import type { Binding } from '../scopes/scope.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { type ComputedPlaces, EVERY_PARAMETER, type Walked } from './places.js';

const DECORATED = 'decorated_definition';
const CLASS = 'class_definition';
const MADE_BY = '__init__';
const NO_READS: readonly Node[] = [];

/** The functions of a source, and by which names it may be calling which, whatever object they are called on. */
export class OwnFunctions {
  readonly #facts: Walked;
  readonly #places: ComputedPlaces;
  readonly #methods = new Map<string, Node[]>();
  readonly #bound = new Map<readonly Binding[], readonly Node[]>();
  readonly #parameters = new Map<readonly Node[], Map<string | number, readonly Node[]>>();
  readonly #made = new Map<Node, readonly Node[]>();

  constructor(facts: Walked, places: ComputedPlaces) {
    this.#facts = facts;
    this.#places = places;
    const { tree, functions } = facts;
    for (const definition of functions) {
      const around = this.classAround(definition);
      if (around === NONE) continue;
      const name = tree.identifier(tree.child(definition, 'name'));
      const known = this.#methods.get(name);
      if (known === undefined) this.#methods.set(name, [definition]);
      else known.push(definition);
      if (name === MADE_BY) this.#made.set(around, [definition]);
    }
  }

  /** The class of which a function is a method, or `NONE`. */
  classAround(definition: Node): Node {
    const { tree } = this.#facts;
    const outer = tree.parent(definition);
    const around = tree.parent(tree.kind(outer) === DECORATED ? tree.parent(outer) : outer);
    return tree.kind(around) === CLASS ? around : NONE;
  }

  hasMethod(name: string): boolean {
    return this.#methods.has(name);
  }

  /** The functions that an expression may stand for; of a class, what makes its objects. */
  meantBy(expression: Node): readonly Node[] {
    const { tree, names } = this.#facts;
    const inner = tree.unwrap(expression);
    const kind = tree.kind(inner);
    if (kind === 'attribute') return this.#methods.get(tree.identifier(tree.child(inner, 'attribute'))) ?? NO_READS;
    const bindings = kind === 'identifier' ? names.bindingsOf(inner) : undefined;
    if (bindings === undefined) return kind === 'lambda' ? [inner] : NO_READS;
    const known = this.#bound.get(bindings) ?? bindings.flatMap((binding) => this.#definitionBound(binding));
    this.#bound.set(bindings, known);
    return known;
  }

  /** Whether an expression is the name of a class of the source. */
  isClass(expression: Node): boolean {
    const { tree, names } = this.#facts;
    const inner = tree.unwrap(expression);
    const bindings = tree.kind(inner) === 'identifier' ? (names.bindingsOf(inner) ?? []) : [];
    const [first] = bindings;
    return first?.meaning.kind === 'definition' && tree.kind(first.meaning.node) === CLASS;
  }

  /** Where the parameters of some functions are read that one argument may be given to. */
  readsOfParameter(definitions: readonly Node[], place: string | number): readonly Node[] {
    if (definitions.length === 0) return NO_READS;
    const known = this.#parameters.get(definitions) ?? new Map<string | number, readonly Node[]>();
    this.#parameters.set(definitions, known);
    const reads = known.get(place) ?? definitions.flatMap((definition) => this.#placeIn(definition, place));
    known.set(place, reads);
    return reads;
  }

  /** How many values a function has to be given. */
  parameterCount(definition: Node): number {
    const { tree } = this.#facts;
    const required = tree.children(tree.child(definition, 'parameters')).filter((parameter) => {
      const kind = tree.kind(parameter);
      return kind === 'identifier' || kind === 'typed_parameter';
    });
    return required.length - (this.classAround(definition) === NONE ? 0 : 1);
  }

  // A decorator may have taken away the first parameter or not.
  #placeIn(definition: Node, place: string | number): readonly Node[] {
    const { tree } = this.#facts;
    const isShifted = tree.kind(tree.parent(definition)) === DECORATED && typeof place === 'number';
    return this.#places.readsOfParameters(definition, isShifted ? EVERY_PARAMETER : place);
  }

  #definitionBound({ meaning }: Binding): readonly Node[] {
    const { tree } = this.#facts;
    if (meaning.kind !== 'definition' && meaning.kind !== 'expression') return NO_READS;
    const value = tree.unwrap(meaning.node);
    if (tree.kind(value) === CLASS) return this.#made.get(value) ?? NO_READS;
    return tree.kind(value) === 'lambda' || tree.kind(value) === 'function_definition' ? [value] : NO_READS;
  }
}
