import { kindSet } from './kinds.js';
import { NONE, type Node, type SyntaxTree } from './syntax-tree.js';

/** What takes one name after the other from what it is given. */
export const FOR_LOOPS: ReadonlySet<string> = new Set(['for_statement', 'for_in_clause']);

/** Where several targets stand that are given parts of one value: `a, (b, c)` and `[a, b]`. */
export const UNPACKING = ['pattern_list', 'tuple_pattern', 'list_pattern'] as const;
const UNPACKING_KINDS = kindSet(UNPACKING);

/** Whether a target is given a part of a value, with others. */
export function isUnpacked(tree: SyntaxTree, target: Node): boolean {
  return tree.isOneOf(tree.parent(target), UNPACKING_KINDS);
}

/** All that is given a value together: `a, (b, c)` for `b`. */
export function wholeTarget(tree: SyntaxTree, target: Node): Node {
  let whole = target;
  while (isUnpacked(tree, whole)) whole = tree.parent(whole);
  return whole;
}

const PATTERNS = kindSet(UNPACKING, [
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'tuple',
  'list',
  'list_splat',
  'expression_list',
  'parenthesized_expression',
  'as_pattern_target',
]);

/** The plain names in an assignment's left side; attributes and subscripts in it bind no name. */
export function targetNames(tree: SyntaxTree, target: Node): Node[] {
  const names: Node[] = [];
  const open = [target];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (tree.kind(node) === 'identifier') names.push(node);
    else if (tree.isOneOf(node, PATTERNS)) for (const child of tree.children(node)) open.push(child);
  }
  return names;
}

/** Whether an attribute or an entry is given something, deleted, or filled by a loop or a `with`. */
export function isWrittenTo(tree: SyntaxTree, node: Node): boolean {
  let target = node;
  while (tree.isOneOf(tree.parent(target), PATTERNS)) target = tree.parent(target);
  const kind = tree.kind(tree.parent(target));
  if (kind === 'delete_statement' || tree.kind(target) === 'as_pattern_target') return true;
  return tree.field(target) === 'left' && (kind.endsWith('assignment') || FOR_LOOPS.has(kind));
}

/** A name, attribute or subscript that is written to, and what it is given. */
export interface Given {
  readonly target: Node;
  readonly value: Node;
  /** Whether it is given one of those that the value holds, and not the value itself. */
  readonly isElement: boolean;
}

/** What each target is given: `a, (b, c) = x, (y, z)` says which is which; elsewhere each may be any part of it. */
export function pairTargets(tree: SyntaxTree, target: Node, value: Node): Given[] {
  if (!tree.isOneOf(target, PATTERNS)) return [{ target, value, isElement: false }];
  const pairs: Given[] = [];
  const open: Given[] = [{ target, value, isElement: false }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    if (tree.isOneOf(pair.target, PATTERNS)) for (const inner of pairChildren(tree, pair)) open.push(inner);
    else pairs.push(pair);
  }
  return pairs;
}

const SEQUENCES = kindSet(['expression_list', 'tuple', 'list']);

function pairChildren(tree: SyntaxTree, { target, value, isElement }: Given): Given[] {
  const targets = tree.children(target);
  const values = value !== NONE && tree.isOneOf(tree.unwrap(value), SEQUENCES) ? tree.children(tree.unwrap(value)) : [];
  const isSplat = (node: Node) => tree.kind(node).startsWith('list_splat');
  const matches = targets.length === values.length && ![...targets, ...values].some(isSplat);
  return targets.map((name, index) => {
    const paired = matches ? values[index] : undefined;
    return { target: name, value: paired ?? value, isElement: paired === undefined || isElement };
  });
}
