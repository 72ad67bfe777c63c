import { NONE, type Node, type SyntaxTree } from '../tree.js';
import type { Definitions } from './evaluation.js';

const LITERALS: ReadonlySet<string> = new Set([
  ...['string', 'concatenated_string', 'integer', 'float', 'list', 'tuple', 'set', 'dictionary', 'none', 'true'],
  ...['false', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'unary_operator'],
]);
const MOST_DEPTH = 16;
const MOST_BINDINGS = 16;

/** Tells the expressions that surely are texts, numbers, lists and tables, of Python's own classes. */
export class PlainValues {
  readonly #tree: SyntaxTree;
  readonly #definitions: Definitions;
  readonly #known = new Map<Node, boolean>();

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.#tree = tree;
    this.#definitions = definitions;
  }

  isPlain(node: Node, depth = 0): boolean {
    const tree = this.#tree;
    const inner = tree.unwrap(node);
    if (inner === NONE || depth > MOST_DEPTH) return false;
    const kind = tree.kind(inner);
    if (LITERALS.has(kind)) return kind !== 'unary_operator' || this.isPlain(tree.child(inner, 'argument'), depth + 1);
    const known = this.#known.get(inner);
    if (known !== undefined) return known;
    // What is made of itself adds nothing to what else it is made of.
    this.#known.set(inner, true);
    const isPlain = this.#isMadeOfPlain(inner, kind, depth + 1);
    this.#known.set(inner, isPlain);
    return isPlain;
  }

  #isMadeOfPlain(node: Node, kind: string, depth: number): boolean {
    const tree = this.#tree;
    if (kind === 'binary_operator')
      return this.isPlain(tree.child(node, 'left'), depth) && this.isPlain(tree.child(node, 'right'), depth);
    const bindings = kind === 'identifier' ? (this.#definitions.bindingsOf(node) ?? []) : [];
    if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return false;
    return bindings.every(({ meaning, target }) => {
      const isAssigned = tree.kind(tree.parent(target)).endsWith('assignment');
      return isAssigned && meaning.kind === 'expression' && this.isPlain(meaning.node, depth);
    });
  }
}
