import type { NamedTree } from '../names/named-tree.js';
import { argumentAt } from '../tree/calls.js';
import { NONE } from '../tree/syntax-tree.js';
import type { Reference } from './references.js';

/** What looks at bytes as an array, and the name of the argument that gives them. */
const VIEWS: ReadonlyMap<string, string> = new Map([
  ['numpy.ndarray', 'buffer'],
  ['numpy.recarray', 'buf'],
]);
const PLAIN_TYPE = /^(?:builtins\.(?:float|int|bool|complex)|numpy\.(?!object|dtype)\w+)$/;
const TYPE_OF_OBJECTS = /O|obj/;

/** Whether a name is of what can take bytes for something else. */
export function looksAtBytes(name: string): boolean {
  return VIEWS.has(name);
}

/** Whether a reference takes bytes for the addresses of objects: `numpy.ndarray(1, 'O', buffer=bytes)`. */
export function makesObjectsOfBytes({ names, tree }: NamedTree, { name, call }: Reference): boolean {
  const keyword = VIEWS.get(name);
  if (keyword === undefined || call === NONE || argumentAt(tree, call, keyword, 2) === NONE) return false;
  const type = argumentAt(tree, call, 'dtype', 1);
  if (type === NONE) return false;
  const text = names.constants.text(type);
  if (text !== undefined) return TYPE_OF_OBJECTS.test(text);
  const known = names.namesOf(type);
  return known.length === 0 || !known.every((one) => PLAIN_TYPE.test(one));
}
