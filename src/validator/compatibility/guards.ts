import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** What a condition speaks of that asks first whether something is there. */
const ASKS_FIRST =
  /hasattr|getattr|version|platform|\bos\.name\b|PY_?[23]|TYPE_CHECKING|find_spec|\bdir\(|HAS_|HAVE_|_AVAILABLE|\bhas_|\bhave_|_available/;
const CONDITIONS: ReadonlyMap<string, string> = new Map([
  ['if_statement', 'condition'],
  ['elif_clause', 'condition'],
  ['while_statement', 'condition'],
]);
const SHORT_CIRCUITS: ReadonlySet<string> = new Set(['conditional_expression', 'boolean_operator']);

/** Tells where a source looks first, or is ready for what is not there: what stands there is left alone. */
export class Guards {
  readonly #tree: SyntaxTree;
  /** Conditions, and operators that leave out their second part, by whether they ask. */
  readonly #asking = new Map<Node, boolean>();

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
  }

  /** Whether a node is below `try`, below a condition that asks, or in an annotation, which may never be evaluated. */
  isGuarded(node: Node): boolean {
    const tree = this.#tree;
    let outermost = NONE;
    for (let above = tree.parent(node); above !== NONE; above = tree.parent(above)) {
      const kind = tree.kind(above);
      if (kind === 'type' || (kind === 'try_statement' && hasHandler(tree, above))) return true;
      const condition = CONDITIONS.get(kind);
      if (condition !== undefined && this.#asks(tree.child(above, condition))) return true;
      if (SHORT_CIRCUITS.has(kind)) outermost = above;
    }
    // What an inner one asks, the outermost says too: a thousand in a row are looked through once.
    return outermost !== NONE && this.#asks(outermost);
  }

  #asks(node: Node): boolean {
    const known = this.#asking.get(node);
    if (known !== undefined) return known;
    const asks = ASKS_FIRST.test(this.#tree.textOf(node));
    this.#asking.set(node, asks);
    return asks;
  }
}

function hasHandler(tree: SyntaxTree, statement: Node): boolean {
  return tree.children(statement).some((child) => tree.kind(child) === 'except_clause');
}

/** Names of attributes that a source writes, or speaks of in a text for `hasattr` and its like: they may be there. */
export function namesSpokenOf({ tree, attributes, calls, names }: Facts): ReadonlySet<string> {
  const spoken = new Set<string>();
  for (const { node, name, by } of attributes) if (by !== 'dot' || isWritten(tree, node)) spoken.add(name);
  for (const call of calls) {
    const end = tree.end(tree.child(call, 'function'));
    if (!tree.text.endsWith('attr', end) && !tree.text.endsWith('accessor', end)) continue;
    for (const argument of tree.children(tree.child(call, 'arguments'))) {
      const text = names.constants.text(argument);
      if (text !== undefined) spoken.add(text);
    }
  }
  return spoken;
}
