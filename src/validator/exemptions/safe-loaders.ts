import type { Facts } from '../facts.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const YAML_READERS: ReadonlySet<string> = new Set(['yaml.load', 'yaml.load_all']);
const SAFE_LOADERS: ReadonlySet<string> = new Set(
  ['SafeLoader', 'CSafeLoader', 'BaseLoader'].map((name) => `yaml.${name}`),
);

/** Whether a call reads YAML with a loader that builds plain values only: `yaml.load(text, Loader=yaml.SafeLoader)`. */
export function isSafelyLoaded({ tree, names }: Facts, name: string, call: Node): boolean {
  if (!YAML_READERS.has(name) || call === NONE) return false;
  const byKeyword = keywordArgument(tree, call, 'Loader');
  const loader = byKeyword === NONE ? (positionalArguments(tree, call)[1] ?? NONE) : byKeyword;
  const loaders = names.namesOf(loader);
  return loaders.length > 0 && loaders.every((known) => SAFE_LOADERS.has(known));
}
