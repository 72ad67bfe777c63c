import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../calls.js';
import type { Facts, Reference } from '../facts.js';
import {
  FILE_FUNCTIONS,
  FILE_METHODS,
  type FileSink,
  OTHER_PATH_METHODS,
  UNMISTAKABLE_PATH_METHODS,
  WRITING_PATH_METHODS,
} from '../policy/sinks.js';
import type { Finding, Rule } from '../rule.js';
import { isGivenPath, isNoFile, pathOfObject } from '../sandbox-paths.js';
import { identifierText } from '../scopes.js';
import { NONE, type Node } from '../tree.js';

const PATH_INSTANCE = 'pathlib.Path().';

export const fileIo: Rule = {
  meta: {
    id: 'file-io',
    points: 30,
    what: 'A file, address or database that is read or written outside what the sandbox gives.',
    why: 'Data comes from the host through /data and goes back through /output. Any other path is somebody else’s.',
    example: "import pandas as pd\nprices = pd.read_csv('/etc/passwd')\n",
    accepted: "import pandas as pd\nprices = pd.read_csv('/data/sp500')\nprices.to_csv('/output/prices.csv')\n",
    saferWay: 'Read `data` or a literal path below /data/, and write to a literal path below /output/.',
  },

  *check(facts) {
    for (const reference of facts.references) yield* fileFunction(facts, reference);
    for (const read of facts.attributes) if (read.by === 'dot') yield* fileMethod(facts, read.node, read.name);
    for (const call of facts.calls) yield* remoteOptions(facts, call);
  },
};

function* fileFunction(facts: Facts, { node, name, call, isAlias }: Reference): Iterable<Finding> {
  const sink = FILE_FUNCTIONS.get(name);
  if (sink !== undefined && !isAcceptable(facts, sink, call, isAlias)) {
    yield { node, qualifiedName: name, message: `${name} ${sink.why} that the sandbox did not give` };
  }
  if (!name.startsWith(PATH_INSTANCE)) return;
  const method = name.slice(PATH_INSTANCE.length);
  if (WRITING_PATH_METHODS.has(method) || OTHER_PATH_METHODS.has(method)) yield* pathMethod(facts, node, method);
}

function* fileMethod(facts: Facts, node: Node, method: string): Iterable<Finding> {
  const isKnownPath = facts.names.namesOf(node).some((name) => name.startsWith(PATH_INSTANCE));
  if (isKnownPath) return;
  if (UNMISTAKABLE_PATH_METHODS.has(method)) yield* pathMethod(facts, node, method);
  const sink = FILE_METHODS.get(method);
  if (sink === undefined || isAcceptable(facts, sink, callOf(facts.tree, node), false)) return;
  yield { node, qualifiedName: method, message: `${method} ${sink.why} that the sandbox did not give` };
}

function* pathMethod(facts: Facts, node: Node, method: string): Iterable<Finding> {
  const path = pathOfObject(facts, facts.tree.child(node, 'object'));
  if (isGivenPath(path, WRITING_PATH_METHODS.has(method))) return;
  yield { node, qualifiedName: `Path.${method}`, message: `${method} touches a file that the sandbox did not give` };
}

// A mention without a call is a use with a path that nobody knows; an import or another name is followed to its uses.
function isAcceptable(facts: Facts, { path, writes }: FileSink, call: Node, isAlias: boolean): boolean {
  if (isAlias) return path !== undefined;
  if (call === NONE || path === undefined) return false;
  const byKeyword = keywordArgument(facts.tree, call, path.keyword);
  const argument = byKeyword === NONE ? (positionalArguments(facts.tree, call)[path.index] ?? NONE) : byKeyword;
  if (argument === NONE) return !hidesArguments(facts.tree, call);
  if (isNoFile(facts, argument)) return true;
  return isGivenPath(pathOfObject(facts, argument), writes === true);
}

function* remoteOptions({ tree }: Facts, call: Node): Iterable<Finding> {
  const options = keywordArgument(tree, call, 'storage_options');
  if (options === NONE || tree.kind(options) === 'none') return;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const name = tree.kind(callee) === 'attribute' ? identifierText(tree, tree.child(callee, 'attribute')) : 'the call';
  yield { node: options, qualifiedName: 'storage_options', message: `storage_options lets ${name} use the network` };
}
