import type { Facts } from '../facts.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

const LOOPS: ReadonlySet<string> = new Set(['while_statement', 'for_statement']);
const SCOPES: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);
const EXITS: ReadonlySet<string> = new Set(['exit', 'quit', '_exit', 'abort']);
/** Iterators that never end, and with how many arguments. */
const ENDLESS_ITERATORS: ReadonlyMap<string, (given: number) => boolean> = new Map<string, (given: number) => boolean>([
  ['itertools.count', () => true],
  ['itertools.cycle', () => true],
  ['itertools.repeat', (given) => given === 1],
]);
const EMPTY_VALUES: ReadonlyMap<string, string | bigint> = new Map<string, string | bigint>([
  ['builtins.int', 0n],
  ['builtins.str', ''],
]);

/** What a loop goes on over for ever and without a way out; undefined where it may end. */
export function endlessness(facts: Facts, loop: Node): string | undefined {
  const kind = goesOnOver(facts, loop);
  return kind === undefined || hasWayOut(facts.tree, loop) ? undefined : kind;
}

function goesOnOver(facts: Facts, loop: Node): string | undefined {
  const { tree, names } = facts;
  if (tree.kind(loop) === 'while_statement') {
    return isAlwaysTrue(facts, tree.child(loop, 'condition')) ? 'while True' : undefined;
  }
  const iterable = tree.unwrap(tree.child(loop, 'right'));
  if (tree.kind(iterable) !== 'call') return undefined;
  const callee = names.namesOf(tree.child(iterable, 'function'));
  const given = positionalArguments(tree, iterable).length;
  const endless = callee.find((name) => ENDLESS_ITERATORS.get(name)?.(given) === true);
  if (endless !== undefined) return endless;
  return callee.includes('builtins.iter') && isSentinelNeverMet(facts, iterable) ? 'builtins.iter' : undefined;
}

function isAlwaysTrue(facts: Facts, condition: Node): boolean {
  const { tree } = facts;
  const inner = tree.unwrap(condition);
  switch (tree.kind(inner)) {
    case 'true':
      return true;
    case 'integer':
      return /[1-9a-f]/i.test(tree.textOf(inner).replace(/^0[xob]/i, ''));
    case 'string':
      return tree.end(inner) - tree.start(inner) > 2;
    case 'not_operator':
      return /^(?:False|None|0|\[\]|\(\)|''|"")$/.test(tree.textOf(tree.unwrap(tree.firstChild(inner))));
    case 'comparison_operator':
      return isTrueComparison(facts, inner);
    default:
      return false;
  }
}

// `while 1 < 2`: of two literals, so that no name can come to mean something else.
function isTrueComparison({ tree, names }: Facts, comparison: Node): boolean {
  const [left = NONE, , right = NONE, ...more] = tree.children(comparison);
  if (more.length > 0 || tree.kind(left) !== 'integer' || tree.kind(right) !== 'integer') return false;
  return names.constants.fold(comparison) === true;
}

// `iter(int, 1)`: a class called without arguments returns its empty value for ever.
function isSentinelNeverMet({ tree, names }: Facts, call: Node): boolean {
  const [maker = NONE, sentinel = NONE] = positionalArguments(tree, call);
  const empty = names.namesOf(maker).map((name) => EMPTY_VALUES.get(name));
  const met = names.constants.fold(sentinel);
  return met !== undefined && empty.some((value) => value !== undefined && value !== met);
}

/** Whether something in the body of a loop leaves it before its end. */
export function hasWayOut(tree: SyntaxTree, loop: Node): boolean {
  let node = tree.child(loop, 'body');
  const end = tree.after(node);
  let innerLoopUntil = node;
  while (node < end) {
    const kind = tree.kind(node);
    if (SCOPES.has(kind)) {
      node = tree.after(node);
      continue;
    }
    // The else of an inner loop belongs to this one again.
    if (LOOPS.has(kind)) innerLoopUntil = Math.max(innerLoopUntil, tree.after(tree.child(node, 'body')));
    if (leaves(tree, node, kind) || (kind === 'break_statement' && node >= innerLoopUntil)) return true;
    node += 1;
  }
  return false;
}

function leaves(tree: SyntaxTree, node: Node, kind: string): boolean {
  if (kind === 'return_statement' || kind === 'raise_statement' || kind === 'yield') return true;
  if (kind !== 'call') return false;
  const callee = tree.unwrap(tree.child(node, 'function'));
  const name = tree.kind(callee) === 'attribute' ? tree.child(callee, 'attribute') : callee;
  return tree.kind(name) === 'identifier' && EXITS.has(tree.identifier(name));
}
