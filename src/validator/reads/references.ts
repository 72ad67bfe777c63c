import type { NameResolver } from '../names/name-resolver.js';
import { CONTAINER } from '../qualified-name.js';
import { type AskedName, askedName } from '../remembered.js';
import type { ImportedName } from '../scopes/imports.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** A place where the source says a name that came from an import or is built in. */
export interface Reference {
  readonly node: Node;
  /** The dotted name by its shortest road, such as `os.system`. */
  readonly name: string;
  readonly asked: AskedName;
  /** The call of which it is the function, or `NONE`. */
  readonly call: Node;
  /** Whether it only gives the thing another name, which is followed. */
  readonly isAlias: boolean;
}

/** What imports name of a module. */
export function importReferences(imports: readonly ImportedName[]): Reference[] {
  return imports
    .filter(({ qualifiedName, module, isStar }) => !isStar && qualifiedName !== module)
    .map(({ node, qualifiedName: name }) => ({ node, name, asked: askedName(name), call: NONE, isAlias: true }));
}

/** What a source says of imported and built-in names, where it reads them. */
export function referencesIn(tree: SyntaxTree, names: NameResolver, reads: readonly Node[]): Reference[] {
  const references: Reference[] = [];
  for (const node of reads) {
    const found = names.namesOf(node);
    if (found.length === 0 || isPartOfLongerName(tree, names, node)) continue;
    const call = callOf(tree, node);
    const isAlias = isGivenAnotherName(tree, names, node);
    for (const name of found) {
      // What is held was mentioned where it was put there, and is mentioned again where it is taken out.
      if (!name.endsWith(CONTAINER)) references.push({ node, name, asked: askedName(name), call, isAlias });
    }
  }
  return references;
}

// Of `os.path.join` only the whole is a reference, not `os.path` and not `os`.
function isPartOfLongerName(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const outer = tree.wrapped(node);
  const parent = tree.parent(outer);
  const isOwner = tree.field(outer) === 'object' || tree.field(outer) === 'value';
  const canOwn = tree.kind(parent) === 'attribute' || tree.kind(parent) === 'subscript';
  if (!isOwner || !canOwn || names.namesOf(parent).length === 0) return false;
  // Whoever asks the table of all modules for one could ask it for any.
  return tree.kind(parent) === 'attribute' || !names.namesOf(node).includes('sys.modules');
}

// `o = os` is no use of os: what is done with `o` is. An attribute or a class's name for it would not be followed.
function isGivenAnotherName(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const outer = tree.wrapped(node);
  const parent = tree.parent(outer);
  if (tree.kind(parent) !== 'assignment' || tree.field(outer) !== 'right') return false;
  return tree.kind(tree.child(parent, 'left')) === 'identifier' && !names.isInClassBody(tree.child(parent, 'left'));
}
