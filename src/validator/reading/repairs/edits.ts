import type { SyntaxTree, TreeColumns } from '../../tree/syntax-tree.js';

/** What stands in a text in place of `length` characters from `at` on: as many, or, for none, what is put between two. */
export interface Edit {
  readonly at: number;
  readonly length: number;
  readonly put: string;
}

/** Edits that mean something together only, and how to see in the tree that they mean what they should. */
export interface Repair {
  readonly edits: readonly Edit[];
  /** @param tree of the edited text, with the offsets of the text as it is */
  holds(tree: SyntaxTree): boolean;
}

/** What stands in place of one character. */
export function replaced(at: number, put: string): Edit {
  return { at, length: put.length, put };
}

/** What is put between two characters. */
export function inserted(at: number, put: string): Edit {
  return { at, length: 0, put };
}

/** The edits in their order; what is put between two characters comes before what replaces the second. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((one, other) => one.at - other.at || one.length - other.length);
}

/** @param edits in their order, and none within another */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { at, length, put } of edits) {
    parts.push(text.slice(end, at), put);
    end = at + length;
  }
  return [...parts, text.slice(end)].join('');
}

/** Makes offsets into an edited text those of the text as it is, in place. */
export function restorePlaces({ size, starts, ends }: TreeColumns, edits: readonly Edit[]): void {
  const insertions = edits.filter(({ length }) => length === 0);
  const added = insertions.flatMap(({ at, put }) => put.split('').map(() => at)).map((at, index) => at + index);
  if (added.length === 0) return;
  for (let node = 0; node < size; node++) {
    starts[node] = (starts[node] ?? 0) - countBelow(added, starts[node] ?? 0);
    ends[node] = (ends[node] ?? 0) - countBelow(added, ends[node] ?? 0);
  }
}

/** How many of some rising numbers are less than another. */
function countBelow(rising: readonly number[], number: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
