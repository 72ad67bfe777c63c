import { describe, expect, test } from 'vitest';
import { failureHint } from '../../../../src/cli/render/failure-hint.js';
import { failed } from '../outcomes.js';

function hint(type: string, message: string, names: readonly string[]): string | undefined {
  const { runCard } = failed();
  const data = names.map((name) => ({ name, sha256: 'a'.repeat(64), bytes: 9 }));
  const error = { type, message, line: 3, traceback: [], causes: [] };
  return failureHint({ error, runCard: { ...runCard, data } });
}

describe('without data', () => {
  test.each([
    ['TypeError', "object of type 'NoneType' has no len()"],
    ['TypeError', "'NoneType' object is not subscriptable"],
    ['AttributeError', "'NoneType' object has no attribute 'close'"],
  ])('a %s about None says that none was given', (type, message) => {
    expect(hint(type, message, [])).toBe('no --data was given, so `data` is None');
    expect(hint(type, message, ['spx'])).toBeUndefined();
  });

  test('an error about something else has no hint', () => {
    expect(hint('TypeError', 'unsupported operand', [])).toBeUndefined();
    expect(hint('KeyError', "'Close'", [])).toBeUndefined();
  });
});

describe('a key that is not there', () => {
  test.each([
    ['Close', 'close'],
    ['Adj Close', 'adj_close'],
    ['AdjClose', 'adj_close'],
  ])('%s is told as the column %s', (key, column) => {
    expect(hint('KeyError', `'${key}'`, ['spx'])).toBe(
      `if a column of \`data\` is meant: they are in lower snake case, here "${column}"`,
    );
  });

  test.each(["'close'", '7', "('a', 'b')", `'${'X'.repeat(1000)}'`])('%s has no hint', (message) => {
    expect(hint('KeyError', message, ['spx'])).toBeUndefined();
  });

  test('of several files tells their names, unless it is one of them', () => {
    expect(hint('KeyError', "'close'", ['spx', 'ndx'])).toBe('if a file is meant: `data` has spx, ndx');
    expect(hint('KeyError', "'spx'", ['spx', 'ndx'])).toBeUndefined();
  });
});
