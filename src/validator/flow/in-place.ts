import { NO_NAMES } from '../names/meaning.js';
import { DECORATORS_IN_PLACE, SCALARS } from '../policy/carriers.js';
import type { Binding } from '../scopes/scope.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import type { Flow } from './flow.js';
import { isOwnValue } from './own-values.js';

/** Whether a callee is a function of the source by its name, which keeps nothing under another name than its own. */
export function isOwnFunction(flow: Flow, node: Node): boolean {
  if (flow.tree.kind(node) !== 'identifier') return false;
  const bindings = flow.bindingsOf(node) ?? [];
  return bindings.length > 0 && bindings.every(({ meaning }) => isFunction(flow.tree, meaning));
}

function isFunction(tree: SyntaxTree, meaning: Binding['meaning']): boolean {
  return meaning.kind === 'definition' && tree.kind(meaning.node) === 'function_definition';
}

/** What makes containers of what it is given, in which it is followed, or looks at it and keeps nothing. */
const PLAIN_CONTAINERS: ReadonlySet<string> = new Set([
  ...['next', 'iter', 'list', 'tuple', 'set', 'frozenset', 'dict', 'reversed', 'zip', 'enumerate'].map(
    (name) => `builtins.${name}`,
  ),
  'collections.deque',
]);

/** Whether a callee only looks at what it is given, or puts it into a container. */
export function isOnlyLooking(values: readonly string[]): boolean {
  const names = values.filter((value) => !isOwnValue(value));
  return names.length > 0 && names.every((name) => SCALARS.has(name) || PLAIN_CONTAINERS.has(name));
}

/** Whether a callee gives back the function that it is given, and neither calls it nor shows it to anybody. */
export function isInPlace(values: readonly string[]): boolean {
  const names = values.filter((value) => !isOwnValue(value));
  return names.length > 0 && names.every((name) => DECORATORS_IN_PLACE.has(name));
}

/** The names of the decorator in place that a call makes: `functools.wraps` of `wraps(fn)`. */
export function madeInPlace(flow: Flow, call: Node): readonly string[] {
  if (flow.tree.kind(call) !== 'call') return NO_NAMES;
  const maker = flow.tree.unwrap(flow.tree.child(call, 'function'));
  const values = flow.tree.kind(maker) === 'call' ? NO_NAMES : flow.valuesOf(maker);
  return isInPlace(values) ? values.filter((value) => !isOwnValue(value)) : NO_NAMES;
}
