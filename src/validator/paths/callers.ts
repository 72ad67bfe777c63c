import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { CallsByName } from './calls-by-name.js';
import type { Classes } from './classes.js';
import type { Constructions } from './constructions.js';
import type { Known, Mentions } from './mentions.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
/** Decorators that hand on the arguments as they are. */
const PLAIN_DECORATORS: ReadonlySet<string> = new Set([
  ...['builtins.staticmethod', 'builtins.classmethod', 'abc.abstractmethod', 'functools.lru_cache', 'functools.cache'],
]);
const INITIALIZER = '__init__';
const DUNDER = /^__\w+__$/;
const MOST_CALLS = 64;

interface Calling {
  readonly call: Node;
  /** How many parameters are filled before the first argument that is written: 1 where an object is. */
  readonly shift: number;
}

/** The same of a method that is called on an object, and on a class. */
interface Shifts {
  readonly byObject: number;
  readonly byClass: number;
}

/** What the source itself hands to the parameters of its functions. */
export class Callers {
  readonly #known: Known;
  readonly #mentions: Mentions;
  readonly #classes: Classes;
  readonly #made: Constructions;
  readonly #byName: CallsByName;
  readonly #calls = new Map<Node, readonly Calling[] | undefined>();

  constructor(known: Known, mentions: Mentions, classes: Classes, made: Constructions, byName: CallsByName) {
    this.#known = known;
    this.#mentions = mentions;
    this.#classes = classes;
    this.#made = made;
    this.#byName = byName;
  }

  /** The expressions that a parameter takes: its default, and what is handed to it; undefined where others may call. */
  givenTo(target: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const definition = tree.ancestor(target, FUNCTIONS);
    const index = this.#indexOf(definition, target);
    if (tree.kind(definition) !== 'function_definition' || index === undefined) return undefined;
    if (!this.#calls.has(definition)) this.#calls.set(definition, this.#callsOf(definition));
    const calls = this.#calls.get(definition);
    if (calls === undefined || calls.length > MOST_CALLS) return undefined;
    const name = tree.identifier(target);
    const byDefault = tree.child(tree.parent(target), 'value');
    const handed = calls.map((calling) => this.#handedBy(calling, name, index));
    if (handed.includes(undefined)) return undefined;
    const given = [...handed.map((value) => (value === undefined || value === NONE ? byDefault : value)), byDefault];
    const isUnclear = given.slice(0, -1).includes(NONE);
    const values = [...new Set(given.filter((value) => value !== NONE))];
    return isUnclear || values.length === 0 ? undefined : values;
  }

  /** What one call hands to a parameter: `NONE` where nothing, undefined where that cannot be seen. */
  #handedBy({ call, shift }: Calling, name: string, index: number): Node | undefined {
    const { tree } = this.#known;
    if (hidesArguments(tree, call)) return undefined;
    const byKeyword = keywordArgument(tree, call, name);
    return byKeyword === NONE ? (positionalArguments(tree, call)[index - shift] ?? NONE) : byKeyword;
  }

  // The place of a parameter among those that positions fill; behind them any number that no position reaches.
  #indexOf(definition: Node, target: Node): number | undefined {
    const { tree } = this.#known;
    const parameters = tree.child(definition, 'parameters');
    const own = tree.parent(target) === parameters ? target : tree.parent(target);
    if (own === NONE || tree.parent(own) !== parameters || tree.kind(own).endsWith('splat_pattern')) return undefined;
    if (tree.kind(tree.firstChild(own)).endsWith('splat_pattern')) return undefined;
    let index = 0;
    for (const parameter of tree.children(parameters)) {
      if (parameter === own) return index;
      const isLast = ['keyword_separator', 'list_splat_pattern'].includes(tree.kind(parameter));
      if (isLast) index = Number.POSITIVE_INFINITY;
      else if (tree.kind(parameter) !== 'positional_separator') index += 1;
    }
    return undefined;
  }

  /** The calls of a function; undefined where it may be called in ways that are not seen. */
  #callsOf(definition: Node): readonly Calling[] | undefined {
    const { tree } = this.#known;
    const name = tree.identifier(tree.child(definition, 'name'));
    if (!this.isPlain(definition)) return undefined;
    const owner = this.#classOf(definition);
    if (owner === NONE) return this.#callsByName(name);
    if (this.#byName.mayReach(name)) return undefined;
    if (name === INITIALIZER) return this.#constructions(owner);
    if (DUNDER.test(name) || this.#mentions.ofName(name).length > 0) return undefined;
    return this.#methodCalls(name, this.#shiftsOf(definition));
  }

  isPlain(definition: Node): boolean {
    const { names } = this.#known;
    return this.#classes
      .decorators(definition)
      .every((decorator) => names.namesOf(decorator).some((name) => PLAIN_DECORATORS.has(name)));
  }

  #isDecoratedAs(definition: Node, name: string): boolean {
    return this.#classes
      .decorators(definition)
      .some((decorator) => this.#known.names.namesOf(decorator).includes(name));
  }

  #classOf(definition: Node): Node {
    const { tree } = this.#known;
    const owner = tree.parent(this.#blockOf(definition));
    return tree.kind(owner) === 'class_definition' ? owner : NONE;
  }

  #blockOf(definition: Node): Node {
    const { tree } = this.#known;
    const outer = tree.parent(definition);
    return tree.kind(outer) === 'decorated_definition' ? tree.parent(outer) : outer;
  }

  #callsByName(name: string): readonly Calling[] | undefined {
    const { tree, imports } = this.#known;
    if (imports.some(({ module }) => module === '__main__')) return undefined;
    const calls = this.#mentions.ofName(name).map((read) => callOf(tree, read));
    return calls.includes(NONE) ? undefined : calls.map((call) => ({ call, shift: 0 }));
  }

  #shiftsOf(definition: Node): Shifts {
    if (this.#isDecoratedAs(definition, 'builtins.staticmethod')) return { byObject: 0, byClass: 0 };
    return { byObject: 1, byClass: this.#isDecoratedAs(definition, 'builtins.classmethod') ? 1 : 0 };
  }

  #methodCalls(name: string, { byObject, byClass }: Shifts): readonly Calling[] | undefined {
    const { tree } = this.#known;
    const calls: Calling[] = [];
    for (const { node, by } of this.#mentions.ofAttribute(name)) {
      const call = by === 'dot' ? callOf(tree, node) : NONE;
      if (call === NONE) return undefined;
      calls.push({ call, shift: this.#isClass(tree.unwrap(tree.child(node, 'object'))) ? byClass : byObject });
    }
    return calls;
  }

  #isClass(node: Node): boolean {
    const { tree, names } = this.#known;
    if (tree.kind(node) !== 'identifier') return false;
    return (names.bindingsOf(node) ?? []).some(
      ({ meaning }) => meaning.kind === 'definition' && tree.kind(meaning.node) === 'class_definition',
    );
  }

  /** The calls that make objects of a class, and those of `__init__` itself. */
  #constructions(owner: Node): readonly Calling[] | undefined {
    const supers = this.#methodCalls(INITIALIZER, { byObject: 1, byClass: 0 });
    const made = this.#made.of(owner);
    if (supers === undefined || made === undefined) return undefined;
    return [...supers, ...made.map(({ call }) => ({ call, shift: 1 }))];
  }
}
