import type { Node } from '../tree/syntax-tree.js';
import type { Constant } from './constant.js';
import type { Context, Evaluation } from './evaluation.js';
import type { Slice } from './subscripts.js';

/** The parts of a slice as the source writes them; which is which, its colons say. */
export function sliceOf(evaluation: Evaluation, node: Node, context: Context | undefined): Slice {
  const { tree } = evaluation;
  const parts: (Constant | undefined)[] = [null, null, null];
  let at = tree.start(node);
  let position = 0;
  for (const child of tree.children(node)) {
    position += colonsIn(tree.text.slice(at, tree.start(child)));
    parts[position] = evaluation.evaluate(child, context);
    at = tree.end(child);
  }
  const [from, until, step] = parts;
  return { from, until, step };
}

function colonsIn(text: string): number {
  return text.replaceAll(/#.*/g, '').split(':').length - 1;
}
