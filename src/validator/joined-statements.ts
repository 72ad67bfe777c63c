import type { Kind } from './kinds.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

const BRACKETS: ReadonlySet<string> = new Set([
  ...['parenthesized_expression', 'argument_list', 'list', 'tuple', 'set', 'dictionary', 'parameters', 'interpolation'],
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression', 'with_clause'],
  ...['tuple_pattern', 'list_pattern', 'class_pattern', 'dict_pattern', 'type_parameter'],
]);
const COMMENT = /#.*/g;
const OPENING = /[[(.]/;
const NEXT_LINE = /(?<!\\)\n/;

/** A kind of expression that goes on after another: where that ends, what is next, and how far off that stands. */
export interface Continuation {
  readonly kind: Kind;
  readonly field: string;
  readonly next: string;
  readonly characters: number;
}

export const CONTINUATIONS: readonly Continuation[] = [
  { kind: 'subscript', field: 'value', next: 'subscript', characters: 1 },
  { kind: 'call', field: 'function', next: 'arguments', characters: 0 },
  { kind: 'attribute', field: 'object', next: 'attribute', characters: 1 },
];

/**
 * Whether an expression goes on with a bracket or a dot of the next line, where CPython reads the end of the statement:
 * after `a = b, 1` tree-sitter takes the `[` of the next line for a subscript of the 1.
 */
export function isJoinedToNextLine(tree: SyntaxTree, node: Node, { field, next, characters }: Continuation): boolean {
  const from = tree.end(tree.child(node, field));
  const until = tree.start(tree.child(node, next));
  if (until - from <= characters) return false;
  const [before = ''] = tree.text.slice(from, until).replaceAll(COMMENT, '').split(OPENING, 1);
  return NEXT_LINE.test(before) && !isInBrackets(tree, node);
}

function isInBrackets(tree: SyntaxTree, node: Node): boolean {
  let inner = node;
  for (let outer = tree.parent(inner); outer !== NONE; outer = tree.parent(inner)) {
    if (BRACKETS.has(tree.kind(outer)) || tree.field(inner) === 'subscript') return true;
    inner = outer;
  }
  return false;
}
