import { isAskedFor } from '../exemptions/class-question.js';
import { isBesideStrategy, isWithinSandbox, makesOwnDirectory } from '../exemptions/file-access.js';
import { hasOwnMethods } from '../exemptions/own-methods.js';
import { callsGiven, type Facts } from '../facts.js';
import { isGivenPath } from '../paths/known-path.js';
import type { FileSink } from '../policy/file-sink.js';
import { fileSinkNamed } from '../policy/sink-of.js';
import {
  FILE_METHODS,
  OTHER_PATH_METHODS,
  UNMISTAKABLE_PATH_METHODS,
  WRITING_PATH_METHODS,
  WRITTEN_FILE_ATTRIBUTES,
} from '../policy/sinks.js';
import { TEXT_METHODS } from '../policy/text-executors.js';
import { rootOf } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { attributesMeant } from '../reads/attributes-meant.js';
import { isOwnAttribute, isWritten } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { textsWithin } from '../reads/reflections.js';
import { prefilter } from '../remembered.js';
import { type Finding, foundAt, type Rule } from '../rule.js';
import { argumentAt, callOf, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** Methods of a frame that look others up by their names. */
const AGGREGATORS: ReadonlySet<string> = new Set(['agg', 'aggregate', 'apply', 'transform']);
/** For a directory of one's own, in which nothing is written yet. */
const DIRECTORY_POINTS = 15;
const PATH_INSTANCE = 'pathlib.Path().';
/** Methods that list a directory. */
const LISTING_METHODS: ReadonlySet<string> = new Set(['iterdir', 'glob', 'rglob', 'walk']);
const PATTERN_METHODS: ReadonlySet<string> = new Set(['glob', 'rglob']);
const PARSER = 'argparse.ArgumentParser';
const REMOTE = 'storage_options';
const PREFIXES = 'fromfile_prefix_chars';
const POSITION_OF_PREFIXES = 7;
/** Methods that put the file, or what leads to it, where they are told. */
const AIMED_METHODS: ReadonlySet<string> = new Set(['symlink_to', 'hardlink_to', 'link_to', 'rename', 'replace']);
/** What only the module `io` has. */
const OPENERS: ReadonlySet<string> = new Set(['open', 'open_code', 'FileIO']);
/** Modules by which paths come into a source. */
const PATH_MODULES: ReadonlySet<string> = new Set(['pathlib', 'os', 'shutil', 'glob', 'tempfile', 'importlib']);
const BLOCKS: ReadonlySet<string> = new Set(['block', 'module']);
/** What is asked of a path or of the directories that it lies in; its name is a text, whose `replace` is another. */
const METHOD_OF_PATH = /^pathlib\.Path\(\)\.(?:parent\.)*(\w+)$/;

export const fileIo: Rule = {
  meta: {
    id: 'file-io',
    points: 30,
    what: 'A file, address or database that is read or written outside what the sandbox gives.',
    why: "Data comes from the host through /data and goes back through /output. Any other path is somebody else's.",
    example: "import pandas as pd\nprices = pd.read_csv('/etc/passwd')\n",
    accepted: "import pandas as pd\nprices = pd.read_csv('/data/sp500')\nprices.to_csv('/output/prices.csv')\n",
    saferWay: 'Read `data` or a literal path below /data/, and write to a literal path below /output/.',
  },

  check(facts) {
    const { references, attributes } = facts;
    return [
      ...foundAt(references.filter(mayNameFile), (reference) => fileNamed(facts, reference)),
      ...foundAt(attributes.filter(mayTouchFile), (read) => (read.by === 'dot' ? fileByAttribute(facts, read) : [])),
      ...foundAt(callsGiven(facts, REMOTE), (call) => remoteOptions(facts, call)),
      ...foundAt(callsGiven(facts, PREFIXES), (call) => argumentsFromFiles(facts, call)),
    ];
  },
};

function* fileByAttribute(facts: Facts, { node, name }: AttributeRead): Iterable<Finding> {
  if (FILE_METHODS.has(name) || UNMISTAKABLE_PATH_METHODS.has(name)) yield* fileMethod(facts, node, name);
  yield* fileNamedLater(facts, node, name);
  if (OPENERS.has(name)) yield* openedByUnknown(facts, node, name);
  if (name === PREFIXES) yield prefixesOfFiles(node);
  if (AGGREGATORS.has(name)) yield* methodsByName(facts, callOf(facts.tree, node), name);
}

const mayTouchFile = prefilter((name) => {
  const tables = [FILE_METHODS, UNMISTAKABLE_PATH_METHODS, WRITTEN_FILE_ATTRIBUTES, OPENERS, AGGREGATORS];
  return name === PREFIXES || tables.some((table) => table.has(name));
});

const mayNameFile = prefilter(
  (name) => fileSinkNamed(name) !== undefined || name === PARSER || name.startsWith(PATH_INSTANCE),
);

function fileNamed(facts: Facts, reference: Reference): Iterable<Finding> {
  const sink = fileSinkNamed(reference.name);
  if (sink !== undefined) return fileFunction(facts, reference, sink);
  return reference.name === PARSER ? prefixesByPosition(facts, reference) : methodOfPath(facts, reference);
}

function* fileFunction(facts: Facts, { node, name, call, isAlias }: Reference, sink: FileSink): Iterable<Finding> {
  // `warnings.formatwarning = brief` puts another in its place.
  if (isWritten(facts.tree, node) || isWithinSandbox(facts, sink, call, isAlias)) return;
  if (isMappedOverGiven(facts, node, sink) || isAskedFor(facts, node)) return;
  const points = makesOwnDirectory(facts, sink, call) ? { points: DIRECTORY_POINTS } : {};
  yield { node, qualifiedName: name, message: `${name} ${sink.why} that the sandbox did not give`, ...points };
}

// `map(pd.read_csv, sorted(glob.glob('/data/*.csv')))`
function isMappedOverGiven({ tree, names, paths }: Facts, node: Node, sink: FileSink): boolean {
  // What the map itself holds by this is what it was given.
  const call = tree.kind(node) === 'call' ? node : tree.parent(tree.parent(node));
  if (sink.path?.index !== 0 || tree.kind(call) !== 'call') return false;
  const [mapped, given = NONE, ...more] = tree.children(tree.child(call, 'arguments'));
  const isMap =
    names.namesOf(tree.child(call, 'function')).includes('builtins.map') && (mapped === node || call === node);
  return isMap && more.length === 0 && paths.readEach(given).every((path) => isGivenPath(path, sink));
}

// `held.io.open(path)`, and `files = held.io` before: of the `io` that libraries have, none opens anything.
function* openedByUnknown(facts: Facts, node: Node, opener: string): Iterable<Finding> {
  const { tree, names } = facts;
  if (names.namesOf(node).length > 0) return;
  const isHeld = attributesMeant(facts, tree.child(node, 'object')).some((owner) => {
    if (tree.kind(owner) !== 'attribute' || tree.identifier(tree.child(owner, 'attribute')) !== 'io') return false;
    return names.namesOf(owner).length === 0 && !isOwnAttribute(facts, owner);
  });
  const name = `io.${opener}`;
  if (isHeld) yield { node, qualifiedName: name, message: `${name} reads files that the sandbox did not give` };
}

function* methodOfPath(facts: Facts, { node, name }: Reference): Iterable<Finding> {
  const method = METHOD_OF_PATH.exec(name)?.[1];
  if (method === undefined) return;
  if (WRITING_PATH_METHODS.has(method) || OTHER_PATH_METHODS.has(method)) yield* pathMethod(facts, node, method);
}

function* fileMethod(facts: Facts, node: Node, method: string): Iterable<Finding> {
  // A path and `pandas.to_pickle` are judged by their names.
  if (facts.names.namesOf(node).some((name) => name.startsWith(PATH_INSTANCE) || fileSinkNamed(name) !== undefined)) {
    return;
  }
  if (UNMISTAKABLE_PATH_METHODS.has(method) && !isOfOwnClass(facts, method)) yield* pathMethod(facts, node, method);
  const sink = FILE_METHODS.get(method);
  if (sink?.isArray === true && !mayBeArray(facts, node)) return;
  if (sink === undefined || isWithinSandbox(facts, sink, callOf(facts.tree, node), false)) return;
  yield { node, qualifiedName: method, message: `${method} ${sink.why} that the sandbox did not give` };
}

// A linked list may `unlink` its nodes, where no paths come in beside it.
function isOfOwnClass({ tree, functions, imports }: Facts, method: string): boolean {
  if (imports.some(({ module }) => PATH_MODULES.has(rootOf(module)))) return false;
  return functions.some((definition) => {
    const isNamed = tree.identifier(tree.child(definition, 'name')) === method;
    return isNamed && tree.kind(tree.parent(tree.ancestor(definition, BLOCKS))) === 'class_definition';
  });
}

// `json.dump` and a `dump` of the strategy's own are other functions, and a column of that name is not called.
function mayBeArray(facts: Facts, node: Node): boolean {
  const { tree, names } = facts;
  const isOther = names.namesOf(node).some((name) => rootOf(name) !== 'numpy');
  if (callOf(tree, node) === NONE || isOther || isOwnAttribute(facts, node)) return false;
  return !hasOwnMethods(facts, tree.child(node, 'object'));
}

function* pathMethod(facts: Facts, node: Node, method: string): Iterable<Finding> {
  const paths = facts.paths.read(facts.tree.child(node, 'object'));
  const writes = WRITING_PATH_METHODS.has(method);
  const isDirectory = method === 'mkdir' || LISTING_METHODS.has(method);
  const isGiven = paths.every((path) => isGivenPath(path, { writes, isDirectory }));
  if (isGiven && !leadsOut(facts, node, method) && !isAimedOut(facts, node, method)) return;
  const points = method === 'mkdir' && paths.every(isBesideStrategy) ? { points: DIRECTORY_POINTS } : {};
  const message = `${method} touches a file that the sandbox did not give`;
  yield { node, qualifiedName: `Path.${method}`, message, ...points };
}

// `Path('/data').glob('../etc/*')`
function leadsOut({ tree, names }: Facts, node: Node, method: string): boolean {
  if (!PATTERN_METHODS.has(method)) return false;
  const [pattern = NONE] = positionalArguments(tree, callOf(tree, node));
  const text = names.constants.text(pattern);
  return text === undefined || text.startsWith('/') || text.includes('..');
}

// `Path('/output/here').symlink_to('/etc')`: what is read there next lies elsewhere.
function isAimedOut({ tree, paths }: Facts, node: Node, method: string): boolean {
  if (!AIMED_METHODS.has(method)) return false;
  const call = callOf(tree, node);
  const target = call === NONE ? NONE : argumentAt(tree, call, 'target', 0);
  return target === NONE || !paths.read(target).every((path) => isGivenPath(path, { writes: true }));
}

function* remoteOptions({ tree }: Facts, call: Node): Iterable<Finding> {
  const options = keywordArgument(tree, call, REMOTE);
  if (options === NONE || tree.kind(options) === 'none') return;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const name = tree.kind(callee) === 'attribute' ? tree.identifier(tree.child(callee, 'attribute')) : 'the call';
  yield { node: options, qualifiedName: REMOTE, message: `${REMOTE} lets ${name} use the network` };
}

// `handler.baseFilename = path`: the log is written there from then on.
function* fileNamedLater(facts: Facts, node: Node, name: string): Iterable<Finding> {
  const { tree } = facts;
  if (!WRITTEN_FILE_ATTRIBUTES.has(name) || !isWritten(tree, node)) return;
  if (hasOwnMethods(facts, tree.child(node, 'object'))) return;
  const value = tree.child(tree.parent(node), 'right');
  if (value !== NONE && facts.paths.read(value).every((path) => isGivenPath(path, { writes: true }))) return;
  yield { node, qualifiedName: name, message: `${name} names a file that the sandbox did not give` };
}

// `ArgumentParser(fromfile_prefix_chars='@')` reads whatever file an argument names.
function* argumentsFromFiles({ tree }: Facts, call: Node): Iterable<Finding> {
  const prefixes = keywordArgument(tree, call, PREFIXES);
  if (prefixes !== NONE && tree.kind(prefixes) !== 'none') yield prefixesOfFiles(prefixes);
}

function* prefixesByPosition({ tree }: Facts, { call }: Reference): Iterable<Finding> {
  const prefixes = call === NONE ? undefined : positionalArguments(tree, call)[POSITION_OF_PREFIXES];
  if (prefixes !== undefined && tree.kind(prefixes) !== 'none') yield prefixesOfFiles(prefixes);
}

function prefixesOfFiles(node: Node): Finding {
  return { node, qualifiedName: PREFIXES, message: `${PREFIXES} reads arguments from whatever file they name` };
}

// `df.agg("to_csv", 0, path)` is `df.to_csv(path)`, of which nobody reads the path.
function* methodsByName({ tree, names }: Facts, call: Node, by: string): Iterable<Finding> {
  if (call === NONE) return;
  const given = tree
    .children(tree.child(call, 'arguments'))
    .map((argument) => (tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument));
  for (const [node, text] of textsWithin(names, given)) {
    if (!FILE_METHODS.has(text) && !TEXT_METHODS.has(text)) continue;
    yield {
      node,
      qualifiedName: `${by}('${text}')`,
      message: `${by} calls ${text} by its name, with what nobody reads`,
    };
  }
}
