import { isWritten } from '../reads/own-objects.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE } from '../tree/syntax-tree.js';
import type { Known } from './mentions.js';

/** What the answers about paths rest on. */
const BELIEVED =
  /^(?:(?:os|posixpath|pathlib|glob|builtins|argparse|tqdm|random|dataclasses|functools|io|pandas\.ExcelWriter)(?:[.(]|$)|pandas$)/;
const SETTERS: ReadonlySet<string> = new Set(['builtins.setattr', 'builtins.delattr']);
const PATCHES = 'unittest.mock.patch';

/** Whether a source puts something else in the place of what a library has: `os.path.join = other`. */
export function changesLibraries(known: Known): boolean {
  const { tree, names, attributes, calls } = known;
  const isBelieved = (name: string) => BELIEVED.test(name);
  const isReplaced = attributes.some(
    ({ node, by }) =>
      by === 'dot' && isWritten(tree, node) && names.namesOf(tree.child(node, 'object')).some(isBelieved),
  );
  return (
    isReplaced ||
    calls.some((call) => {
      const callees = names.namesOf(tree.child(call, 'function'));
      if (callees.some((callee) => callee.startsWith(PATCHES))) return true;
      if (!callees.some((callee) => SETTERS.has(callee))) return false;
      return names.namesOf(positionalArguments(tree, call)[0] ?? NONE).some(isBelieved);
    })
  );
}
