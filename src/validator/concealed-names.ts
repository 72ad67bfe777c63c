import type { Facts } from './facts.js';
import { rootOf } from './qualified-name.js';
import { NONE, type Node } from './tree.js';

/** What turns one constant into another; whatever is made with these alone could have been written out. */
const MAKERS: ReadonlySet<string> = new Set([
  ...['builtins', 'base64', 'binascii', 'codecs', 'zlib', 'gzip', 'bz2', 'lzma', 'struct', 'string', 'operator'],
  ...['functools', 'itertools', 're', 'quopri', 'uu', 'html', 'urllib', 'hashlib', 'json', 'math'],
]);
const MOST_NODES = 2_000;
const MOST_DEPTH = 8;

/**
 * Whether an expression is made of constants and of what works on them, and so says the same in every run: who makes the
 * name of an attribute that way wants it not to be read.
 */
export function isConcealed(facts: Facts, node: Node, depth = 0): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  if (inner === NONE || depth > MOST_DEPTH || tree.after(inner) - inner > MOST_NODES) return false;
  if (tree.kind(inner) === 'identifier') return isConcealed(facts, names.soleValue(inner), depth + 1);
  let isMade = false;
  for (let part = inner; part < tree.after(inner); part++) {
    if (tree.kind(part) === 'call') isMade = true;
    if (tree.kind(part) === 'identifier' && !isConstant(facts, inner, part, depth)) return false;
  }
  return isMade;
}

function isConstant(facts: Facts, whole: Node, identifier: Node, depth: number): boolean {
  const { tree, names } = facts;
  const field = tree.field(identifier);
  const isWord =
    field === 'attribute' || (field === 'name' && tree.kind(tree.parent(identifier)) === 'keyword_argument');
  if (isWord || names.namesOf(identifier).some((name) => MAKERS.has(rootOf(name)))) return true;
  const bindings = names.bindingsOf(identifier) ?? [];
  // The names of a comprehension or a lambda take their values from what is constant around them.
  if (bindings.length > 0 && bindings.every(({ target }) => tree.isWithin(target, whole))) return true;
  const value = names.soleValue(identifier);
  return value !== NONE && (names.constants.fold(value) !== undefined || isConcealed(facts, value, depth + 1));
}
