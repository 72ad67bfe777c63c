import { NONE, type Node, type SyntaxTree } from './syntax-tree.js';

const MAPPING = 'dict_pattern';
/** What a pattern may stand in and still be given the whole of what is matched. */
const TRANSPARENT: ReadonlySet<string> = new Set(['case_pattern', 'union_pattern', 'as_pattern', 'dotted_name']);

/** The keys of `case {'name': pattern}`, each with the pattern for what is found there. */
export function mappingEntries(tree: SyntaxTree, mapping: Node): readonly (readonly [key: Node, value: Node])[] {
  const keys = tree.childrenIn(mapping, 'key');
  return tree.childrenIn(mapping, 'value').flatMap((value, index) => {
    const key = keys[index];
    return key === undefined ? [] : [[key, value] as const];
  });
}

/**
 * The key under which a captured name is found in what is matched; `NONE` where it is found in another way. Looks back no
 * further than the key is long.
 */
export function keyOfCapture(tree: SyntaxTree, name: Node): Node {
  const value = outermost(tree, name);
  const mapping = tree.parent(value);
  if (tree.kind(mapping) !== MAPPING || tree.kind(tree.parent(outermost(tree, mapping))) !== 'case_clause') return NONE;
  let key = value - 1;
  while (key > mapping && (tree.parent(key) !== mapping || tree.field(key) !== 'key')) key -= 1;
  return key > mapping ? key : NONE;
}

function outermost(tree: SyntaxTree, pattern: Node): Node {
  let outer = pattern;
  while (TRANSPARENT.has(tree.kind(tree.parent(outer)))) outer = tree.parent(outer);
  return outer;
}

/** Whether a pattern only gives a name to what it is matched with, or compares it. */
export function takesNothingApart(tree: SyntaxTree, pattern: Node): boolean {
  const inner = tree.kind(pattern) === 'case_pattern' ? tree.firstChild(pattern) : pattern;
  return inner === NONE || tree.kind(inner) === 'dotted_name' || tree.kind(inner) === 'string';
}
