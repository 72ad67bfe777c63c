import type { Reference } from '../reads/references.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known } from './reading.js';

const LOGGED: ReadonlySet<string> = new Set(['debug', 'info', 'warning', 'error', 'critical', 'exception', 'log']);
/** By what code of one's own gets to see, or to make, what is logged. */
const SEES_WHAT_IS_LOGGED = /\bemit\b|\b\w*Handler\b|\w*Filter\b|\bFormatter\b|LogRecord|LoggerAdapter|\bLogger\b/;

/**
 * Whether the table of an object's attributes, as `vars(a)` gives it, gets to anybody who could give the object others.
 * Printed, logged and gone through it does not.
 */
export function handsOnAttributes(known: Known): boolean {
  return known.references.some((reference) => reference.name === 'builtins.vars' && !isOnlyRead(known, reference));
}

function isOnlyRead(known: Known, { call, isAlias }: Reference): boolean {
  if (isAlias || call === NONE) return false;
  return known.names.constants.changedNames().safeDepthAt(call) >= 1 || isLogged(known, call);
}

function isLogged({ tree, names }: Known, node: Node): boolean {
  const list = tree.parent(tree.wrapped(node));
  if (tree.kind(list) !== 'argument_list') return false;
  const callee = tree.child(tree.parent(list), 'function');
  if (tree.kind(callee) !== 'attribute' || !LOGGED.has(tree.identifier(tree.child(callee, 'attribute')))) return false;
  const owner = tree.unwrap(tree.child(callee, 'object'));
  const maker = tree.kind(owner) === 'identifier' ? tree.child(names.soleValue(owner), 'function') : NONE;
  const isLogger = isNamed(names.namesOf(owner), 'logging') || isNamed(names.namesOf(maker), 'logging.getLogger');
  return isLogger && !SEES_WHAT_IS_LOGGED.test(tree.text);
}

function isNamed(names: readonly string[], expected: string): boolean {
  return names.length > 0 && names.every((name) => name === expected);
}
