import type { NameResolver } from '../names/name-resolver.js';
import { DANGEROUS_ATTRIBUTES } from '../policy/attributes.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import { type AttributeRead, attributeRead } from './attribute-reads.js';
import type { ReflectionCall } from './reflections.js';

/** What honest sources write as keys of what they save. Only who reads attributes by computed names reads these. */
const SAVED: ReadonlySet<string> = new Set(['__class__', '__dict__', '__traceback__']);
const CONTAINERS: ReadonlySet<string> = new Set(['tuple', 'list', 'set']);

/** The text that is exactly an attribute which leads into the interpreter, as long as nobody asks more of it. */
export function isAttributeText(text: string): boolean {
  return text.startsWith('__') && DANGEROUS_ATTRIBUTES.has(text);
}

/**
 * Literals that are exactly such an attribute, in a source that reads attributes or entries by names which cannot be
 * worked out: whatever way the one takes to the other, it is read.
 * @param contents the literals that `isAttributeText` names
 */
export function literalReads(
  tree: SyntaxTree,
  names: NameResolver,
  contents: readonly Node[],
  reflections: readonly ReflectionCall[],
  subscripts: readonly Node[],
): AttributeRead[] {
  if (contents.length === 0) return [];
  const hasReflection = reflections.some(({ attribute }) => attribute === undefined);
  if (!hasReflection && !subscripts.some((subscript) => isComputedEntry(tree, names, subscript))) return [];
  return contents
    .filter((content) => !isOnlyAskedFor(tree, names, content))
    .map((content) => attributeRead(tree.parent(content), tree.textOf(content), 'text', false))
    .filter(({ name }) => hasReflection || !SAVED.has(name));
}

/** Whether an entry is read by something that is no number, no slice and no text that is known. */
function isComputedEntry(tree: SyntaxTree, names: NameResolver, subscript: Node): boolean {
  return isComputedKey(tree, names, tree.child(subscript, 'subscript'));
}

/** The same of what an entry is asked for by. */
export function isComputedKey(tree: SyntaxTree, names: NameResolver, written: Node): boolean {
  const key = tree.unwrap(written);
  if (tree.kind(key) === 'slice' || names.constants.fold(key) !== undefined) return false;
  return !names.constants.texts(key).isWhole;
}

// `hasattr(x, '__dict__')` and `name in ('__dict__', '__code__')` say yes or no.
function isOnlyAskedFor(tree: SyntaxTree, names: NameResolver, content: Node): boolean {
  let outer = tree.wrapped(tree.parent(content));
  while (CONTAINERS.has(tree.kind(tree.parent(outer)))) outer = tree.parent(outer);
  const parent = tree.parent(outer);
  if (tree.kind(parent) === 'comparison_operator') return true;
  if (tree.kind(parent) !== 'argument_list') return false;
  return names.namesOf(tree.child(tree.parent(parent), 'function')).includes('builtins.hasattr');
}
