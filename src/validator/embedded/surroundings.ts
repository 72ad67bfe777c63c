import type { NameResolver } from '../names/name-resolver.js';
import type { TextLanguage } from '../policy/text-executors.js';
import { type Binding, Outward, type Scope } from '../scopes/scope.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { OWN_NAME } from './text-languages.js';

/** What stands around a text that is run: the names of the source that it is found in. */
export interface Surroundings {
  readonly names: NameResolver;
  /** An identifier that is read beside the text, or `NONE`. */
  readonly place: Node;
  readonly language: TextLanguage;
}

/** Where a text's own names are declared. */
interface Declarations {
  readonly tree: SyntaxTree;
  readonly module: Scope;
  readonly scopes: readonly (Scope | undefined)[];
  readonly reads: readonly Node[];
}

const EVERYWHERE = { from: 0, until: Number.POSITIVE_INFINITY };

/** Binds what a text reads and does not bind itself to what that stands for around it. */
export function bindSurroundings(declarations: Declarations, surroundings: Surroundings): Binding[] {
  const { tree, module, scopes, reads } = declarations;
  const bound: Binding[] = [];
  const identifiers = reads.filter((node) => tree.kind(node) === 'identifier');
  const called = new Set(
    identifiers.filter((node) => callOf(tree, node) !== NONE).map((node) => tree.identifier(node)),
  );
  for (const node of identifiers) {
    const name = tree.identifier(node);
    if (isBound(scopes[node], name)) continue;
    const meanings = meaningsOf(surroundings, name, called.has(name));
    for (const meaning of meanings ?? []) bound.push(module.bind({ name, target: NONE, meaning, holds: EVERYWHERE }));
  }
  return bound;
}

function isBound(scope: Scope | undefined, name: string): boolean {
  const outward = new Outward(scope, name);
  for (; outward.scope !== undefined; outward.next()) if (outward.scope.bindings.has(name)) return true;
  return false;
}

/** What a free name stands for; undefined where it is one that is built in, or that nobody knows. */
function meaningsOf(
  { names, place, language }: Surroundings,
  name: string,
  isCalled: boolean,
): readonly Binding['meaning'][] | undefined {
  const isOwn = language !== 'columns' || name.startsWith(OWN_NAME);
  const known = name.startsWith(OWN_NAME) ? name.slice(OWN_NAME.length) : name;
  if (isOwn && place !== NONE) {
    const isMarked = known !== name;
    if (isMarked || names.bindingsSeenFrom(place, known) !== undefined) {
      return asMeanings(names.namesSeenFrom(place, known));
    }
  }
  // In a text over data a plain name is a column, whatever is built in under that name, unless it is called.
  return language === 'python' || isCalled ? undefined : asMeanings([]);
}

function asMeanings(names: readonly string[]): readonly Binding['meaning'][] {
  if (names.length === 0) return [{ kind: 'unknown' }];
  return names.map((qualifiedName) => ({ kind: 'import', qualifiedName }));
}
