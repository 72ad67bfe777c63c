import { identifierText } from '../scopes.js';
import { NONE, type Node, type SyntaxTree } from '../tree.js';
import type { Definitions } from './evaluation.js';

/** Methods that change the list, table or set that they belong to, called, handed on or unbound. */
const CHANGING: ReadonlySet<string> = new Set([
  ...['append', 'appendleft', 'extend', 'extendleft', 'insert', 'pop', 'popleft', 'popitem', 'remove', 'discard'],
  ...['clear', 'reverse', 'rotate', 'sort', 'add', 'update', 'setdefault', 'difference_update', 'intersection_update'],
  ...['symmetric_difference_update', '__setitem__', '__delitem__', '__iadd__', '__imul__', '__ior__', '__init__'],
]);
/** Functions that change what they are given. */
const CHANGERS: ReadonlySet<string> = new Set([
  ...['shuffle', 'heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', 'insort', 'insort_left'],
  ...['insort_right', 'setitem', 'delitem', 'iadd', 'iconcat', 'imul', 'ior', 'pack_into', 'readinto'],
]);
/** Whose first argument gives what may be one of the methods. */
const READERS: ReadonlySet<string> = new Set(['getattr', '__getattribute__']);
/** What holds or chooses among values without making others of them. */
const HOLDING: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'dictionary', 'pair', 'conditional_expression', 'boolean_operator', 'expression_list'],
  ...['parenthesized_expression', 'named_expression', 'list_splat', 'dictionary_splat', 'yield', 'await'],
]);
const PATTERNS: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern']);
const TARGETS: ReadonlySet<string> = new Set(['delete_statement', 'expression_list', 'as_pattern_target']);
const DEFAULTS: ReadonlySet<string> = new Set(['default_parameter', 'typed_default_parameter']);
const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);

/** The names of which the values may come to hold something else than what is written. */
export interface ChangedNames {
  /** By a method or an entry that is set, also under another name. */
  readonly set: Names;
  /** In a function that is given them, likewise. */
  readonly handed: Names;
}

type Names = Pick<ReadonlySet<string>, 'has'>;
/** Where a chain is too long to be followed to its beginning, it may begin with any. */
const ALL_NAMES: Names = { has: () => true };
const MOST_LINKS = 64;

/** Finds them in a source. Names are told apart by their texts alone. */
export function changedNames(tree: SyntaxTree, definitions: Definitions): ChangedNames {
  const changes = new Changes(tree, definitions);
  for (let node = 0; node < tree.size; node++) changes.note(node);
  return changes.found();
}

