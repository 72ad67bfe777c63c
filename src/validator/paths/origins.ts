import type { Binding } from '../scopes/scope.js';
import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { returnsOf } from '../tree/returns.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { FOR_LOOPS } from '../tree/targets.js';
import type { AttributeValues } from './attribute-values.js';
import type { ClassUses } from './class-uses.js';
import type { OwnClasses } from './own-classes.js';
import { isEach, type Known, type Reading } from './reading.js';

const MOST_BINDINGS = 16;
const MOST_CALLS = 64;
const INITIALIZER = '__init__';
const DUNDER = /^__\w+__$/;
const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const ASSIGNMENTS: ReadonlySet<string> = new Set([
  ...['assignment', 'named_expression', 'pattern_list', 'tuple_pattern'],
]);
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['parameters', 'default_parameter', 'typed_default_parameter', 'typed_parameter'],
]);
const PAIRS: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern']);
const TARGETS = /^(?:pattern_list|(?:tuple|list)_pattern|expression_list|tuple|list)$/;

/** A loop that a name takes its values from. */
export interface Taken {
  readonly iterable: Node;
  /** Which part of each element is taken, the way into it; empty for the whole of it. */
  readonly way: readonly number[];
}

/** What is known of a source's own functions, classes and attributes. */
interface Own {
  readonly classes: OwnClasses;
  readonly attributes: AttributeValues;
  readonly uses: ClassUses;
}

/** Where names, attributes of own objects, and calls of own functions take their values. */
export class Origins {
  readonly #known: Known;
  readonly #own: Own;
  readonly #reading: Reading;
  readonly #calls = new Map<Node, readonly Node[] | undefined>();
  readonly #returns = new Map<Node, readonly Node[]>();

  constructor(known: Known, own: Own, reading: Reading) {
    this.#known = known;
    this.#own = own;
    this.#reading = reading;
  }

