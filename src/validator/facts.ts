import { type Effect, effectsOf } from './effects/effects.js';
import type { UnreadText } from './embedded/embedded-texts.js';
import { bindSurroundings, type Surroundings } from './embedded/surroundings.js';
import { isHandedOn, isStepHandedOn } from './flow/gate.js';
import { FlowResolver } from './flow/value-flow.js';
import { Harvest, OPTIONS } from './harvest.js';
import { NameResolver } from './names/name-resolver.js';
import type { NamedTree } from './names/named-tree.js';
import { PathReader } from './paths/path-reader.js';
import { dangerOfAttribute } from './policy/attributes.js';
import { type AttributeRead, formatReads, mappingReads, subscriptReads } from './reads/attribute-reads.js';
import { isComputedRead, isStepOfWalk } from './reads/computed-reads.js';
import { literalReads } from './reads/literal-attributes.js';
import { attributesGivenToOwnObjects } from './reads/own-objects.js';
import { importReferences, type Reference, referencesIn } from './reads/references.js';
import {
  handedOn,
  type ReflectionCall,
  readsNearHandedOn,
  reflectedReads,
  reflectionsAt,
  stepTakenBy,
} from './reads/reflections.js';
import { cachedPredicate } from './remembered.js';
import type { ImportedName } from './scopes/imports.js';
import type { Binding } from './scopes/scope.js';
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
  /** Those of the calls that are given something by keyword, also by `**options`. */
  readonly keywordCalls: readonly Node[];
  /** Names of the arguments that calls may be given by keyword, and `OPTIONS` where some are handed over as they are. */
  readonly keywords: ReadonlySet<string>;
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

const isLeading = cachedPredicate((name) => dangerOfAttribute(name) !== undefined);

/** Calls of which one may be given one of these by keyword. */
export function callsGiven({ keywordCalls, keywords }: Facts, ...names: readonly string[]): readonly Node[] {
  return keywords.has(OPTIONS) || names.some((name) => keywords.has(name)) ? keywordCalls : NO_CALLS;
}

const NO_CALLS: readonly Node[] = [];
const NO_TEXTS: EmbeddedTexts = { codes: [], unread: [] };

/**
 * Gathers the facts of a tree.
 * @param surroundings what its free names stand for, where it is a text within another source
 */
export function gatherFacts(tree: SyntaxTree, surroundings?: Surroundings): Facts {
  const harvest = new Harvest(tree);
  harvest.gather();
  const { bindings, module } = harvest.builder;
  const around = surroundings === undefined ? [] : bindSurroundings({ ...harvest, tree, module }, surroundings);
  const { names, references, reflections } = resolved(harvest, around);
  const attributes = [
    ...harvest.attributes,
    ...foundIn(harvest.subscripts, subscriptReads(tree, names)),
    ...foundIn(harvest.mappings, mappingReads(tree, names)),
    ...foundIn(reflections, reflectedReads(tree)),
    ...foundIn(harvest.calls, formatReads(tree, names)),
    ...foundIn(references, readsNearHandedOn(tree, names)),
    ...literalReads(tree, names, harvest.attributeTexts, reflections, harvest.subscripts),
  ];
  const { imports, loops, calls, keywordCalls, keywords, subscripts, operations, functions, reads } = harvest;
  const ownAttributes = attributesGivenToOwnObjects(tree, names, harvest.attributes);
  const found = {
    tree,
    names,
    imports,
    references,
    attributes,
    leading: attributes.filter(isLeading),
    ownAttributes,
    reflections,
    bindings,
    loops,
    calls,
    keywordCalls,
    keywords,
    subscripts,
    operations,
    functions,
    reads,
  };
  return { ...found, paths: new PathReader(found), effects: effectsOf(found), embedded: NO_TEXTS };
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
): Pick<Facts, 'names' | 'references' | 'reflections'> {
  const bindings = [...builder.bindings, ...around];
  const { flows } = builder;
  const named = new NameResolver(tree, scopes, bindings).settle(bindings);
  const found = referencesIn(tree, named, reads);
  const reflected = foundIn(calls, reflectionsAt(tree, named));
  const computedReads = new Set(reflected.filter(isComputedRead).map((call) => stepTakenBy(tree, call)));
  const isFollowed =
    reflected.some((call) => isStepOfWalk({ tree, names: named }, call)) ||
    attributes.some(isStepHandedOn) ||
    found.some((reference) => isHandedOn(tree, named, reference));
  const names = isFollowed ? new FlowResolver(tree, scopes, bindings, flows, calls, computedReads).settle() : named;
  const references = [...importReferences(imports), ...(isFollowed ? referencesIn(tree, names, reads) : found)];
  const reflections = isFollowed ? foundIn(calls, reflectionsAt(tree, names)) : reflected;
  return { names, references, reflections: [...reflections, ...handedOn(references)] };
}
