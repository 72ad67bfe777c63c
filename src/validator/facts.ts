import { type AttributeRead, formatFields, patternRead, subscriptReads } from './attribute-reads.js';
import { callOf } from './calls.js';
import { isContinued } from './chains.js';
import { IMPORT_KINDS, type ImportedName, readImport } from './imports.js';
import { NameResolver } from './names.js';
import { attributesGivenToOwnObjects } from './own-objects.js';
import { namesUsedFreely } from './path-choices.js';
import { handedOn, type ReflectionCall, readsNearHandedOn, reflectedReads, reflectionsAt } from './reflections.js';
import { ScopeBuilder } from './scope-builder.js';
import { type Binding, identifierText, type Scope } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

/** A place where the source says a name that came from an import or is built in. */
export interface Reference {
  readonly node: Node;
  /** The dotted name by its shortest road, such as `os.system`. */
  readonly name: string;
  /** The call of which it is the function, or `NONE`. */
  readonly call: Node;
  /** Whether it only gives the thing another name, which is followed. */
  readonly isAlias: boolean;
}

/** All that the rules know of a source: one parse, one walk, one list of facts. */
export interface Facts {
  readonly tree: SyntaxTree;
  readonly names: NameResolver;
  readonly imports: readonly ImportedName[];
  readonly references: readonly Reference[];
  readonly attributes: readonly AttributeRead[];
  /** Names of attributes that the source gives to its own objects. */
  readonly ownAttributes: ReadonlySet<string>;
  /** Names whose values may change without being bound anew. */
  readonly namesUsedFreely: ReadonlySet<string>;
  readonly reflections: readonly ReflectionCall[];
  readonly bindings: readonly Binding[];
  readonly loops: readonly Node[];
  readonly calls: readonly Node[];
  /** Names, attributes, subscripts and calls, in the order of the tree. */
  readonly reads: readonly Node[];
}

/** Where names may be read, sorted by what is done with them after the walk. */
class Harvest {
  readonly imports: ImportedName[] = [];
  readonly loops: Node[] = [];
  readonly calls: Node[] = [];
  readonly reads: Node[] = [];
  readonly subscripts: Node[] = [];
  readonly attributes: AttributeRead[] = [];
  readonly scopes = new Map<Node, Scope>();
}

/** Gathers the facts of a tree. */
export function gatherFacts(tree: SyntaxTree): Facts {
  const builder = new ScopeBuilder(tree);
  const harvest = new Harvest();
  for (let node = 0; node < tree.size; node++) {
    builder.visit(node);
    gather(tree, builder, harvest, node);
  }
  const names = new NameResolver(tree, harvest.scopes, builder.bindings);
  const references = [...importReferences(harvest.imports), ...harvest.reads.flatMap(referencesAt(tree, names))];
  const reflections = harvest.calls.flatMap(reflectionsAt(tree, names)).concat(handedOn(references));
  const attributes = [
    ...harvest.attributes,
    ...harvest.subscripts.flatMap(subscriptReads(tree, names)),
    ...reflections.flatMap(reflectedReads(tree)),
    ...references.flatMap(readsNearHandedOn(tree, names)),
  ];
  const { imports, loops, calls, reads } = harvest;
  const { bindings } = builder;
  const ownAttributes = attributesGivenToOwnObjects(tree, names, harvest.attributes);
  const found = { imports, references, attributes, ownAttributes, reflections, bindings, loops, calls, reads };
  return { tree, names, namesUsedFreely: namesUsedFreely(tree, names, reads), ...found };
}

function gather(tree: SyntaxTree, builder: ScopeBuilder, harvest: Harvest, node: Node): void {
  const kind = tree.kind(node);
  if (IMPORT_KINDS.has(kind)) for (const name of readImport(tree, builder, node)) harvest.imports.push(name);
  switch (kind) {
    case 'identifier':
      if (builder.isRead(node)) gatherIdentifier(tree, builder, harvest, node);
      break;
    case 'attribute': {
      const name = identifierText(tree, tree.child(node, 'attribute'));
      harvest.attributes.push({ node, name, by: 'dot', isContinued: isContinued(tree, node) });
      harvest.reads.push(node);
      break;
    }
    case 'call':
      harvest.calls.push(node);
      harvest.reads.push(node);
      break;
    case 'subscript':
      harvest.subscripts.push(node);
      harvest.reads.push(node);
      break;
    case 'while_statement':
    case 'for_statement':
      harvest.loops.push(node);
      break;
    case 'keyword_pattern':
      harvest.attributes.push(patternRead(node, identifierText(tree, tree.firstChild(node))));
      break;
    case 'string_content':
      for (const read of formatFields(tree, node)) harvest.attributes.push(read);
      break;
  }
}

// The first part of `case module.NAME:` is a name, the others are attributes.
function gatherIdentifier(tree: SyntaxTree, builder: ScopeBuilder, harvest: Harvest, node: Node): void {
  const parent = tree.parent(node);
  if (tree.kind(parent) !== 'dotted_name') {
    harvest.reads.push(node);
  } else if (tree.firstChild(parent) === node) {
    harvest.reads.push(parent);
  } else {
    harvest.attributes.push(patternRead(node, identifierText(tree, node)));
    return;
  }
  harvest.scopes.set(node, builder.scope);
}

function importReferences(imports: readonly ImportedName[]): Reference[] {
  return imports
    .filter(({ qualifiedName, module, isStar }) => !isStar && qualifiedName !== module)
    .map(({ node, qualifiedName }) => ({ node, name: qualifiedName, call: NONE, isAlias: true }));
}

function referencesAt(tree: SyntaxTree, names: NameResolver): (node: Node) => Reference[] {
  return (node) => {
    const found = names.namesOf(node);
    if (found.length === 0 || isPartOfLongerName(tree, names, node)) return [];
    const call = callOf(tree, node);
    const isAlias = isGivenAnotherName(tree, names, node);
    return found.map((name) => ({ node, name, call, isAlias }));
  };
}

// Of `os.path.join` only the whole is a reference, not `os.path` and not `os`.
function isPartOfLongerName(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const outer = tree.wrapped(node);
  const parent = tree.parent(outer);
  const isOwner = tree.field(outer) === 'object' || tree.field(outer) === 'value';
  const canOwn = tree.kind(parent) === 'attribute' || tree.kind(parent) === 'subscript';
  return isOwner && canOwn && names.namesOf(parent).length > 0;
}

// `o = os` is no use of os: what is done with `o` is. An attribute or a class's name for it would not be followed.
function isGivenAnotherName(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const outer = tree.wrapped(node);
  const parent = tree.parent(outer);
  if (tree.kind(parent) !== 'assignment' || tree.field(outer) !== 'right') return false;
  return tree.kind(tree.child(parent, 'left')) === 'identifier' && !names.isInClassBody(tree.child(parent, 'left'));
}
