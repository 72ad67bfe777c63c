import type { NamedTree } from '../names/named-tree.js';
import { isSecretName } from '../policy/secret-names.js';
import type { Reference } from '../reads/references.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const ENVIRONMENTS: ReadonlySet<string> = new Set(['os.environ', 'os.environb']);
const READ_ONE: ReadonlySet<string> = new Set([
  ...['os.getenv', 'os.getenvb'],
  ...[...ENVIRONMENTS].flatMap((environment) =>
    ['get', 'pop', 'setdefault', '__getitem__'].map((method) => `${environment}.${method}`),
  ),
]);
const READ_ALL: ReadonlySet<string> = new Set(
  [...ENVIRONMENTS].flatMap((environment) =>
    ['copy', 'items', 'values', 'popitem', '__iter__', '__repr__', '__str__'].map(
      (method) => `${environment}.${method}`,
    ),
  ),
);

/**
 * Whether a reference reads a setting of the environment that may be secret, however it is read: the whole environment
 * holds whatever keys the process was given, and so may what has a name made at run time.
 */
export function readsSecretSetting(facts: NamedTree, { node, name, call, isAlias }: Reference): boolean {
  if (isAlias) return false;
  if (READ_ALL.has(name)) return true;
  if (READ_ONE.has(name)) return mayBeSecret(facts, nameAskedFor(facts, call));
  if (!ENVIRONMENTS.has(name)) return false;
  const { tree } = facts;
  const outer = tree.wrapped(node);
  const entry = tree.parent(outer);
  if (tree.kind(entry) !== 'subscript' || tree.field(outer) !== 'value') return true;
  return !isWrittenOnly(facts, entry) && mayBeSecret(facts, tree.child(entry, 'subscript'));
}

function nameAskedFor({ tree }: NamedTree, call: Node): Node {
  if (call === NONE) return NONE;
  return positionalArguments(tree, call)[0] ?? keywordArgument(tree, call, 'key');
}

function mayBeSecret({ names }: NamedTree, asked: Node): boolean {
  if (asked === NONE) return true;
  const { texts, isWhole } = names.constants.texts(asked);
  return !isWhole || texts.some(isSecretName);
}

function isWrittenOnly({ tree }: NamedTree, entry: Node): boolean {
  return tree.kind(tree.parent(entry)) === 'assignment' && tree.field(entry) === 'left';
}
