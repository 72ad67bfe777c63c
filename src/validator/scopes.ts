import { NONE, type Node, type SyntaxTree } from './tree.js';

export type ScopeKind = 'module' | 'function' | 'class' | 'comprehension';

/** One way in which a name comes to stand for something. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** Where the name is written. */
  readonly target: Node;
  /** What it stands for: an expression, a dotted name, an instance of what an expression names, or nobody knows. */
  readonly meaning:
    | { readonly kind: 'expression'; readonly node: Node }
    | { readonly kind: 'instance'; readonly node: Node }
    | { readonly kind: 'import'; readonly qualifiedName: string }
    | { readonly kind: 'definition'; readonly node: Node }
    | { readonly kind: 'unknown' };
  /** Offsets between which it surely holds: from its statement to the end of the block. Undefined where it may not. */
  readonly holds: { readonly from: number; readonly until: number } | undefined;
}

/** A stretch of code with names of its own. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  readonly bindings = new Map<string, Binding[]>();
  /** Names that `global` or `nonlocal` hand to an outer scope. */
  readonly handedOut = new Map<string, Scope>();
  readonly deleted = new Set<string>();
  /** Modules of which every name is imported. */
  readonly starImports = new Set<string>();

  constructor(kind: ScopeKind, parent: Scope | undefined) {
    this.kind = kind;
    this.parent = parent;
  }

  bind(binding: Omit<Binding, 'scope'>): Binding {
    const scope = this.handedOut.get(binding.name) ?? this;
    const bound = { ...binding, scope };
    const known = scope.bindings.get(binding.name);
    if (known === undefined) scope.bindings.set(binding.name, [bound]);
    else known.push(bound);
    return bound;
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  /** Where a walrus binds, and a plain name does: the nearest scope that is no comprehension. */
  get owner(): Scope {
    return this.kind === 'comprehension' && this.parent !== undefined ? this.parent.owner : this;
  }

  get enclosingFunction(): Scope {
    let scope = this.parent;
    while (scope !== undefined && scope.kind !== 'function') scope = scope.parent;
    return scope ?? this.module;
  }
}

const NON_ASCII = /[^\0-\x7f]/;

/** An identifier as CPython compares it: NFKC, so that `ｅｖａｌ` is `eval`. */
export function identifierText(tree: SyntaxTree, node: Node): string {
  const text = tree.textOf(node);
  return NON_ASCII.test(text) ? text.normalize('NFKC') : text;
}

/** The parts of a dotted name, without the comments and line breaks that may stand between them. */
export function dottedName(tree: SyntaxTree, node: Node): string {
  if (tree.kind(node) === 'identifier') return identifierText(tree, node);
  return tree
    .children(node)
    .filter((child) => tree.kind(child) === 'identifier')
    .map((child) => identifierText(tree, child))
    .join('.');
}

const PATTERNS: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
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
    else if (PATTERNS.has(tree.kind(node))) for (const child of tree.children(node)) open.push(child);
  }
  return names;
}

/** Pairs of names and values where `a, (b, c) = x, (y, z)` says which is which; elsewhere names without a value. */
export function pairTargets(tree: SyntaxTree, target: Node, value: Node): [Node, Node][] {
  const pairs: [Node, Node][] = [];
  const open: [Node, Node][] = [[target, value]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [left, right] = pair;
    if (tree.kind(left) === 'identifier') pairs.push([left, right]);
    else if (PATTERNS.has(tree.kind(left))) for (const inner of pairChildren(tree, left, right)) open.push(inner);
  }
  return pairs;
}

const SEQUENCES: ReadonlySet<string> = new Set(['expression_list', 'tuple', 'list']);

function pairChildren(tree: SyntaxTree, left: Node, right: Node): [Node, Node][] {
  const targets = tree.children(left);
  const values =
    right !== NONE && SEQUENCES.has(tree.kind(tree.unwrap(right))) ? tree.children(tree.unwrap(right)) : [];
  const isSplat = (node: Node) => tree.kind(node).startsWith('list_splat');
  const matches = targets.length === values.length && ![...targets, ...values].some(isSplat);
  return targets.map((name, index) => [name, (matches ? values[index] : undefined) ?? NONE]);
}