class Changes {
  readonly #set = new Set<string>();
  readonly #handed = new Set<string>();
  #isLost = false;
  /** Of each name, those of which the values may be found under it. */
  readonly #aliases = new Map<string, Set<string>>();
  readonly #tree: SyntaxTree;
  readonly #definitions: Definitions;

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.#tree = tree;
    this.#definitions = definitions;
  }

  note(node: Node): void {
    const tree = this.#tree;
    const kind = tree.kind(node);
    if (kind === 'attribute') this.#noteMethod(node);
    else if (kind === 'subscript') this.#noteEntry(node);
    else if (kind === 'call') this.#noteArguments(node);
    else if (kind === 'assignment' || kind === 'for_statement' || kind === 'for_in_clause')
      this.#noteAlias(tree.child(node, 'left'), tree.child(node, 'right'));
    else if (kind === 'named_expression' || DEFAULTS.has(kind))
      this.#noteAlias(tree.child(node, 'name'), tree.child(node, 'value'));
    else if (kind === 'return_statement') this.#noteReturn(node);
  }

  found(): ChangedNames {
    if (this.#isLost) return { set: ALL_NAMES, handed: ALL_NAMES };
    return { set: this.#spread(this.#set), handed: this.#spread(this.#handed) };
  }

  #spread(names: Set<string>): Names {
    const pending = [...names];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      for (const source of this.#aliases.get(name) ?? []) {
        if (names.has(source)) continue;
        names.add(source);
        pending.push(source);
      }
    }
    return names;
  }

  #noteMethod(node: Node): void {
    if (this.#isChangingMethod(node)) this.#change(this.#tree.child(node, 'object'));
  }

  #noteEntry(node: Node): void {
    const tree = this.#tree;
    let target = node;
    while (PATTERNS.has(tree.kind(tree.parent(target)))) target = tree.parent(target);
    const isSet = tree.field(target) === 'left' || TARGETS.has(tree.kind(tree.parent(target)));
    if (isSet) this.#change(tree.child(node, 'value'));
  }

  #noteArguments(call: Node): void {
    const tree = this.#tree;
    const given = tree.children(tree.child(call, 'arguments'));
    if (given.length === 0) return;
    const callee = tree.unwrap(tree.child(call, 'function'));
    // `partial(list.append, q)`
    const mayChange = this.#mayChangeArguments(callee) || given.some((argument) => this.#isChangingMethod(argument));
    for (const argument of mayChange ? given : given.slice(0, READERS.has(this.#nameOf(callee)) ? 1 : 0)) {
      const value = tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument;
      for (const name of this.#heldBy(value)) this.#handed.add(name);
    }
  }

  #isChangingMethod(node: Node): boolean {
    const tree = this.#tree;
    return tree.kind(node) === 'attribute' && CHANGING.has(identifierText(tree, tree.child(node, 'attribute')));
  }

  // Functions of the source's own, and parameters, may do anything; others are known by their names.
  #mayChangeArguments(callee: Node): boolean {
    const name = this.#nameOf(callee);
    if (name === '' || CHANGERS.has(name)) return true;
    if (this.#tree.kind(callee) === 'attribute') return CHANGING.has(name);
    const [binding] = this.#definitions.bindingsOf(callee) ?? [];
    return binding !== undefined && binding.meaning.kind !== 'import';
  }

  /** The last name of a function that is called. */
  #nameOf(callee: Node): string {
    const tree = this.#tree;
    if (tree.kind(callee) === 'attribute') return identifierText(tree, tree.child(callee, 'attribute'));
    return tree.kind(callee) === 'identifier' ? identifierText(tree, callee) : '';
  }

  #noteAlias(target: Node, value: Node): void {
    if (target === NONE || value === NONE) return;
    const held = this.#heldBy(value);
    if (held.length === 0) return;
    for (const name of this.#targets(target)) this.#alias(name, held);
  }

  #noteReturn(node: Node): void {
    const tree = this.#tree;
    const held = this.#heldBy(tree.firstChild(node));
    if (held.length === 0) return;
    const definition = tree.ancestor(node, FUNCTIONS);
    const name = definition === NONE ? NONE : tree.child(definition, 'name');
    if (name !== NONE) this.#alias(identifierText(tree, name), held);
  }

  #alias(name: string, sources: readonly string[]): void {
    const known = this.#aliases.get(name) ?? new Set();
    this.#aliases.set(name, known);
    for (const source of sources) known.add(source);
  }

  #targets(target: Node): readonly string[] {
    const tree = this.#tree;
    if (!PATTERNS.has(tree.kind(target))) return this.#owner(target);
    return tree.children(target).flatMap((part) => this.#targets(tree.unwrap(part)));
  }

  #change(object: Node): void {
    for (const name of this.#heldBy(object)) this.#set.add(name);
  }

  /** The names whose values an expression may give as they are. */
  #heldBy(node: Node): readonly string[] {
    const tree = this.#tree;
    const inner = tree.unwrap(node);
    if (inner === NONE) return [];
    if (tree.kind(inner) === 'assignment') return this.#heldBy(tree.child(inner, 'right'));
    if (!HOLDING.has(tree.kind(inner))) return this.#owner(inner);
    const names: string[] = [];
    for (const part of tree.children(inner)) names.push(...this.#heldBy(part));
    return names;
  }

  /** Of `x`, `x[0]`, `x.y` and `x()`, the `x`. */
  #owner(node: Node): readonly string[] {
    const tree = this.#tree;
    let owner = tree.unwrap(node);
    for (let links = 0; links < MOST_LINKS; links++) {
      const kind = tree.kind(owner);
      if (kind === 'identifier') return [identifierText(tree, owner)];
      if (kind === 'attribute') owner = tree.unwrap(tree.child(owner, 'object'));
      else if (kind === 'subscript') owner = tree.unwrap(tree.child(owner, 'value'));
      else if (kind === 'call') owner = tree.unwrap(tree.child(owner, 'function'));
      else return [];
    }
    this.#isLost = true;
    return [];
  }
}
