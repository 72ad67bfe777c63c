import type { NamedTree } from '../names/named-tree.js';
import { isOwnObject } from './own-objects.js';
import type { ReflectionCall } from './reflections.js';

/** What was read by a name that nobody can read, as one of the values that are followed beside names. */
export const READ = '<?>';
/** An entry of it, by a key that nobody can read either. */
export const READ_ENTRY = '<??>';

const READERS: ReadonlySet<string> = new Set(['builtins.getattr', '__getattribute__', 'operator.methodcaller']);

/** Whether a reflection reads an attribute by such a name. */
export function isComputedRead({ attribute, function: name }: ReflectionCall): boolean {
  return attribute === undefined && READERS.has(name);
}

/** Whether a walk may begin or go on there: what one reads of oneself leads nowhere before more is read of that. */
export function isStepOfWalk(facts: NamedTree, call: ReflectionCall): boolean {
  return isComputedRead(call) && !isOwnObject(facts, call.owner);
}
