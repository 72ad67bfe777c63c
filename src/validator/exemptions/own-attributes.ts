import type { Facts } from '../facts.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isClassOfOwn, isOwnObject, RECEIVERS } from '../reads/own-objects.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** The same, and how a metaclass calls what it belongs to. */
const ALL_RECEIVERS: ReadonlySet<string> = new Set([...RECEIVERS, 'mcs', 'mcls', 'metacls', 'klass']);

/** What sorts, filters and maps by a table: `max(scores, key=scores.__getitem__)`. */
const LOOKUPS: ReadonlySet<string> = new Set(['__getitem__', '__contains__']);

/**
 * Whether an attribute is read where only a class and its instances have it: `self.__getitem__`, `super().__init__()`,
 * `dict.__init__(self)`, of a class of the strategy's own, or as a table to look things up in.
 */
export function isOfOneself(facts: Facts, { node, name, by }: AttributeRead): boolean {
  const { tree, names } = facts;
  if (by !== 'dot') return false;
  const owner = tree.unwrap(tree.child(node, 'object'));
  if (isOwnObject(facts, owner) || isReceiver(facts, owner)) return true;
  if (isClassOfOwn(tree, names, owner)) return true;
  return isHandedReceiver(facts, node) || (LOOKUPS.has(name) && isHandedOn(facts, node));
}

function isReceiver({ tree }: Facts, node: Node): boolean {
  return tree.kind(node) === 'identifier' && ALL_RECEIVERS.has(tree.identifier(node));
}

function isHandedReceiver(facts: Facts, node: Node): boolean {
  const call = callOf(facts.tree, node);
  const [first = NONE] = call === NONE ? [] : positionalArguments(facts.tree, call);
  return first !== NONE && isReceiver(facts, facts.tree.unwrap(first));
}

function isHandedOn({ tree }: Facts, node: Node): boolean {
  const kind = tree.kind(tree.parent(tree.wrapped(node)));
  return kind === 'keyword_argument' || kind === 'argument_list';
}
