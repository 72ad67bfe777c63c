import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const MAKER = 'collections.namedtuple';
const CONSTRUCTOR = '__new__';
const DEFAULTS = '__defaults__';
const PLAIN: ReadonlySet<string> = new Set(['none', 'true', 'false', 'integer', 'float', 'string', 'unary_operator']);

/**
 * Whether an attribute is a step of `Bar.__new__.__defaults__ = (None,) * 4`, which gave the fields of a named tuple their
 * defaults before Python 3.7 had a word for it: of a named tuple of the source, and with plain values.
 */
export function isDefaultOfRecord(facts: Facts, attribute: Node): boolean {
  const { tree, names } = facts;
  const name = tree.identifier(tree.child(attribute, 'attribute'));
  const defaults = name === CONSTRUCTOR ? tree.parent(attribute) : attribute;
  if (!isStep(facts, defaults, DEFAULTS) || !isWritten(tree, defaults)) return false;
  const maker = tree.child(defaults, 'object');
  if (!isStep(facts, maker, CONSTRUCTOR)) return false;
  const owner = tree.child(maker, 'object');
  const factory = tree.kind(owner) === 'identifier' ? tree.child(names.soleValue(owner), 'function') : NONE;
  const makers = names.namesOf(factory);
  const isRecord = makers.length > 0 && makers.every((known) => known === MAKER);
  return isRecord && isPlainTuple(facts, tree.child(tree.parent(defaults), 'right'));
}

function isStep({ tree }: Facts, node: Node, name: string): boolean {
  return tree.kind(node) === 'attribute' && tree.identifier(tree.child(node, 'attribute')) === name;
}

// However often it is repeated.
function isPlainTuple({ tree }: Facts, node: Node): boolean {
  const tuple = tree.kind(node) === 'binary_operator' ? tree.child(node, 'left') : node;
  return tree.kind(tuple) === 'tuple' && tree.children(tuple).every((part) => PLAIN.has(tree.kind(part)));
}
