import { isConcealed } from '../computed/concealed-names.js';
import { isAskedFor } from '../exemptions/class-question.js';
import { isPlainLogging, LOGGING_CONFIGURATOR } from '../exemptions/logging-config.js';
import { NamesLikeModules } from '../exemptions/names-like-modules.js';
import { OwnAnnotations } from '../exemptions/own-annotations.js';
import { hasOwnMethods } from '../exemptions/own-methods.js';
import { isOwnTests } from '../exemptions/own-tests.js';
import { backendImportedAt, backendImportedBy, PLOTTING_METHODS, setsBackend } from '../exemptions/plot-backends.js';
import { isSafelyLoaded } from '../exemptions/safe-loaders.js';
import { callsGiven, type Facts } from '../facts.js';
import { UNMISTAKABLE_METHODS } from '../policy/call-sinks.js';
import { callSinkNamed } from '../policy/sink-of.js';
import { UNPICKLING_KEYWORDS, UNPICKLING_POSITIONS } from '../policy/sinks.js';
import { ANNOTATION_READERS } from '../policy/text-executors.js';
import { canonicalName, moduleReachedBy, publicName, UNKNOWN_MEMBER } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { attributesMeant } from '../reads/attributes-meant.js';
import { foldersSearched, isOfSearch } from '../reads/module-search.js';
import { looksAtBytes, makesObjectsOfBytes } from '../reads/object-views.js';
import { isOwnAttribute } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { prefilter } from '../remembered.js';
import { type Finding, foundAt, type Rule } from '../rule.js';
import { callOf, hidesArguments, hidesOptions, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const MEMBER_OF_UNKNOWN = `${UNKNOWN_MEMBER}.`;
const EVALUATING_KEYWORD = 'eval_str';
const EVALUATORS: ReadonlySet<string> = new Set(['inspect.signature', 'inspect.get_annotations']);
/** For a text that is put together of codes and pieces, and that could have been written out. */
const HIDDEN_POINTS = 30;
const UTF_7 = /^(?:utf|unicode-1-1-utf)[-_ ]?7$/i;

export const dangerousCall: Rule = {
  meta: {
    id: 'dangerous-call',
    points: 30,
    what: 'A function that starts programs, runs text as code, reads pickles or steers the interpreter.',
    why: 'This is where harm is done, whichever import or alias led there.',
    example: "from os import system as mean\nmean('id')\n",
    accepted: 'from statistics import mean\nmean([1, 2])\n',
    saferWay: 'Compute in the strategy itself, with numpy, pandas and scipy.',
  },

  check(facts) {
    const { references, attributes, calls, embedded } = facts;
    const held = namesOfHeldModules(facts);
    const lookalikes = new NamesLikeModules(facts);
    const annotations = new OwnAnnotations(facts);
    const reads = attributes.filter((read) => mayBeSink(facts, read, held));
    return [
      ...foundAt(references.filter(mayReferToSink), (reference) => sinkReferred(facts, reference, annotations)),
      ...foundAt(reads, (read) => sinkByName(facts, read, lookalikes)),
      ...foundAt(callsGiven(facts, ...UNPICKLING_KEYWORDS), (call) => unpickling(facts, call)),
      ...foundAt(callsGiven(facts, EVALUATING_KEYWORD), (call) => evaluatedAnnotations(facts, call)),
      ...foundAt(mayDecode(facts) ? calls : [], (call) => hiddenText(facts, call)),
      ...embedded.unread.map((text) => unreadText(facts, text)),
    ];
  },
};

const mayReferToSink = prefilter((name) => {
  if (whyDangerous(name) !== undefined || name.startsWith(MEMBER_OF_UNKNOWN)) return true;
  return UNPICKLING_POSITIONS.has(publicName(name)) || looksAtBytes(name) || isOfSearch(name) || setsBackend(name);
});

function* sinkReferred(facts: Facts, reference: Reference, annotations: OwnAnnotations): Iterable<Finding> {
  const why = whyDangerous(reference.name);
  if (why !== undefined) yield* sinkNamed(facts, reference, why, annotations);
  else if (reference.name.startsWith(MEMBER_OF_UNKNOWN)) yield* sinkOfUnknown(reference);
  if (UNPICKLING_POSITIONS.has(publicName(reference.name))) yield* unpicklingByPosition(facts, reference);
  if (makesObjectsOfBytes(facts, reference)) yield* objectsFromBytes(reference);
  yield* searchedForModules(facts, reference);
  const backend = backendImportedAt(facts, reference);
  if (backend !== NONE) yield importedToDraw(backend);
}

function* objectsFromBytes({ node, name }: Reference): Iterable<Finding> {
  yield { node, qualifiedName: name, message: `${name} may take bytes for the addresses of objects` };
}

function* searchedForModules(facts: Facts, reference: Reference): Iterable<Finding> {
  for (const folder of foldersSearched(facts, reference)) {
    const message = `Python imports what lies in ${folder}, which nobody has read`;
    const saferWay = 'Write what is needed into the strategy itself.';
    yield { node: reference.node, qualifiedName: 'sys.path', message, saferWay };
  }
}

// `held = x.os`, and later `held.system`: what nobody knows to be a module has only one such member.
function* sinkOfUnknown({ node, name }: Reference): Iterable<Finding> {
  const sink = canonicalName(name.slice(MEMBER_OF_UNKNOWN.length));
  const why = whyDangerous(sink);
  if (why !== undefined) yield { node, qualifiedName: sink, message: `${sink} ${why}` };
}

function* sinkNamed(
  facts: Facts,
  { node, name, call, isAlias }: Reference,
  why: string,
  annotations: OwnAnnotations,
): Iterable<Finding> {
  // Imports of what only helps to write types or to log are left behind unused; a use of one is another reference.
  if (isAlias && (ANNOTATION_READERS.has(name) || name === LOGGING_CONFIGURATOR)) return;
  if (annotations.areReadBy(name, call) || isPlainLogging(facts, name, call)) return;
  if (isSafelyLoaded(facts, name, call) || isOwnTests(facts, name, call) || isAskedFor(facts, node)) return;
  yield { node, qualifiedName: name, message: `${name} ${why}` };
}

function whyDangerous(name: string): string | undefined {
  return callSinkNamed(name)?.why;
}

function mayBeSink(facts: Facts, read: AttributeRead, held: ReadonlySet<string>): boolean {
  if (read.by !== 'dot') return false;
  return mayBeSinkByName(read) || isKindOfPlot(facts, read.node) || mayBeOfModule(facts, read.node, held);
}

const mayBeSinkByName = prefilter((name) => UNMISTAKABLE_METHODS.has(name) || PLOTTING_METHODS.has(name));

// `df.plot.line(...)`
function isKindOfPlot({ tree }: Facts, node: Node): boolean {
  const owner = tree.unwrap(tree.child(node, 'object'));
  return tree.kind(owner) === 'attribute' && PLOTTING_METHODS.has(tree.identifier(tree.child(owner, 'attribute')));
}

function* sinkByName(facts: Facts, { node, name }: AttributeRead, lookalikes: NamesLikeModules): Iterable<Finding> {
  yield* sinkByItsLastNames(facts, node, lookalikes);
  if (UNMISTAKABLE_METHODS.has(name)) yield* unmistakableMethod(facts, node, name);
  const backend = PLOTTING_METHODS.has(name) || isKindOfPlot(facts, node) ? backendImportedBy(facts, node) : NONE;
  if (backend !== NONE) yield importedToDraw(backend);
}

/** Names that are given what is read as a module of something: `m` of `m = held.os`. */
function namesOfHeldModules(facts: Facts): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { name, meaning } of facts.bindings) {
    const value = meaning.kind === 'expression' ? facts.tree.unwrap(meaning.node) : NONE;
    if (facts.tree.kind(value) === 'attribute' && moduleCalled(facts, value) !== undefined) held.add(name);
  }
  return held;
}

