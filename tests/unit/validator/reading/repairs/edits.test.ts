import { expect, it } from 'vitest';
import {
  edited,
  inOrder,
  inserted,
  replaced,
  restorePlaces,
} from '../../../../../src/validator/reading/repairs/edits.js';
import type { TreeColumns } from '../../../../../src/validator/tree/syntax-tree.js';

const EDITS = inOrder([replaced(4, '::'), inserted(4, '<<'), inserted(1, '('), inserted(7, '>>>')]);

/** Columns of which only the places matter. */
function columnsOf(starts: readonly number[], ends: readonly number[]): TreeColumns {
  const none = new Uint16Array(starts.length);
  return {
    size: starts.length,
    kinds: none,
    fields: new Uint8Array(none),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    parents: new Int32Array(none),
    afters: new Uint32Array(none),
    kindNames: [],
    fieldNames: [],
  };
}

it('puts what is inserted before what is replaced at the same place', () => {
  expect(edited('a = bcd', EDITS)).toBe('a( = <<::d>>>');
});

it('finds every place of the text in the edited text', () => {
  const places = { a: [0, 1], is: [3, 4], replaced: [7, 9], d: [9, 10], all: [0, 13] };
  const columns = columnsOf(
    Object.values(places).map(([start]) => start ?? 0),
    Object.values(places).map(([, end]) => end ?? 0),
  );

  restorePlaces(columns, EDITS);

  expect([...columns.starts]).toEqual([0, 2, 4, 6, 0]);
  expect([...columns.ends]).toEqual([1, 3, 6, 7, 7]);
});
