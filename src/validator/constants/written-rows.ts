import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { isAssigned } from './bound-values.js';
import type { Evaluation } from './evaluation.js';

/** What a display holds that others may change: itself where it is no tuple, and then what it holds. */
const CHANGING: ReadonlyMap<string, number> = new Map([
  ['tuple', 0],
  ['list', 1],
  ['dictionary', 1],
]);
const PAIR = 'pair';
const ITEMS = 'items';

/**
 * The expressions that stand at one place of every row of what a loop goes through, where all rows are written out:
 * `'low'` and `'high'` for the first place of `(('low', low()), ('high', high()))`, or of `{'low': low(), ...}.items()`.
 * What stands beside them need not be known. Undefined where a row is not written out, or may be changed.
 */
export function writtenInRows(evaluation: Evaluation, through: Node, place: number): Node[] | undefined {
  const { tree } = evaluation;
  const table = tableOf(tree, tree.unwrap(through));
  const display = table === NONE ? writtenFor(evaluation, tree.unwrap(through)) : writtenFor(evaluation, table);
  if (display === NONE || (table !== NONE) !== (tree.kind(display) === 'dictionary')) return undefined;
  const parts: Node[] = [];
  for (const row of tree.children(display)) {
    const part = partOf(tree, tree.unwrap(row), place);
    if (part === NONE) return undefined;
    parts.push(part);
  }
  return parts;
}

/** The table of which a call gives the items, or `NONE`. */
function tableOf(tree: SyntaxTree, call: Node): Node {
  const callee = tree.kind(call) === 'call' ? tree.unwrap(tree.child(call, 'function')) : NONE;
  if (callee === NONE || tree.kind(callee) !== 'attribute' || positionalArguments(tree, call).length > 0) return NONE;
  return tree.identifier(tree.child(callee, 'attribute')) === ITEMS ? tree.unwrap(tree.child(callee, 'object')) : NONE;
}

/** A tuple, list or dict, written in place or for a name that is bound once and not changed; `NONE` for all else. */
function writtenFor(evaluation: Evaluation, node: Node): Node {
  const { tree, definitions } = evaluation;
  if (CHANGING.has(tree.kind(node))) return node;
  if (tree.kind(node) !== 'identifier') return NONE;
  const [binding, ...others] = (definitions.bindingsOf(node) ?? []).slice(0, 2);
  if (binding?.meaning.kind !== 'expression' || others.length > 0 || !isAssigned(evaluation, binding.target))
    return NONE;
  const display = tree.unwrap(binding.meaning.node);
  const own = CHANGING.get(tree.kind(display));
  if (own === undefined) return NONE;
  const { safeDepth } = evaluation.changedNames().useOf(tree.identifier(node));
  return safeDepth < changingDepth(tree, display, own) ? NONE : display;
}

function changingDepth(tree: SyntaxTree, display: Node, own: number): number {
  if (tree.kind(display) === 'dictionary') return own;
  return tree.children(display).some((row) => (CHANGING.get(tree.kind(tree.unwrap(row))) ?? 0) > 0) ? 2 : own;
}

function partOf(tree: SyntaxTree, row: Node, place: number): Node {
  if (tree.kind(row) === PAIR) return place === 0 ? tree.child(row, 'key') : NONE;
  if (tree.kind(row) !== 'tuple' && tree.kind(row) !== 'list') return NONE;
  const parts = tree.children(row);
  const isPlain = parts.every((part) => !tree.kind(part).endsWith('_splat'));
  return isPlain ? (parts[place] ?? NONE) : NONE;
}