// Whether the last name before an attribute is one of a module, or stands for one.
function mayBeOfModule(facts: Facts, node: Node, held: ReadonlySet<string>): boolean {
  const owner = facts.tree.unwrap(facts.tree.child(node, 'object'));
  if (moduleCalled(facts, owner) !== undefined) return true;
  return held.size > 0 && facts.tree.kind(owner) === 'identifier' && held.has(facts.tree.identifier(owner));
}

function moduleCalled({ tree }: Facts, owner: Node): string | undefined {
  const last = tree.kind(owner) === 'attribute' ? tree.child(owner, 'attribute') : owner;
  return tree.kind(last) === 'identifier' ? moduleReachedBy(tree.identifier(last)) : undefined;
}

// `held.os.system`: nobody knows what `held` is, but `os.system` has only one meaning, also where `os` is a parameter
// that waits for it.
function* sinkByItsLastNames(facts: Facts, node: Node, lookalikes: NamesLikeModules): Iterable<Finding> {
  const { tree, names } = facts;
  for (const owner of attributesMeant(facts, tree.child(node, 'object'))) {
    const module = moduleCalled(facts, owner);
    if (module === undefined || names.namesOf(owner).length > 0 || isOwnAttribute(facts, owner)) continue;
    const name = canonicalName(`${module}.${tree.identifier(tree.child(node, 'attribute'))}`);
    const why = whyDangerous(name);
    if (why === undefined || (tree.kind(owner) === 'identifier' && lookalikes.isOther(owner, node))) continue;
    yield { node, qualifiedName: name, message: `${name} ${why}` };
    return;
  }
}

