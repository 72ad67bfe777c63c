import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import type { Definitions } from './definitions.js';

/** Decorators that give back what does the same as the function that they are put on. */
export const TRANSPARENT_DECORATORS: ReadonlySet<string> = new Set([
  ...['builtins.staticmethod', 'builtins.classmethod', 'abc.abstractmethod', 'functools.lru_cache', 'functools.cache'],
]);

/** Whether something else may stand under the name of a function, because a decorator made it. */
export function isReplaced(tree: SyntaxTree, definitions: Definitions, definition: Node): boolean {
  const around = tree.parent(definition);
  if (tree.kind(around) !== 'decorated_definition') return false;
  const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
  return !decorators.every((decorator) => {
    const inner = tree.unwrap(tree.firstChild(decorator));
    const named = tree.kind(inner) === 'call' ? tree.child(inner, 'function') : inner;
    // A name that is bound twice may be another decorator.
    if ((definitions.bindingsOf(named)?.length ?? 0) > 1) return false;
    return definitions.namesOf(named).some((name) => TRANSPARENT_DECORATORS.has(name));
  });
}
