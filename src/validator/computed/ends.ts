import type { Facts } from '../facts.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isStepOfWalk } from '../reads/computed-reads.js';
import { isOwnObject, isWritten } from '../reads/own-objects.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** Functions of modules that walks are made for; no object of the libraries has a method of that name. */
const ENDS: ReadonlySet<string> = new Set([
  ...['system', 'listdir', 'scandir', 'execv', 'execl', 'execlp', 'execvp', 'spawnl', 'spawnle', 'startfile', 'fork'],
  ...['popen', 'Popen', 'check_output', 'getoutput', 'unlink', 'rmdir', 'getenv', 'putenv', 'import_module'],
]);

/**
 * Where a function is read that only a module has, of an object of which nobody knows what it is, in a source that
 * reads attributes by names which nobody can read: there a walk ends, by whatever way it went.
 */
export function endsOfWalks(facts: Facts): Node[] {
  const { tree, reflections, attributes, functions } = facts;
  const isUnread = reflections.some((call) => isStepOfWalk(facts, call));
  const ends = isUnread ? attributes.filter(({ name }) => ENDS.has(name)) : [];
  if (ends.length === 0) return [];
  const own = new Set(functions.map((definition) => tree.identifier(tree.child(definition, 'name'))));
  return ends.filter((read) => !own.has(read.name) && isOfUnknown(facts, read)).map(({ node }) => node);
}

function isOfUnknown(facts: Facts, { node, by, isContinued }: AttributeRead): boolean {
  const { tree, names } = facts;
  if (names.namesOf(node).length > 0) return false;
  if (by !== 'dot') return true;
  // `solver.system.size` goes on to what no function has.
  const isTaken = callOf(tree, node) !== NONE || (!isContinued && !isWritten(tree, node));
  return isTaken && !isOwnObject(facts, tree.child(node, 'object'));
}
