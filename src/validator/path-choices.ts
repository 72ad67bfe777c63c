import { callOf, positionalArguments } from './calls.js';
import type { NamedTree } from './named-tree.js';
import type { NameResolver } from './names.js';
import { identifierText } from './scopes.js';
import { FOR_LOOPS, targetNames } from './targets.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

/** A longer table is not looked through: every use of it would cost as much again. */
const MOST_NODES = 500;

const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);
const VIEWS: ReadonlySet<string> = new Set(['items', 'values', 'keys', 'get']);
const READERS: ReadonlySet<string> = new Set(
  ['len', 'list', 'tuple', 'sorted', 'enumerate', 'print', 'set'].map((name) => `builtins.${name}`),
);

interface Known extends NamedTree {
  readonly isUsedFreely: (name: string) => boolean;
}

/** The expressions among which an argument takes its value: those of a written-out table, or only itself. */
export function pathChoices(facts: Known, argument: Node): readonly Node[] {
  const { tree } = facts;
  const inner = tree.unwrap(argument);
  const choices =
    tree.kind(inner) === 'subscript'
      ? entriesOf(facts, tableOf(facts, tree.child(inner, 'value')), 'values')
      : loopChoices(facts, inner);
  return choices.length > 0 ? choices : [argument];
}

// `for name, path in {'a': '/data/a'}.items()`: what `path` takes are the values.
function loopChoices(facts: Known, name: Node): readonly Node[] {
  const { tree, names } = facts;
  if (tree.kind(name) !== 'identifier') return [];
  const [binding, ...others] = (names.bindingsOf(name) ?? []).slice(0, 2);
  if (binding === undefined || others.length > 0) return [];
  const loop = tree.ancestor(binding.target, FOR_LOOPS);
  if (loop === NONE) return [];
  const left = tree.unwrap(tree.child(loop, 'left'));
  if (!targetNames(tree, left).includes(binding.target)) return [];
  const position = tree.kind(left) === 'identifier' ? undefined : tree.children(left).indexOf(binding.target);
  return position === -1 ? [] : iterated(facts, tree.unwrap(tree.child(loop, 'right')), position);
}

/** @param position which part of each element is taken; undefined for the whole of it */
function iterated(facts: Known, iterable: Node, position: number | undefined): readonly Node[] {
  const { tree } = facts;
  if (tree.kind(iterable) !== 'call') {
    const elements = entriesOf(facts, tableOf(facts, iterable), 'keys');
    if (position === undefined) return elements;
    return allOf(elements.map((element) => (isList(facts, element) ? tree.children(element)[position] : undefined)));
  }
  const callee = tree.unwrap(tree.child(iterable, 'function'));
  if (tree.kind(callee) !== 'attribute' || positionalArguments(tree, iterable).length > 0) return [];
  const table = tableOf(facts, tree.child(callee, 'object'));
  const view = identifierText(tree, tree.child(callee, 'attribute'));
  if (view === 'items')
    return position === undefined ? [] : entriesOf(facts, table, position === 0 ? 'keys' : 'values');
  return view === 'values' && position === undefined ? entriesOf(facts, table, 'values') : [];
}

function isList({ tree }: Known, node: Node): boolean {
  return LISTS.has(tree.kind(tree.unwrap(node)));
}

/** A table or list that is written out, in place or under a name that nothing changes; otherwise `NONE`. */
function tableOf(facts: Known, node: Node): Node {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  if (tree.kind(inner) !== 'identifier') return inner;
  return facts.isUsedFreely(identifierText(tree, inner)) ? NONE : tree.unwrap(names.soleValue(inner));
}

function entriesOf({ tree }: Known, table: Node, part: 'keys' | 'values'): readonly Node[] {
  if (table === NONE || tree.after(table) - table > MOST_NODES) return [];
  if (LISTS.has(tree.kind(table))) return tree.children(table);
  if (tree.kind(table) !== 'dictionary') return [];
  const field = part === 'keys' ? 'key' : 'value';
  return allOf(tree.children(table).map((pair) => present(tree.child(pair, field))));
}

function present(node: Node): Node | undefined {
  return node === NONE ? undefined : node;
}

function allOf(nodes: readonly (Node | undefined)[]): readonly Node[] {
  return nodes.every((node) => node !== undefined) ? nodes : [];
}

/**
 * Whether a name is used otherwise than to read what it holds: `files['x'] = other` and `files.update(others)` bring in
 * what is not written in the table. Worked out for all names once one is asked for: few sources ask.
 */
export function usedFreely(tree: SyntaxTree, names: NameResolver, reads: readonly Node[]): (name: string) => boolean {
  let free: ReadonlySet<string> | undefined;
  return (name) => {
    free ??= namesUsedFreely(tree, names, reads);
    return free.has(name);
  };
}

function namesUsedFreely(tree: SyntaxTree, names: NameResolver, reads: readonly Node[]): ReadonlySet<string> {
  const identifiers = reads.filter((node) => tree.kind(node) === 'identifier');
  const free = identifiers.filter((node) => !isOnlyRead(tree, names, node));
  return new Set(free.map((node) => identifierText(tree, node)));
}

function isOnlyRead(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const parent = tree.parent(node);
  switch (tree.kind(parent)) {
    case 'for_statement':
    case 'for_in_clause':
      return tree.field(node) === 'right';
    case 'subscript':
      return tree.field(node) === 'value' && tree.field(parent) !== 'left';
    case 'attribute':
      return VIEWS.has(identifierText(tree, tree.child(parent, 'attribute'))) && callOf(tree, parent) !== NONE;
    case 'argument_list':
      return names.namesOf(tree.child(tree.parent(parent), 'function')).some((reader) => READERS.has(reader));
    default:
      return tree.kind(parent) === 'comparison_operator';
  }
}
