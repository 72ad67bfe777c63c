import type { NamedTree } from '../names/named-tree.js';
import { NONE } from '../tree/syntax-tree.js';
import { isWritten } from './own-objects.js';
import type { Reference } from './references.js';
import { textsWithin } from './reflections.js';

const SEARCHED: ReadonlySet<string> = new Set(['', '.insert', '.append', '.extend'].map((end) => `sys.path${end}`));
const WRITTEN_BY_STRATEGIES = /^\/(?:output|tmp|dev\/shm)(?:\/|$)/;

/** Whether a name is of what says where Python searches for modules. */
export function isOfSearch(name: string): boolean {
  return SEARCHED.has(name);
}

/** Folders that a strategy can write to, and tells Python to import from: `sys.path.insert(0, '/output')`. */
export function foldersSearched({ names, tree }: NamedTree, { node, name, call }: Reference): readonly string[] {
  if (!SEARCHED.has(name)) return [];
  const target = tree.kind(tree.parent(node)) === 'subscript' ? tree.parent(node) : node;
  const list = call === NONE ? NONE : tree.child(call, 'arguments');
  const given = isWritten(tree, target) ? [tree.child(tree.parent(target), 'right')] : tree.children(list);
  return [...textsWithin(names, given)].map(([, text]) => text).filter((text) => WRITTEN_BY_STRATEGIES.test(text));
}
