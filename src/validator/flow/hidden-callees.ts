import { READING } from '../../config/limits.js';
import type { Node } from '../tree/syntax-tree.js';
import type { Callee } from './callees.js';
import type { Flow } from './flow.js';
import { isOnlyLooking } from './in-place.js';
import { definitionsAmong, mayBeAnyOwn } from './own-values.js';

/** The functions of the source that a call may call as values, as far as they are listed, and whether it may be any. */
interface CalledValues {
  readonly definitions: readonly Node[];
  readonly isAny: boolean;
}

/**
 * What a call calls as values. A function that a method of something held may be, `held.method(x)`, lies there under a
 * name that the source writes out, or somebody was let have it to put it there. A function that is only decorated,
 * returned and handed to functions of the source is neither.
 */
export function calledValues(flow: Flow, { values, byName }: Callee): CalledValues {
  const called = { definitions: definitionsAmong(values), isAny: mayBeAnyOwn(values) };
  if (byName === undefined || (called.definitions.length === 0 && !called.isAny) || mayBeAnyOwn(byName)) return called;
  const free = flow.allLetGo();
  if (free === undefined) return called;
  const named = definitionsAmong(byName);
  if (!called.isAny) {
    const definitions = called.definitions.filter((definition) => free.has(definition) || named.includes(definition));
    return { definitions, isAny: false };
  }
  if (free.size > READING.ownFunctionsPerMeaning) return called;
  return { definitions: [...new Set([...free, ...named])], isAny: false };
}

/** Whether what is called lets nobody have the functions that it is given. */
export function keepsNothing({ isOwnFunction, isInPlace, values }: Callee): boolean {
  return isOwnFunction === true || isInPlace || isOnlyLooking(values);
}
