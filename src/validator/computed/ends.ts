import type { Facts } from '../facts.js';
import { isOwnObject } from '../reads/own-objects.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** Functions of modules that walks are made for; no object of the libraries has a method of that name. */
const ENDS: ReadonlySet<string> = new Set([
  ...['system', 'listdir', 'scandir', 'execv', 'execl', 'execlp', 'execvp', 'spawnl', 'spawnle', 'startfile', 'fork'],
  ...['popen', 'Popen', 'check_output', 'getoutput', 'unlink', 'rmdir', 'getenv', 'putenv', 'import_module'],
]);

/**
 * Where a function is called that only a module has, of an object of which nobody knows what it is, in a source that
 * reads attributes by names which nobody can read: there a walk ends, by whatever way it went.
 */
export function endsOfWalks(facts: Facts): Node[] {
  const { tree, names, reflections, attributes, functions } = facts;
  const isUnread = reflections.some(({ attribute, owner }) => attribute === undefined && !isOwnObject(facts, owner));
  const ends = isUnread ? attributes.filter(({ name }) => ENDS.has(name)) : [];
  if (ends.length === 0) return [];
  const own = new Set(functions.map((definition) => tree.identifier(tree.child(definition, 'name'))));
  const isOfUnknown = (node: Node) => {
    if (names.namesOf(node).length > 0 || callOf(tree, node) === NONE) return false;
    return tree.kind(node) !== 'attribute' || !isOwnObject(facts, tree.child(node, 'object'));
  };
  return ends.filter(({ node, name }) => !own.has(name) && isOfUnknown(node)).map(({ node }) => node);
}
