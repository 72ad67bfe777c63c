import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { ClassUses } from './class-uses.js';
import type { OwnClasses } from './own-classes.js';
import type { Known } from './reading.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const INITIALIZER = '__init__';
const DUNDER = /^__\w+__$/;
const MOST_CALLS = 64;

/** What the source itself hands to the parameters of its functions. */
export class Callers {
  readonly #known: Known;
  readonly #classes: OwnClasses;
  readonly #uses: ClassUses;
  readonly #calls = new Map<Node, readonly Node[] | undefined>();

  constructor(known: Known, classes: OwnClasses, uses: ClassUses) {
    this.#known = known;
    this.#classes = classes;
    this.#uses = uses;
  }

  /** The expressions that a parameter takes: its default, and what is handed to it; undefined where others may call. */
  givenTo(target: Node): readonly Node[] | undefined {
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
    if (tree.parent(own) !== parameters || isSplat(tree.kind(own)) || isSplat(tree.kind(tree.firstChild(own))))
      return undefined;
    const before = tree.children(parameters).filter((parameter) => parameter < own);
    if (before.some((parameter) => ['keyword_separator', 'list_splat_pattern'].includes(tree.kind(parameter))))
      return Number.POSITIVE_INFINITY;
    const places = before.filter((parameter) => tree.kind(parameter) !== 'positional_separator').length;
    return this.#classes.isHandedReceiver(definition) ? places - 1 : places;
  }

  /** The calls of a function; undefined where it may be called in ways that are not seen. */
  #callsOf(definition: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const name = tree.identifier(tree.child(definition, 'name'));
    if (tree.kind(definition) !== 'function_definition' || !this.#classes.isPlain(definition)) return undefined;
    const owner = this.#classes.ownerOf(definition);
    if (owner === NONE) return this.#all(this.#known.mentions.ofName(name));
    if (!this.#uses.areSeen) return undefined;
    const calls = this.#all(this.#known.mentions.ofAttribute(name).map(({ node, by }) => (by === 'dot' ? node : NONE)));
    if (name === INITIALIZER) return calls && [...calls, ...this.#classes.constructionsOf(owner)];
    return DUNDER.test(name) ? undefined : calls;
  }

  /** The calls of all that is mentioned; undefined where anything else is done with it. */
  #all(mentions: readonly Node[]): readonly Node[] | undefined {
    if (mentions.length > MOST_CALLS) return undefined;
    const calls = mentions.map((mention) => (mention === NONE ? NONE : callOf(this.#known.tree, mention)));
    return calls.includes(NONE) ? undefined : calls;
  }
}

function isSplat(kind: string): boolean {
  return kind.endsWith('splat_pattern');
}