  /** The expressions among which an expression takes its value, one step back; undefined where there may be others. */
  of(node: Node): readonly Node[] | undefined {
    const { tree, names, mentions } = this.#known;
    const { attributes } = this.#own;
    const inner = tree.kind(node) === 'call' ? tree.unwrap(tree.child(node, 'function')) : node;
    const isCall = inner !== node;
    if (tree.kind(inner) === 'identifier')
      return isCall ? this.#returnedBy(names.bindingsOf(inner) ?? []) : this.#ofName(inner);
    if (tree.kind(inner) !== 'attribute' || !isEach(this.#reading, tree.child(inner, 'object'), 'object'))
      return undefined;
    const name = tree.identifier(tree.child(inner, 'attribute'));
    if (!isCall) return attributes.givenTo(name);
    return attributes.writtenTo(name)?.length === 0 ? this.#returnedBy(mentions.ofMember(name)) : undefined;
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
    if (PARAMETERS.has(parent)) return this.#givenTo(target);
    // Of a name in a tuple the expression is its own part.
    return meaning.kind === 'expression' && ASSIGNMENTS.has(parent) ? [meaning.node] : undefined;
  }

  /** The expressions that a parameter takes: its default, and what is handed to it; undefined where others may call. */
  #givenTo(target: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const definition = tree.ancestor(target, FUNCTIONS);
    if (!this.#calls.has(definition)) this.#calls.set(definition, this.#callsOf(definition));
    const calls = this.#calls.get(definition);
    const index = this.#positionOf(definition, target);
    if (index === undefined || calls === undefined || calls.length > MOST_CALLS) return undefined;
    const byDefault = tree.child(tree.parent(target), 'value');
    const given = [byDefault];
    for (const call of calls) {
      const byKeyword = keywordArgument(tree, call, tree.identifier(target));
      const value = byKeyword === NONE ? (positionalArguments(tree, call)[index] ?? byDefault) : byKeyword;
      if (value === NONE || hidesArguments(tree, call)) return undefined;
      given.push(value);
    }
    const values = [...new Set(given.filter((value) => value !== NONE))];
    return values.length === 0 ? undefined : values;
  }

  /** Which of the arguments of a call fills a parameter; infinite where none does by its position. */
  #positionOf(definition: Node, target: Node): number | undefined {
    const { tree } = this.#known;
    const parameters = tree.child(definition, 'parameters');
    const own = tree.parent(target) === parameters ? target : tree.parent(target);
    const isSplat = [own, tree.firstChild(own)].some((part) => tree.kind(part).endsWith('splat_pattern'));
    if (tree.parent(own) !== parameters || isSplat) return undefined;
    const before = tree.children(parameters).filter((parameter) => parameter < own);
    if (before.some((parameter) => ['keyword_separator', 'list_splat_pattern'].includes(tree.kind(parameter))))
      return Number.POSITIVE_INFINITY;
    const places = before.filter((parameter) => tree.kind(parameter) !== 'positional_separator').length;
    return this.#own.classes.isHandedReceiver(definition) ? places - 1 : places;
  }

  /** The calls of a function; undefined where it may be called in ways that are not seen. */
  #callsOf(definition: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const name = tree.identifier(tree.child(definition, 'name'));
    if (tree.kind(definition) !== 'function_definition' || !this.#own.classes.isPlain(definition)) return undefined;
    const owner = this.#own.classes.ownerOf(definition);
    if (owner === NONE) return this.#all(this.#known.mentions.ofName(name));
    if (!this.#own.uses.areSeen) return undefined;
    if (name === INITIALIZER) return this.#own.classes.initializationsOf(owner);
    if (DUNDER.test(name) || this.#own.uses.mayBeCalledByLibraries(name)) return undefined;
    return this.#all(this.#known.mentions.ofAttribute(name).map(({ node, by }) => (by === 'dot' ? node : NONE)));
  }

  /** The calls of all that is mentioned; undefined where anything else is done with it. */
  #all(mentions: readonly Node[]): readonly Node[] | undefined {
    if (mentions.length > MOST_CALLS) return undefined;
    const calls = mentions.map((mention) => (mention === NONE ? NONE : callOf(this.#known.tree, mention)));
    return calls.includes(NONE) ? undefined : calls;
  }

  /** What a name is of which every `with` gives it its value; undefined of others. */
  enteredAs(name: Node): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    const bindings = names.bindingsOf(name) ?? [];
    const entered = bindings
      .slice(0, MOST_BINDINGS)
      .map(({ target, meaning }) =>
        meaning.kind === 'context' && tree.kind(tree.parent(target)) === 'as_pattern_target' ? meaning.node : NONE,
      );
    return entered.length !== bindings.length || entered.length === 0 || entered.includes(NONE) ? undefined : entered;
  }

  /** The expressions of which each gives a name the first of its two parts; undefined where another way gives it one. */
  pairsOf(name: Node): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    const bindings = names.bindingsOf(name) ?? [];
    const pairs = bindings.slice(0, MOST_BINDINGS).map(({ target }) => {
      const pattern = tree.parent(target);
      const isFirst = tree.firstChild(pattern) === target && tree.children(pattern).length === 2;
      const isPair = isFirst && PAIRS.has(tree.kind(pattern)) && tree.kind(tree.parent(pattern)) === 'assignment';
      return isPair ? tree.child(tree.parent(pattern), 'right') : NONE;
    });
    return pairs.length !== bindings.length || pairs.length === 0 || pairs.includes(NONE) ? undefined : pairs;
  }

  /** The loops that a name takes its values from; undefined where it is given one in any other way. */
  loopsOf(name: Node): readonly Taken[] | undefined {
    const bindings = this.#known.names.bindingsOf(name) ?? [];
    if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return undefined;
    const loops = bindings.map((binding) => this.#loopOf(binding));
    return loops.every((loop) => loop !== undefined) ? loops : undefined;
  }

  #loopOf(binding: Binding): Taken | undefined {
    const { tree } = this.#known;
    if (binding.meaning.kind !== 'element') return undefined;
    const way: number[] = [];
    let target = binding.target;
    for (let outer = tree.parent(target); !FOR_LOOPS.has(tree.kind(outer)); outer = tree.parent(outer)) {
      const targets = tree.children(outer);
      const isSplat = targets.some((each) => tree.kind(each).startsWith('list_splat'));
      if (!TARGETS.test(tree.kind(outer)) || isSplat) return undefined;
      way.unshift(targets.indexOf(target));
      target = outer;
    }
    return { iterable: tree.child(tree.parent(target), 'right'), way };
  }

  /** What functions return that are bound to one name; undefined where one of them is no plain function. */
  #returnedBy(bindings: readonly Binding[]): readonly Node[] | undefined {
    const returned = bindings.map(({ meaning }) =>
      meaning.kind === 'definition' && this.#own.classes.isPlain(meaning.node) ? this.#returnsOf(meaning.node) : [],
    );
    const isKnown = bindings.length > 0 && bindings.length <= MOST_BINDINGS;
    return isKnown && returned.every((nodes) => nodes.length > 0) ? returned.flat() : undefined;
  }

  #returnsOf(definition: Node): readonly Node[] {
    const known = this.#returns.get(definition) ?? returnsOf(this.#known.tree, definition);
    this.#returns.set(definition, known);
    return known;
  }
}
