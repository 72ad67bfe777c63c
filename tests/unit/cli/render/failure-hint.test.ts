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

  test.each(["'close'", "('a', 'b')", `'${'X'.repeat(1000)}'`])('%s has no hint', (message) => {
    expect(hint('KeyError', message, ['spx'])).toBeUndefined();
  });

  test('of several files tells their names, unless it is one of them', () => {
    expect(hint('KeyError', "'close'", ['spx', 'ndx'])).toBe('if a file is meant: `data` has spx, ndx');
    expect(hint('KeyError', "'spx'", ['spx', 'ndx'])).toBeUndefined();
  });
});

describe('a name that the image does not have any more', () => {
  test.each([
    [
      'AttributeError',
      "'DataFrame' object has no attribute 'ix'",
      'DataFrame has no ix in pandas 3.1 (gone since 1.0): write loc or iloc',
    ],
    [
      'AttributeError',
      "module 'numpy' has no attribute 'in1d'",
      'numpy has no in1d in numpy 2.5 (gone since 2.4): write np.isin, or run with --image python311',
    ],
    [
      'TypeError',
      "NDFrame.fillna() got an unexpected keyword argument 'method'",
      'fillna takes no method in pandas 3.1 (gone since 3.0): write ffill() or bfill(), or run with --image python311',
    ],
    [
      'TypeError',
      "read_csv() got an unexpected keyword argument 'squeeze'",
      'read_csv takes no squeeze in pandas 3.1 (gone since 2.0): write read_csv(...).squeeze("columns")',
    ],
    [
      'TypeError',
      'DataFrame.drop() takes from 1 to 2 positional arguments but 3 were given',
      'drop takes fewer arguments by position in pandas 3.1 (since 2.0): write axis=',
    ],
    [
      'ValueError',
      'Invalid frequency: M. Failed to parse',
      "pandas 3.1 has no offset M (gone since 3.0): write 'ME', or run with --image python311",
    ],
    [
      'KeyError',
      '-1',
      'if a position of a column is meant: a number is a label in pandas 3.1 (since 3.0), write .iloc[-1]',
    ],
  ])('is told by what a note says: %s: %s', (type, message, told) => {
    expect(hint(type, message, ['spx'])).toBe(told);
  });

  test.each([
    ['AttributeError', "'Rolling' object has no attribute 'foo'"],
    ['AttributeError', "'Strategy' object has no attribute 'append'"],
    ['TypeError', "rsi() got an unexpected keyword argument 'method'"],
    ['TypeError', 'rsi() takes 1 positional argument but 2 were given'],
    ['ValueError', 'Invalid frequency: ME'],
    ['KeyError', "'close'"],
  ])('is not made up of %s: %s', (type, message) => {
    expect(hint(type, message, ['spx'])).toBeUndefined();
  });
});
