import { holdsOthers } from '../catalogue/reach.js';
import { isBelow, rootOf, UNKNOWN_MEMBER } from '../qualified-name.js';
import { BLACKLISTED_MODULES } from './blacklist.js';
import { DANGEROUS_BUILTINS, REFLECTION_FUNCTIONS } from './builtins.js';
import { CALL_SINK_NAMES, callSinkOf } from './call-sinks.js';
import { FILE_FUNCTIONS } from './sinks.js';

/** What others than modules hold dangerous things. */
const HOLDERS: readonly string[] = ['builtins', 'builtins.__dict__', 'pathlib.Path()', 'pathlib.Path'];

/** Every dotted name that is one of a danger, or leads to one. */
const LEADING: ReadonlySet<string> = new Set([
  ...HOLDERS,
  ...[...DANGEROUS_BUILTINS.keys()].map((name) => `builtins.${name}`),
  ...[...REFLECTION_FUNCTIONS.keys(), ...FILE_FUNCTIONS.keys(), ...CALL_SINK_NAMES].flatMap(beginningsOf),
]);

/** Whether harm can be done with what a name stands for, or with something in it. */
export function mayLeadToHarm(name: string): boolean {
  if (LEADING.has(name)) return true;
  const root = rootOf(name);
  if (root === 'builtins') return false;
  const row = BLACKLISTED_MODULES.get(root);
  if (row !== undefined) return !(row.harmless ?? []).some((part) => isBelow(name, part));
  return root === UNKNOWN_MEMBER || callSinkOf(name) !== undefined || holdsOthers(name);
}

// Of `numpy.lib.format.open_memmap` also `numpy.lib.format`, `numpy.lib` and `numpy`; of `numpy.*.test` only `numpy`.
function beginningsOf(name: string): string[] {
  const [whole = ''] = name.split('*');
  const parts = whole.split('.');
  if (whole !== name) parts.pop();
  if (parts[0] === 'builtins') return [name];
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
