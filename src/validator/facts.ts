import { type Effect, effectsOf } from './effects/effects.js';
import type { UnreadText } from './embedded/embedded-texts.js';
import { bindSurroundings, type Surroundings } from './embedded/surroundings.js';
import { isHandedOn, isStepHandedOn } from './flow/gate.js';
import { FlowResolver } from './flow/value-flow.js';
import { NameResolver } from './names/name-resolver.js';
import type { NamedTree } from './names/named-tree.js';
import { PathReader } from './paths/path-reader.js';
import { dangerOfAttribute } from './policy/attributes.js';
import {
  type AttributeRead,
  formatFields,
  formatReads,
  mappingReads,
  modulesInText,
  patternRead,
  subscriptReads,
} from './reads/attribute-reads.js';
import { isAttributeText, literalReads } from './reads/literal-attributes.js';
import { attributesGivenToOwnObjects } from './reads/own-objects.js';
import { importReferences, type Reference, referencesIn } from './reads/references.js';
import {
  handedOn,
  type ReflectionCall,
  readsNearHandedOn,
  reflectedReads,
  reflectionsAt,
} from './reads/reflections.js';
import { IMPORT_KINDS, type ImportedName, readImport } from './scopes/imports.js';
import type { Binding, Scope } from './scopes/scope.js';
import { ScopeBuilder } from './scopes/scope-builder.js';
import { isContinued } from './tree/chains.js';
import { byKind } from './tree/kinds.js';
import type { Node, SyntaxTree } from './tree/syntax-tree.js';

/** All that the rules know of a source: one parse, one walk, one list of facts. */
export interface Facts extends NamedTree {
  readonly imports: readonly ImportedName[];
  readonly references: readonly Reference[];
  readonly attributes: readonly AttributeRead[];
  /** Those of the attributes that lead into the interpreter. */
  readonly leading: readonly AttributeRead[];
  /** Names of attributes that the source gives to its own objects. */
  readonly ownAttributes: ReadonlySet<string>;
  /** The paths that expressions stand for. */
  readonly paths: PathReader;
  readonly reflections: readonly ReflectionCall[];
  readonly bindings: readonly Binding[];
  readonly loops: readonly Node[];
  readonly calls: readonly Node[];
  readonly subscripts: readonly Node[];
  /** Operators between two values: `a ** b`. */
  readonly operations: readonly Node[];
  readonly functions: readonly Node[];
  /** Names, attributes, subscripts and calls, in the order of the tree. */
  readonly reads: readonly Node[];
  /** What the source does beyond computing, the texts included that it runs. */
  readonly effects: readonly Effect[];
  /** The texts that the source runs. */
  readonly embedded: EmbeddedTexts;
}

/** A text that is run, and could be read. */
export interface EmbeddedCode {
  readonly facts: Facts;
  /** Where the text stands in the source around it. */
  readonly node: Node;
  /** What runs it: `exec`, `query`. */
  readonly executor: string;
  /** What the text went through before: `base64.b64decode`. */
  readonly decoders: readonly string[];
}

/** What a source runs that is not written as code in it. */
export interface EmbeddedTexts {
  readonly codes: readonly EmbeddedCode[];
  readonly unread: readonly UnreadText[];
}

/** Where names may be read, sorted by what is done with them after the walk. */
class Harvest {
  readonly imports: ImportedName[] = [];
  readonly loops: Node[] = [];
  readonly calls: Node[] = [];
  readonly operations: Node[] = [];
  readonly functions: Node[] = [];
  readonly reads: Node[] = [];
  readonly subscripts: Node[] = [];
  readonly mappings: Node[] = [];
  /** Literals that are exactly a dangerous attribute. */
  readonly attributeTexts: Node[] = [];
  readonly attributes: AttributeRead[] = [];
  readonly scopes: (Scope | undefined)[];
  readonly tree: SyntaxTree;
  readonly builder: ScopeBuilder;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.builder = new ScopeBuilder(tree);
    this.scopes = new Array<undefined>(tree.size);
  }

  /** The one walk. */
  gather(): void {
    for (let node = 0; node < this.tree.size; node++) {
      this.builder.visit(node);
      GATHERED[this.tree.kindNumber(node)]?.(this, node);
    }
  }
}

/**
 * Gathers the facts of a tree.
 * @param surroundings what its free names stand for, where it is a text within another source
 */
