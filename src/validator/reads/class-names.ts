import { continuationOf } from '../tree/chains.js';
import { textOfContent } from '../tree/string-literal.js';
import { NONE, type SyntaxTree } from '../tree/syntax-tree.js';
import type { AttributeRead } from './attribute-reads.js';

const NAMES: ReadonlySet<string> = new Set(['__name__', '__qualname__']);

/** In a text that is formatted: a class that is not asked for its name. */
const CLASS_ITSELF = /__class__(?!\.__(?:qual)?name__[}!:])/;

/** A longer text would be looked through again for each of its fields. */
export const LONGEST_FORMAT = 256;

/** Whether a class is asked for its name and nothing else, as in `self.__class__.__name__`. */
export function isNameOfClass(tree: SyntaxTree, { node, name, by }: AttributeRead): boolean {
  if (name !== '__class__') return false;
  if (by !== 'dot') return tree.kind(node) === 'string_content' && isNameInText(textOfContent(tree, node));
  const next = continuationOf(tree, node);
  if (next === NONE || tree.kind(next) !== 'attribute') return false;
  return NAMES.has(tree.identifier(tree.child(next, 'attribute')));
}

function isNameInText(text: string): boolean {
  return text.length <= LONGEST_FORMAT && !CLASS_ITSELF.test(text);
}
