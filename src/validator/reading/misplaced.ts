import { type Kind, type KindSet, kindSet } from '../tree/kinds.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { wrongParameterOrder } from './parameter-order.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const SCOPES: ReadonlySet<string> = new Set([...FUNCTIONS, 'class_definition']);
const AWAITING: ReadonlySet<string> = new Set([...SCOPES, 'generator_expression']);
/** Words that are no names since Python 3.7, though the grammar takes them for some. */
const NO_NAMES: readonly string[] = ['async', 'await'];
/** What they begin with: most names need no other look. */
const FIRST_LETTERS: ReadonlySet<number> = new Set(NO_NAMES.map((word) => word.charCodeAt(0)));
const COMMA = 0x2c;
/** What may follow in a call. */
const AFTER_KEYWORD = kindSet(['keyword_argument', 'dictionary_splat', 'list_splat']);
const AFTER_DICTIONARY = kindSet(['keyword_argument', 'dictionary_splat']);
/** Where an assignment expression needs parentheses. */
const WALRUS_NEEDS_PARENTHESES: ReadonlySet<string> = new Set<Kind>([
  ...(['expression_statement', 'assignment', 'augmented_assignment', 'keyword_argument', 'default_parameter'] as const),
  ...(['typed_default_parameter', 'return_statement', 'assert_statement', 'raise_statement', 'lambda'] as const),
]);
const HANDLERS: ReadonlySet<string> = new Set(['except_clause', 'finally_clause']);

/** What is wrong with where a node of a kind stands, or with what it lacks; undefined for nothing. */
export const MISPLACED: readonly (readonly [
  kind: Kind,
  complaint: (tree: SyntaxTree, node: Node) => string | undefined,
])[] = [
  ['try_statement', (tree, node) => (isHandled(tree, node) ? undefined : 'A try without except or finally')],
  ['return_statement', (tree, node) => outside(tree, node, 'return')],
  ['yield', (tree, node) => outside(tree, node, 'yield')],
  ['await', (tree, node) => outsideAsync(tree, node)],
  ['named_expression', (tree, node) => bareWalrus(tree, node)],
  ['type', (tree, node) => annotationTooMany(tree, node)],
  ['list_splat_pattern', (tree, node) => loneSplat(tree, node)],
  ['import_from_statement', (tree, node) => trailingComma(tree, node)],
  ['keyword_argument', (tree, node) => wrongNext(tree, node, AFTER_KEYWORD)],
  ['dictionary_splat', (tree, node) => wrongNext(tree, node, AFTER_DICTIONARY)],
  ['for_in_clause', (tree, node) => bareList(tree, node)],
  ['parameters', wrongParameterOrder],
  ['lambda_parameters', wrongParameterOrder],
];

/** Whether an identifier is a word that is no name. */
export function isNoName(tree: SyntaxTree, identifier: Node): boolean {
  const mayBe = FIRST_LETTERS.has(tree.text.charCodeAt(tree.start(identifier)));
  return mayBe && NO_NAMES.includes(tree.textOf(identifier));
}

function isHandled(tree: SyntaxTree, node: Node): boolean {
  return tree.children(node).some((part) => HANDLERS.has(tree.kind(part)));
}

function outside(tree: SyntaxTree, node: Node, word: string): string | undefined {
  return FUNCTIONS.has(tree.kind(scopeOf(tree, node, SCOPES))) ? undefined : `A ${word} outside of a function`;
}

// What a generator asks for is awaited by whoever takes from it, all but the first thing that it goes through.
function outsideAsync(tree: SyntaxTree, node: Node): string | undefined {
  let scope = scopeOf(tree, node, AWAITING);
  while (tree.kind(scope) === 'generator_expression') {
    const first = tree.child(tree.children(scope)[1] ?? NONE, 'right');
    if (!tree.isWithin(node, first)) return undefined;
    scope = scopeOf(tree, scope, AWAITING);
  }
  const isAsync = tree.textOf(scope).startsWith('async');
  return isAsync ? undefined : 'An await outside of an async function';
}

function bareWalrus(tree: SyntaxTree, node: Node): string | undefined {
  const isBare = WALRUS_NEEDS_PARENTHESES.has(tree.kind(tree.parent(node)));
  return isBare ? 'An assignment expression without parentheses' : undefined;
}

/** `x: int: str`, `x: int = y = 1` and `x = y: int = 1`. */
function annotationTooMany(tree: SyntaxTree, type: Node): string | undefined {
  const annotated = tree.parent(type);
  const isAssignment = tree.kind(annotated) === 'assignment';
  const isChained =
    isAssignment &&
    (tree.kind(tree.parent(annotated)) === 'assignment' || tree.kind(tree.child(annotated, 'right')) === 'assignment');
  const isDoubled = (isAssignment || tree.kind(annotated) === 'typed_parameter') && isConstrained(tree, type);
  return isChained || isDoubled ? 'An annotation where none can be' : undefined;
}

function isConstrained(tree: SyntaxTree, type: Node): boolean {
  return tree.kind(tree.firstChild(type)) === 'constrained_type';
}

function loneSplat(tree: SyntaxTree, node: Node): string | undefined {
  return tree.kind(tree.parent(node)) === 'assignment' ? 'A splat outside of a list' : undefined;
}

function trailingComma(tree: SyntaxTree, node: Node): string | undefined {
  return tree.text.charCodeAt(tree.end(node) - 1) === COMMA ? 'An import that ends with a comma' : undefined;
}

function wrongNext(tree: SyntaxTree, node: Node, kinds: KindSet): string | undefined {
  const list = tree.parent(node);
  const next = tree.after(node);
  if (next >= tree.after(list) || tree.kind(list) !== 'argument_list') return undefined;
  return tree.isOneOf(next, kinds) ? undefined : 'An argument after one that has to stand behind it';
}

function bareList(tree: SyntaxTree, node: Node): string | undefined {
  return tree.childrenIn(node, 'right').length > 1 ? 'A list without brackets in a comprehension' : undefined;
}

/** What a node stands in; defaults, annotations and base classes stand in what is around the scope that they belong to. */
function scopeOf(tree: SyntaxTree, node: Node, kinds: ReadonlySet<string>): Node {
  let scope = tree.ancestor(node, kinds);
  while (SCOPES.has(tree.kind(scope)) && !tree.isWithin(node, tree.child(scope, 'body'))) {
    scope = tree.ancestor(scope, kinds);
  }
  return scope;
}
