import type { Facts } from '../facts.js';
import type { Node } from '../tree/syntax-tree.js';

const QUESTIONS: ReadonlySet<string> = new Set(['builtins.isinstance', 'builtins.issubclass']);

/** Whether a class is named only to ask whether something is of it: `isinstance(loaded, NpzFile)` makes none. */
export function isAskedFor({ tree, names }: Facts, node: Node): boolean {
  const classes = tree.kind(tree.parent(node)) === 'tuple' ? tree.parent(node) : node;
  const given = tree.parent(classes);
  if (tree.kind(given) !== 'argument_list' || tree.children(given)[1] !== classes) return false;
  const [asked = '', ...others] = names.namesOf(tree.child(tree.parent(given), 'function'));
  return others.length === 0 && QUESTIONS.has(asked);
}
