import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const UPPER = 'upper';
const AS_TEXT = /["']upper["']/;

/**
 * Whether a name is in capitals, whatever it is, as in `getattr(logging, name.upper())`: in that module only its levels
 * have such names. Of `upper` every text has the same, where the source makes none of its own.
 */
export function isInCapitals(facts: Facts, written: Node): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(written);
  const value = tree.kind(inner) === 'identifier' ? tree.unwrap(names.soleValue(inner)) : inner;
  if (value === NONE || tree.kind(value) !== 'call') return false;
  const callee = tree.child(value, 'function');
  const isUpper = tree.kind(callee) === 'attribute' && tree.identifier(tree.child(callee, 'attribute')) === UPPER;
  return isUpper && !makesItsOwn(facts);
}

function makesItsOwn({ tree, bindings, attributes }: Facts): boolean {
  const isMethod = bindings.some(({ name, scope }) => name === UPPER && scope.kind === 'class');
  const isGiven = attributes.some(({ node, name }) => name === UPPER && isWritten(tree, node));
  return isMethod || isGiven || AS_TEXT.test(tree.text);
}