// `inspect.signature(f, eval_str=True)`: annotations that are texts are run.
function* evaluatedAnnotations({ tree, names }: Facts, call: Node): Iterable<Finding> {
  const written = keywordArgument(tree, call, EVALUATING_KEYWORD);
  const isHidden = written === NONE && hidesOptions(tree, call);
  const mayEvaluate = isHidden && names.namesOf(tree.child(call, 'function')).some((name) => EVALUATORS.has(name));
  const value = mayEvaluate ? call : written;
  if (value === NONE || tree.kind(value) === 'false') return;
  const message = `${EVALUATING_KEYWORD} runs annotations as code`;
  yield { node: value, qualifiedName: EVALUATING_KEYWORD, message, saferWay: 'Read annotations as they are written.' };
}

function* unpickling({ tree }: Facts, call: Node): Iterable<Finding> {
  for (const keyword of UNPICKLING_KEYWORDS) {
    const value = keywordArgument(tree, call, keyword);
    if (value === NONE || tree.kind(value) === 'false') continue;
    const message = `${keyword} lets a data file run code as it is read`;
    yield { node: value, qualifiedName: keyword, message, saferWay: 'Save and load plain arrays, without pickles.' };
  }
}

// `numpy.load(file, None, True)`, and `numpy.load(file, **options)`, of which nobody knows what they hold.
function* unpicklingByPosition({ tree }: Facts, reference: Reference): Iterable<Finding> {
  const { call } = reference;
  const name = publicName(reference.name);
  const index = UNPICKLING_POSITIONS.get(name);
  if (index === undefined || call === NONE) return;
  const value = positionalArguments(tree, call)[index];
  if (value === undefined ? !hidesArguments(tree, call) : tree.kind(value) === 'false') return;
  const message = `${name} may be told to run code as it reads a data file`;
  const saferWay = 'Write allow_pickle=False, or nothing.';
  yield { node: value ?? call, qualifiedName: 'allow_pickle', message, saferWay };
}

// Nobody knows what `helper` is in `helper.check_output('ls')`, but only one kind of function has that name.
function* unmistakableMethod(facts: Facts, node: Node, method: string): Iterable<Finding> {
  const sink = UNMISTAKABLE_METHODS.get(method);
  if (sink === undefined || callOf(facts.tree, node) === NONE) return;
  const owner = facts.tree.child(node, 'object');
  if (facts.names.namesOf(node).length > 0 || isOwnAttribute(facts, node) || hasOwnMethods(facts, owner)) return;
  yield { node, qualifiedName: method, message: `${method} ${sink.why}` };
}

// Something that takes the name of an encoding, by whichever way it is reached.
function mayDecode({ tree, attributes, references }: Facts): boolean {
  const isDecoder = ({ name, call }: Reference) =>
    name.startsWith('codecs.') ||
    (name === 'builtins.str' && (call === NONE || positionalArguments(tree, call).length > 1));
  return attributes.some(({ name }) => name === 'decode') || references.some(isDecoder);
}

// What is written in UTF-7 reads as a comment or a plain text until it is decoded.
function* hiddenText({ tree, names }: Facts, call: Node): Iterable<Finding> {
  for (const argument of positionalArguments(tree, call)) {
    if (!UTF_7.test(names.constants.text(argument) ?? '')) continue;
    const saferWay = 'Write the text itself, in UTF-8.';
    yield { node: argument, qualifiedName: 'decode(utf-7)', message: 'UTF-7 hides what a text says', saferWay };
  }
}

// `df.plot(backend=name)` imports the module of that name.
function importedToDraw(node: Node): Finding {
  const saferWay = 'Name matplotlib or plotly, or nothing.';
  return { node, qualifiedName: 'plotting.backend', message: 'pandas imports what it is told to draw with', saferWay };
}

// What is run as code, and nobody can read before.
function unreadText(facts: Facts, { node, executor, points }: Facts['embedded']['unread'][number]): Finding {
  const isHidden = isConcealed(facts, node);
  const what = isHidden ? 'is made so that nobody reads it' : 'is code that cannot be read before it runs';
  const saferWay = 'Write the expression in Python, or the text in one piece.';
  const shown = executor.startsWith(MEMBER_OF_UNKNOWN) ? executor.slice(UNKNOWN_MEMBER.length) : executor;
  return {
    node,
    qualifiedName: `${shown}(text)`,
    message: `The text given to ${shown} ${what}`,
    points: isHidden ? HIDDEN_POINTS : points,
    saferWay,
  };
}
