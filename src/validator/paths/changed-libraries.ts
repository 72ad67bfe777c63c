import { isWritten } from '../reads/own-objects.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE } from '../tree/syntax-tree.js';
import type { Known } from './reading.js';

/** What the answers about paths rest on. */
const BELIEVED =
  /^(?:(?:os|posixpath|pathlib|glob|builtins|argparse|tqdm|random|dataclasses|functools|io|pandas\.ExcelWriter)(?:[.(]|$)|pandas$)/;
const SETTERS: ReadonlySet<string> = new Set(['builtins.setattr', 'builtins.delattr']);
const PATCHES = 'unittest.mock.patch';
/** Under this name a source may have itself, and change whatever it likes in it. */
const ITSELF = '__main__';

/** Whether a source puts something else in the place of what a library has, or may of what it has itself. */
export function changesLibraries({ tree, names, attributes, calls, imports }: Known): boolean {
  const isBelieved = (name: string) => BELIEVED.test(name);
  const isReplaced = attributes.some(
    ({ node, by }) =>
      by === 'dot' && isWritten(tree, node) && names.namesOf(tree.child(node, 'object')).some(isBelieved),
  );
  const isSet = calls.some((call) => {
    const callees = names.namesOf(tree.child(call, 'function'));
    if (callees.some((callee) => callee.startsWith(PATCHES))) return true;
    if (!callees.some((callee) => SETTERS.has(callee))) return false;
    return names.namesOf(positionalArguments(tree, call)[0] ?? NONE).some(isBelieved);
  });
  return isReplaced || isSet || imports.some(({ module }) => module === ITSELF);
}
