import { callOf, positionalArguments } from './calls.js';
import { IMPORT_KINDS, type ImportedName, readImport } from './imports.js';
import { NameResolver } from './names.js';
import { REFLECTION_FUNCTIONS, REFLECTION_METHODS } from './policy/builtins.js';
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

/** A place where an attribute is read by name, in whatever disguise. */
export interface AttributeRead {
  readonly node: Node;
  readonly name: string;
  readonly by: 'dot' | 'text' | 'pattern';
}

/** A call that reads or writes an attribute by a name that is a value. */
export interface ReflectionCall {
  readonly node: Node;
  /** `builtins.getattr`, `operator.attrgetter`, ... */
  readonly function: string;
  /** The attribute's name, where it is known; undefined also where the function is not called but handed on. */
  readonly attribute: string | undefined;
}

/** All that the rules know of a source: one parse, one walk, one list of facts. */
export interface Facts {
  readonly tree: SyntaxTree;
  readonly names: NameResolver;
  readonly imports: readonly ImportedName[];
  readonly references: readonly Reference[];
  readonly attributes: readonly AttributeRead[];
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

const FIELD_OF_FORMAT = /\{([^{}!:]+)/g;
const PART_OF_FIELD = /[.[]\s*(\w+)/g;

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
    ...reflections.flatMap(reflectedReads),
    ...references.flatMap(readsNearHandedOn(tree, names)),
  ];
  const { imports, loops, calls, reads } = harvest;
  return { tree, names, imports, references, attributes, reflections, bindings: builder.bindings, loops, calls, reads };
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
      harvest.attributes.push({ node, name, by: 'dot' });
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
      harvest.attributes.push({ node, name: identifierText(tree, tree.firstChild(node)), by: 'pattern' });
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
    harvest.attributes.push({ node, name: identifierText(tree, node), by: 'pattern' });
    return;
  }
  harvest.scopes.set(node, builder.scope);
}

function formatFields(tree: SyntaxTree, content: Node): AttributeRead[] {
  const text = tree.textOf(content);
  if (!text.includes('{')) return [];
  const fields = [...text.matchAll(FIELD_OF_FORMAT)].flatMap(([, field = '']) => [...field.matchAll(PART_OF_FIELD)]);
  return fields.map(([, name = '']) => ({ node: content, name, by: 'text' as const }));
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

function reflectionsAt(tree: SyntaxTree, names: NameResolver): (call: Node) => ReflectionCall[] {
  return (call) => {
    const callee = tree.child(call, 'function');
    const given = positionalArguments(tree, call);
    const found = names.namesOf(callee).flatMap((name) => {
      const index = REFLECTION_FUNCTIONS.get(name);
      if (index === undefined) return [];
      return [{ node: call, function: name, attribute: names.constants.text(given[index] ?? NONE) }];
    });
    if (tree.kind(callee) !== 'attribute') return found;
    const method = identifierText(tree, tree.child(callee, 'attribute'));
    if (!REFLECTION_METHODS.has(method)) return found;
    // `object.__setattr__(self, 'x', 1)` and `super().__setattr__('x', 1)`: the first text is the name.
    const attribute = given
      .slice(0, 2)
      .map((argument) => names.constants.text(argument))
      .find((text) => text !== undefined);
    return [...found, { node: call, function: method, attribute }];
  };
}

// `reduce(getattr, names, random)`: the names are beyond sight.
function handedOn(references: readonly Reference[]): ReflectionCall[] {
  return references
    .filter(({ name, call, isAlias }) => REFLECTION_FUNCTIONS.has(name) && call === NONE && !isAlias)
    .map(({ node, name }) => ({ node, function: name, attribute: undefined }));
}

function readsNearHandedOn(tree: SyntaxTree, names: NameResolver): (reference: Reference) => AttributeRead[] {
  return ({ node, name, call }) => {
    const list = tree.parent(node);
    if (!REFLECTION_FUNCTIONS.has(name) || call !== NONE || tree.kind(list) !== 'argument_list') return [];
    const texts: AttributeRead[] = [];
    for (let inner = list + 1; inner < tree.after(list); inner++) {
      if (tree.kind(inner) !== 'string') continue;
      for (const read of readsInText(inner, names.constants.text(inner))) texts.push(read);
    }
    return texts;
  };
}

function reflectedReads({ node, attribute }: ReflectionCall): AttributeRead[] {
  return readsInText(node, attribute);
}

function readsInText(node: Node, text: string | undefined): AttributeRead[] {
  return (text?.split('.') ?? []).map((name) => ({ node, name, by: 'text' as const }));
}

function subscriptReads(tree: SyntaxTree, names: NameResolver): (subscript: Node) => AttributeRead[] {
  return (subscript) => {
    const key = names.constants.text(tree.child(subscript, 'subscript'));
    return key?.startsWith('__') === true ? [{ node: subscript, name: key, by: 'text' as const }] : [];
  };
}