export function gatherFacts(tree: SyntaxTree, surroundings?: Surroundings): Facts {
  const harvest = new Harvest(tree);
  harvest.gather();
  const { bindings, module } = harvest.builder;
  const around = surroundings === undefined ? [] : bindSurroundings({ ...harvest, tree, module }, surroundings);
  const { names, references } = resolved(harvest, around);
  const reflections = [...foundIn(harvest.calls, reflectionsAt(tree, names)), ...handedOn(references)];
  const attributes = [
    ...harvest.attributes,
    ...foundIn(harvest.subscripts, subscriptReads(tree, names)),
    ...foundIn(harvest.mappings, mappingReads(tree, names)),
    ...foundIn(reflections, reflectedReads(tree)),
    ...foundIn(harvest.calls, formatReads(tree, names)),
    ...foundIn(references, readsNearHandedOn(tree, names)),
    ...literalReads(tree, names, harvest.attributeTexts, reflections, harvest.subscripts),
  ];
  const { imports, loops, calls, subscripts, operations, functions, reads } = harvest;
  const ownAttributes = attributesGivenToOwnObjects(tree, names, harvest.attributes);
  const found = {
    imports,
    references,
    attributes,
    leading: attributes.filter(({ name }) => dangerOfAttribute(name) !== undefined),
    ownAttributes,
    reflections,
    bindings,
    loops,
    calls,
    subscripts,
    operations,
    functions,
    reads,
  };
  const facts = { tree, names, paths: new PathReader({ tree, names, ...found }), ...found };
  return { ...facts, effects: effectsOf(facts), embedded: { codes: [], unread: [] } };
}

// As `flatMap`, but most of these find nothing, of which it would make a list each time.
function foundIn<Place, Found>(places: readonly Place[], at: (place: Place) => readonly Found[]): Found[] {
  const all: Found[] = [];
  for (const place of places) {
    const found = at(place);
    if (found.length > 0) all.push(...found);
  }
  return all;
}

// Where nothing dangerous is handed on, there is no need to know where it may arrive.
function resolved(
  { tree, scopes, builder, calls, imports, reads, attributes }: Harvest,
  around: readonly Binding[],
): Pick<Facts, 'names' | 'references'> {
  const bindings = [...builder.bindings, ...around];
  const { flows } = builder;
  const named = new NameResolver(tree, scopes, bindings).settle(bindings);
  const found = referencesIn(tree, named, reads);
  const isFollowed = attributes.some(isStepHandedOn) || found.some((reference) => isHandedOn(tree, named, reference));
  const names = isFollowed ? new FlowResolver(tree, scopes, bindings, flows, calls).settle() : named;
  const references = isFollowed ? referencesIn(tree, names, reads) : found;
  return { names, references: [...importReferences(imports), ...references] };
}

/** What a node of one kind has to tell. */
const GATHERED = byKind<(harvest: Harvest, node: Node) => void>([
  ...IMPORT_KINDS.map((kind) => [kind, gatherImport] as const),
  ['identifier', gatherIdentifier],
  ['attribute', gatherAttribute],
  ['call', gatherCall],
  ['subscript', gatherSubscript],
  ['while_statement', gatherLoop],
  ['for_statement', gatherLoop],
  ['binary_operator', gatherOperation],
  ['function_definition', gatherFunction],
  ['keyword_pattern', gatherKeywordPattern],
  ['dict_pattern', gatherMapping],
  ['string_content', gatherText],
]);

function gatherImport({ tree, builder, imports }: Harvest, node: Node): void {
  for (const name of readImport(tree, builder, node)) imports.push(name);
}

function gatherAttribute({ tree, attributes, reads }: Harvest, node: Node): void {
  const name = tree.identifier(tree.child(node, 'attribute'));
  attributes.push({ node, name, by: 'dot', isContinued: isContinued(tree, node) });
  reads.push(node);
}

function gatherCall({ calls, reads }: Harvest, node: Node): void {
  calls.push(node);
  reads.push(node);
}

function gatherSubscript({ subscripts, reads }: Harvest, node: Node): void {
  subscripts.push(node);
  reads.push(node);
}

function gatherLoop({ loops }: Harvest, node: Node): void {
  loops.push(node);
}

function gatherOperation({ operations }: Harvest, node: Node): void {
  operations.push(node);
}

function gatherFunction({ functions }: Harvest, node: Node): void {
  functions.push(node);
}

function gatherKeywordPattern({ tree, attributes }: Harvest, node: Node): void {
  attributes.push(patternRead(node, tree.identifier(tree.firstChild(node))));
}

function gatherMapping({ mappings }: Harvest, node: Node): void {
  mappings.push(node);
}

function gatherText({ tree, attributes, attributeTexts }: Harvest, node: Node): void {
  if (isAttributeText(tree.textOf(node))) attributeTexts.push(node);
  for (const read of formatFields(tree, node)) attributes.push(read);
  for (const read of modulesInText(tree, node)) attributes.push(read);
}

// The first part of `case module.NAME:` is a name, the others are attributes.
function gatherIdentifier(harvest: Harvest, node: Node): void {
  const { tree, builder } = harvest;
  if (!builder.isRead(node)) return;
  const parent = tree.parent(node);
  if (tree.kind(parent) !== 'dotted_name') {
    harvest.reads.push(node);
  } else if (tree.firstChild(parent) === node) {
    harvest.reads.push(parent);
  } else {
    harvest.attributes.push(patternRead(node, tree.identifier(node)));
    return;
  }
  harvest.scopes[node] = builder.scope;
}
