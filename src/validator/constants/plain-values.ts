import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { Definitions } from './definitions.js';

const LITERALS: ReadonlySet<string> = new Set([
  ...['string', 'concatenated_string', 'integer', 'float', 'list', 'tuple', 'set', 'dictionary', 'none', 'true'],
  ...['false', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'unary_operator'],
]);
const MOST_DEPTH = 16;
const MOST_BINDINGS = 16;
/** Expressions that one answer may rest on. */
const MOST_GROUNDS = 200;

/** Tells the expressions that surely are texts, numbers, lists and tables, of Python's own classes. */
export class PlainValues {
  readonly #tree: SyntaxTree;
  readonly #definitions: Definitions;
  readonly #plain = new Set<Node>();
  readonly #others = new Set<Node>();

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.#tree = tree;
    this.#definitions = definitions;
  }

  isPlain(node: Node): boolean {
    const grounds = new Set<Node>();
    const isPlain = this.#restsOn(node, grounds, 0);
    // What was met on the way to a no is not known: perhaps it is made of what the no came from.
    if (isPlain) for (const ground of grounds) this.#plain.add(ground);
    return isPlain;
  }

  /** Whether a value is plain, so far as those are on which the answer rests already. */
  #restsOn(node: Node, grounds: Set<Node>, depth: number): boolean {
    const tree = this.#tree;
    const inner = tree.unwrap(node);
    if (inner === NONE || depth > MOST_DEPTH || this.#others.has(inner)) return false;
    const kind = tree.kind(inner);
    if (LITERALS.has(kind)) {
      return kind !== 'unary_operator' || this.#restsOn(tree.child(inner, 'argument'), grounds, depth + 1);
    }
    // What is made of itself adds nothing to what else it is made of.
    if (this.#plain.has(inner) || grounds.has(inner)) return true;
    grounds.add(inner);
    const isPlain = grounds.size <= MOST_GROUNDS && this.#isMadeOfPlain(inner, kind, grounds, depth + 1);
    if (!isPlain) this.#others.add(inner);
    return isPlain;
  }

  #isMadeOfPlain(node: Node, kind: string, grounds: Set<Node>, depth: number): boolean {
    const tree = this.#tree;
    if (kind === 'binary_operator') {
      return ['left', 'right'].every((side) => this.#restsOn(tree.child(node, side), grounds, depth));
    }
    const bindings = kind === 'identifier' ? (this.#definitions.bindingsOf(node) ?? []) : [];
    if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return false;
    return bindings.every(({ meaning, target }) => {
      const isAssigned = tree.kind(tree.parent(target)).endsWith('assignment');
      return isAssigned && meaning.kind === 'expression' && this.#restsOn(meaning.node, grounds, depth);
    });
  }
}
