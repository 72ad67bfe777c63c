import type { Binding } from '../scopes/scope.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { FOR_LOOPS } from '../tree/targets.js';
import { AttributeValues } from './attribute-values.js';
import { Callers } from './callers.js';
import { CallsByName } from './calls-by-name.js';
import { Classes } from './classes.js';
import { Constructions } from './constructions.js';
import { type Known, Mentions } from './mentions.js';
import { OwnInstances } from './own-instances.js';
import { returnsOf } from './returns.js';

const MOST_BINDINGS = 16;
const ASSIGNMENTS: ReadonlySet<string> = new Set(['assignment', 'named_expression']);
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['parameters', 'default_parameter', 'typed_default_parameter', 'typed_parameter'],
]);

/** A loop that a name takes its values from. */
export interface Taken {
  readonly iterable: Node;
  /** Which part of each element is taken, the way into it; empty for the whole of it. */
  readonly way: readonly number[];
}

/** Where names, parameters, attributes and calls of the source's own functions take their values. */
export class Origins {
  readonly mentions: Mentions;
  readonly #known: Known;
  readonly #callers: Callers;
  readonly #own: OwnInstances;
  readonly #returns = new Map<Node, readonly Node[]>();
  readonly attributes: AttributeValues;

  constructor(known: Known) {
    this.#known = known;
    this.mentions = new Mentions(known);
    const classes = new Classes(known, this.mentions);
    const made = new Constructions(known, this.mentions, classes);
    const byName = new CallsByName(known, this.mentions);
    this.#callers = new Callers(known, this.mentions, classes, made, byName);
    this.attributes = new AttributeValues(known, this.mentions, made);
    this.#own = new OwnInstances(known, this, classes, made, byName);
  }

  /** The expressions among which an expression takes its value, one step back; undefined where there may be others. */
  of(node: Node): readonly Node[] | undefined {
    switch (this.#known.tree.kind(node)) {
      case 'identifier':
        return this.#ofName(node);
      case 'attribute':
        return this.#ofAttribute(node);
      case 'call':
        return this.#ofCall(node);
      default:
        return undefined;
    }
  }

  /** The loop that a name takes its values from, where it is the only one. */
  loopOf(name: Node): Taken | undefined {
    const { tree, names } = this.#known;
    const [binding, ...others] = (names.bindingsOf(name) ?? []).slice(0, 2);
    if (binding?.meaning.kind !== 'element' || others.length > 0) return undefined;
    const way: number[] = [];
    let target = binding.target;
    for (let outer = tree.parent(target); !FOR_LOOPS.has(tree.kind(outer)); outer = tree.parent(outer)) {
      if (!tree.kind(outer).match(/^(?:pattern_list|(?:tuple|list)_pattern|expression_list|tuple|list)$/))
        return undefined;
      way.unshift(tree.children(outer).indexOf(target));
      target = outer;
    }
    return { iterable: tree.child(tree.parent(target), 'right'), way };
  }

  #ofName(name: Node): readonly Node[] | undefined {
    const bindings = this.#known.names.bindingsOf(name) ?? [];
    if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return undefined;
    const values = bindings.map((binding) => this.#ofBinding(binding));
    return values.every((value) => value !== undefined) ? values.flat() : undefined;
  }

  #ofBinding({ target, meaning }: Binding): readonly Node[] | undefined {
    const { tree } = this.#known;
    const parent = tree.kind(tree.parent(target));
    if (PARAMETERS.has(parent)) return this.#callers.givenTo(target);
    if (meaning.kind !== 'expression') return undefined;
    // Of a name in a tuple the expression is its own part.
    const isAssigned = ASSIGNMENTS.has(parent) || parent === 'pattern_list' || parent === 'tuple_pattern';
    return isAssigned ? [meaning.node] : undefined;
  }

  #ofAttribute(node: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const given = this.attributes.givenTo(tree.identifier(tree.child(node, 'attribute')));
    return given !== undefined && this.#own.isOwn(tree.child(node, 'object')) ? given : undefined;
  }

  #ofCall(call: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const definitions = this.#definitionsOf(tree.unwrap(tree.child(call, 'function')));
    const returned = definitions.map((definition) => this.#returnsOf(definition));
    return returned.length > 0 && returned.every((nodes) => nodes.length > 0) ? returned.flat() : undefined;
  }

  #returnsOf(definition: Node): readonly Node[] {
    const known = this.#returns.get(definition) ?? returnsOf(this.#known.tree, definition);
    this.#returns.set(definition, known);
    return known;
  }

  /** What classes of the source bind to the name of a method, where its object is surely of one and nothing hides it. */
  #membersAt(callee: Node): readonly Binding[] {
    const { tree } = this.#known;
    const name = tree.identifier(tree.child(callee, 'attribute'));
    if (this.attributes.mayBeGiven(name) || !this.#own.isOwn(tree.child(callee, 'object'))) return [];
    return this.mentions.ofMember(name);
  }

  /** The plain functions of the source that are called by a name, or by that of a method. */
  #definitionsOf(callee: Node): readonly Node[] {
    const { tree, names } = this.#known;
    const isMethod = tree.kind(callee) === 'attribute';
    if (names.namesOf(callee).length > 0 || (!isMethod && tree.kind(callee) !== 'identifier')) return [];
    const bindings = isMethod ? this.#membersAt(callee) : (names.bindingsOf(callee) ?? []);
    const definitions = bindings.map(({ meaning }) => (meaning.kind === 'definition' ? meaning.node : NONE));
    return definitions.length <= MOST_BINDINGS &&
      definitions.every((node) => node !== NONE && this.#callers.isPlain(node))
      ? definitions
      : [];
  }
}
