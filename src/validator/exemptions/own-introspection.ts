import type { Facts } from '../facts.js';
import { dangerOfAttribute } from '../policy/attributes.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isOwnClass, isOwnObject } from '../reads/own-objects.js';
import { continuationOf } from '../tree/chains.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** What an object may ask of itself: its own values, and another of its own kind. */
const OF_ONESELF: ReadonlySet<string> = new Set(['__dict__', '__class__']);
const MOST_COMPARED = 3;
const OWN_VALUES = '__dict__';

/**
 * Whether an attribute is one that an object asks of itself, or of another that it compares itself with. A class may
 * ask for those that inherit from it: all of them are the strategy's own.
 */
export function isAskedOfOneself(facts: Facts, { node, name, by }: AttributeRead): boolean {
  const { tree, names } = facts;
  if (by !== 'dot') return false;
  const owner = tree.unwrap(tree.child(node, 'object'));
  if (name === '__subclasses__') return tree.kind(owner) === 'identifier' && isOwnClass(tree, names, owner);
  if (!OF_ONESELF.has(name)) return false;
  if (!isOwnObject(facts, owner)) return isComparedWithOwn(facts, node, name);
  const next = continuationOf(tree, node);
  if (tree.kind(next) !== 'attribute') return true;
  return dangerOfAttribute(tree.identifier(tree.child(next, 'attribute'))) === undefined;
}

/** Whether an object of the source's own reads all its values at once: what else it reads of itself is among them. */
export function readsOwnValues(facts: Facts): boolean {
  return facts.attributes.some((read) => read.name === OWN_VALUES && isAskedOfOneself(facts, read));
}

// `self.__dict__ == other.__dict__`
function isComparedWithOwn(facts: Facts, node: Node, name: string): boolean {
  const { tree } = facts;
  const comparison = tree.parent(tree.wrapped(node));
  if (tree.kind(comparison) !== 'comparison_operator') return false;
  return tree
    .children(comparison)
    .slice(0, MOST_COMPARED)
    .some((side) => {
      const other = tree.unwrap(side);
      if (other === NONE || other === node || tree.kind(other) !== 'attribute') return false;
      return (
        tree.identifier(tree.child(other, 'attribute')) === name && isOwnObject(facts, tree.child(other, 'object'))
      );
    });
}
