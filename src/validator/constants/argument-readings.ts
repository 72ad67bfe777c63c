import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { Definitions } from './definitions.js';
import {
  type ArgumentPlace,
  depthKeptBy,
  isReadByPlain,
  isReadByTable,
  isSummary,
  type OtherArgument,
} from './harmless-readings.js';
import type { PlainValues } from './plain-values.js';
import type { Replacements } from './replacements.js';

const GROUPS = 'groupby';
const UNSEEN = '*';
/** Where more are given, none of them is believed to be harmless beside the others. */
const MOST_ARGUMENTS = 64;
/** Whose classes say by themselves what is an instance of them. */
const LIBRARIES = /^(?:builtins|numpy|pandas|collections|datetime|decimal|numbers)\./;

/** Says what is let out of a value that is an argument of a call. */
export class ArgumentReader {
  readonly #tree: SyntaxTree;
  readonly #definitions: Definitions;
  readonly #plain: PlainValues;
  readonly #replacements: Replacements;
  readonly #lists = new Map<Node, ReadonlyMap<Node, OtherArgument>>();

  constructor(tree: SyntaxTree, definitions: Definitions, plain: PlainValues, replacements: Replacements) {
    this.#tree = tree;
    this.#definitions = definitions;
    this.#plain = plain;
    this.#replacements = replacements;
  }

  /**
   * How deep in an argument the first thing lies that the call lets out.
   * @param argument what stands in the list of arguments: a value, or a keyword with one
   */
  depthKept(argument: Node): number {
    const callee = this.#calleeOf(this.#tree.parent(argument));
    const names = this.#definitions.namesOf(callee);
    const place = this.#placeOf(argument);
    if (names.length === 0) return this.#isReadByMethod(callee, place) ? 1 : 0;
    if (!this.#isOfLibrary(callee) || names.some((name) => this.#replacements.isReplaced(name))) return 0;
    return Math.min(...names.map((name) => depthKeptBy(name, place)));
  }

  // Of a class the arguments are its bases.
  #calleeOf(list: Node): Node {
    const call = this.#tree.parent(list);
    return this.#tree.kind(call) === 'call' ? this.#tree.unwrap(this.#tree.child(call, 'function')) : NONE;
  }

  #keywordOf(argument: Node): string | undefined {
    const tree = this.#tree;
    const kind = tree.kind(argument);
    if (kind === 'keyword_argument') return tree.identifier(tree.child(argument, 'name'));
    return kind.endsWith('_splat') ? UNSEEN : undefined;
  }

  #placeOf(argument: Node): ArgumentPlace {
    const given = this.#given(this.#tree.parent(argument));
    const own = given.get(argument);
    const isFirst = own?.position === 0 && own.keyword === undefined;
    return {
      keyword: own?.keyword,
      isFirst,
      isAlone: isFirst && given.size === 1,
      besides: (isHarmless) =>
        given.size <= MOST_ARGUMENTS && [...given.values()].every((other) => other === own || isHarmless(other)),
    };
  }

  /** The arguments of a list, each by what stands in it. */
  #given(list: Node): ReadonlyMap<Node, OtherArgument> {
    const known = this.#lists.get(list);
    if (known !== undefined) return known;
    const given = new Map<Node, OtherArgument>();
    for (const argument of this.#tree.children(list)) given.set(argument, this.#otherAt(argument, given.size));
    this.#lists.set(list, given);
    return given;
  }

  #otherAt(argument: Node, position: number): OtherArgument {
    const tree = this.#tree;
    const keyword = this.#keywordOf(argument);
    const value = tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument;
    return { keyword, position, isKnown: () => keyword !== UNSEEN && this.#isKnown(value) };
  }

  // `int`, `(list, np.ndarray)`, `'float64'`. What a tuple is plain for, it may still hold.
  #isKnown(node: Node): boolean {
    const tree = this.#tree;
    const inner = tree.unwrap(node);
    if (tree.kind(inner) === 'tuple') return tree.children(inner).every((part) => this.#isKnown(part));
    if (this.#plain.isPlain(inner)) return true;
    const names = this.#definitions.namesOf(inner);
    return names.length > 0 && names.every((name) => LIBRARIES.test(name)) && this.#isOfLibrary(inner);
  }

  /** Whether a name stands for nothing but what was imported or is built in. */
  #isOfLibrary(node: Node): boolean {
    const tree = this.#tree;
    let root = tree.unwrap(node);
    while (tree.kind(root) === 'attribute') root = tree.unwrap(tree.child(root, 'object'));
    if (tree.kind(root) !== 'identifier') return false;
    return (this.#definitions.bindingsOf(root) ?? []).every(({ meaning }) => meaning.kind === 'import');
  }

  #isReadByMethod(callee: Node, place: ArgumentPlace): boolean {
    const tree = this.#tree;
    if (tree.kind(callee) !== 'attribute') return false;
    const method = tree.identifier(tree.child(callee, 'attribute'));
    if (isReadByPlain(method, place)) return this.#plain.isPlain(tree.child(callee, 'object'));
    if (!isReadByTable(method, place) || this.#replacements.isOwnMethod(method)) return false;
    return method !== GROUPS || this.#isSummed(callOf(tree, callee));
  }

  /** Whether nobody gets to see a grouping itself, which remembers by what it was made. */
  #isSummed(grouping: Node): boolean {
    const tree = this.#tree;
    const parent = tree.parent(tree.wrapped(grouping));
    if (tree.kind(parent) === 'for_statement' || tree.kind(parent) === 'for_in_clause') return true;
    if (tree.kind(parent) === 'subscript') return this.#isSummed(parent);
    if (tree.kind(parent) !== 'attribute' || callOf(tree, parent) === NONE) return false;
    return isSummary(tree.identifier(tree.child(parent, 'attribute')));
  }
}
