import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { Definitions } from './definitions.js';

/** Decorators that give back what does the same as the function that they are put on. */
export const TRANSPARENT_DECORATORS: ReadonlySet<string> = new Set([
  ...['builtins.staticmethod', 'builtins.classmethod', 'abc.abstractmethod', 'functools.lru_cache', 'functools.cache'],
]);

const SETTINGS: ReadonlySet<string> = new Set(['none', 'true', 'false', 'integer', 'string']);

/**
 * What a decorator is called, as an expression; `NONE` of a call that is handed anything but plain settings:
 * `@functools.cache(other)` puts what `other` makes of the function in its place.
 */
export function decoratorName(tree: SyntaxTree, decorator: Node): Node {
  const inner = tree.unwrap(tree.firstChild(decorator));
  if (tree.kind(inner) !== 'call') return inner;
  const given = tree.children(tree.child(inner, 'arguments'));
  const isPlain = given.every((argument) => {
    const value = tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument;
    return SETTINGS.has(tree.kind(value));
  });
  return isPlain ? tree.child(inner, 'function') : NONE;
}

/** Whether something else may stand under the name of a function, because a decorator made it. */
export function isReplaced(tree: SyntaxTree, definitions: Definitions, definition: Node): boolean {
  const around = tree.parent(definition);
  if (tree.kind(around) !== 'decorated_definition') return false;
  const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
  return !decorators.every((decorator) => {
    const named = decoratorName(tree, decorator);
    if (named === NONE) return false;
    // `keep = functools.cache`, and elsewhere `keep = swap`: a name that is not imported may be another decorator.
    const bindings = tree.kind(named) === 'identifier' ? (definitions.bindingsOf(named) ?? []) : [];
    if (!bindings.every(({ meaning }) => meaning.kind === 'import')) return false;
    const known = definitions.namesOf(named);
    return known.length > 0 && known.every((name) => TRANSPARENT_DECORATORS.has(name));
  });
}
