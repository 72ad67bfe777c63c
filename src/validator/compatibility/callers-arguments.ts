import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import { argumentAt, callOf, hidesArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const WITH_DEFAULT = /^(?:typed_)?default_parameter$/;
const UNCERTAIN = /_splat_pattern$|_separator$/;
/** What a function asks that treats what it is given in more than one way. */
const ASKS = /\b(?:isinstance|issubclass|type|callable|match)\b\s*[(\w]/;
/** What the sandbox calls itself. */
const CALLED_FROM_OUTSIDE = 'run';

/** A parameter, and whatever has to be called for it to be given a value. */
interface Parameter {
  readonly name: string;
  readonly position: number;
  readonly byDefault: Node;
  readonly called: Node;
}

/**
 * What the parameters of functions are given, where every call of them is written out in the source: of functions that
 * are never mentioned but to be called, and of classes, which hand it to their `__init__`.
 */
export class CallersArguments {
  readonly #facts: Facts;
  #mentions: ReadonlyMap<string, readonly Node[]> | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** All that a parameter is ever given; undefined where that is not sure, and for what is no parameter. */
  valuesOf(target: Node): readonly Node[] | undefined {
    const parameter = this.#parameterAt(target);
    const calls = parameter === undefined ? [] : (this.#callsOf(parameter.called) ?? []);
    if (parameter === undefined || calls.length === 0) return undefined;
    const { name, position, byDefault } = parameter;
    const { tree } = this.#facts;
    if (calls.some((call) => hidesArguments(tree, call))) return undefined;
    const given = calls.map((call) => argumentAt(tree, call, name, position));
    return given.map((value) => (value === NONE ? byDefault : value)).filter((value) => value !== NONE);
  }

  #parameterAt(target: Node): Parameter | undefined {
    const { tree } = this.#facts;
    const above = tree.parent(target);
    const parameter = tree.kind(above) === 'parameters' ? target : above;
    const parameters = tree.parent(parameter);
    const definition = tree.parent(parameters);
    if (tree.kind(parameters) !== 'parameters' || tree.kind(definition) !== 'function_definition') return undefined;
    const all = tree.children(parameters);
    if (all.some((one) => UNCERTAIN.test(tree.kind(one)))) return undefined;
    const called = this.#calledFor(definition);
    if (called === NONE || ASKS.test(tree.textOf(definition))) return undefined;
    const position = all.indexOf(parameter) - (called === definition ? 0 : 1);
    // The object itself is no argument of anybody's.
    if (position < 0) return undefined;
    return {
      name: tree.identifier(target),
      position,
      byDefault: WITH_DEFAULT.test(tree.kind(parameter)) ? tree.child(parameter, 'value') : NONE,
      called,
    };
  }

  /** The function itself, or the class of which it is the `__init__`; `NONE` for other methods. */
  #calledFor(definition: Node): Node {
    const { tree } = this.#facts;
    const outer = tree.parent(definition);
    if (tree.kind(outer) === 'decorated_definition') return NONE;
    const owner = tree.parent(outer);
    if (tree.kind(owner) !== 'class_definition') return definition;
    const isMaker = tree.identifier(tree.child(definition, 'name')) === '__init__';
    return isMaker && tree.kind(tree.parent(owner)) !== 'decorated_definition' ? owner : NONE;
  }

  /** Every call, where what is called is mentioned nowhere else. */
  #callsOf(called: Node): readonly Node[] | undefined {
    const { tree, names } = this.#facts;
    const name = tree.identifier(tree.child(called, 'name'));
    if (name === CALLED_FROM_OUTSIDE) return undefined;
    const calls: Node[] = [];
    for (const mention of this.#mentionsOf(name)) {
      const bindings = names.bindingsOf(mention) ?? [];
      if (!bindings.some((binding) => defines(binding, called))) continue;
      const call = callOf(tree, mention);
      if (call === NONE || bindings.length > 1) return undefined;
      calls.push(call);
    }
    return calls;
  }

  #mentionsOf(name: string): readonly Node[] {
    this.#mentions ??= this.#identifiers();
    return this.#mentions.get(name) ?? [];
  }

  #identifiers(): ReadonlyMap<string, readonly Node[]> {
    const { tree, reads } = this.#facts;
    const byName = new Map<string, Node[]>();
    for (const node of reads) {
      if (tree.kind(node) !== 'identifier') continue;
      const name = tree.identifier(node);
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [node]);
      else known.push(node);
    }
    return byName;
  }
}

function defines({ meaning }: Binding, definition: Node): boolean {
  return meaning.kind === 'definition' && meaning.node === definition;
}
