import { describe, expect, test } from 'vitest';
import { failureHint } from '../../../../src/cli/render/failure-hint.js';
import { failed } from '../outcomes.js';

function hint(type: string, message: string, names: readonly string[], line: number | null = 3): string | undefined {
  const { runCard } = failed();
  const data = names.map((name) => ({ name, sha256: 'a'.repeat(64), bytes: 9 }));
  const error = { type, message, line, traceback: [], causes: [] };
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

  test.each([
    ['KeyError', "'Date'"],
    ['KeyError', "'date'"],
    ['KeyError', '"None of [\'Date\'] are in the columns"'],
    ['KeyError', '"[\'Date\'] not in index"'],
    ['KeyError', "\"None of [Index(['Datetime'], dtype='str')] are in the [columns]\""],
    ['AttributeError', "'DataFrame' object has no attribute 'Date'"],
  ])('of dates is told as the index: %s: %s', (type, message) => {
    const told = 'the dates are no column of `data` but its index, `data.index`; after reset_index() the column "date"';
    expect(hint(type, message, ['spx'])).toBe(told);
    expect(hint(type, message, ['spx', 'ndx'])).toBe(told);
    expect(hint(type, message.replace(/date(?:time)?/i, 'update'), ['spx'])).toBeUndefined();
  });

  test('as an attribute of a table is told as its column', () => {
    const told = 'if a column of `data` is meant: they are in lower snake case, here "close"';
    expect(hint('AttributeError', "'DataFrame' object has no attribute 'Close'", ['spx', 'ndx'])).toBe(told);
    expect(hint('AttributeError', "'Strategy' object has no attribute 'Close'", ['spx'])).toBeUndefined();
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

describe('what of a script is run', () => {
  const script = 'def run(data, params):\n    return 1\n\nif __name__ == "__main__":\n\n    main()\nprint(2)\n';

  function inModule(line: number, text: string): string | undefined {
    const traceback = [{ line, function: '<module>', text: 'main()' }];
    const error = { type: 'SystemExit', message: '2', line, traceback, causes: [] };
    return failureHint({ ...failed(), error }, text);
  }

  test('a failure below `if __name__ == "__main__"` says that the block runs too, where there is a run', () => {
    const told =
      'the block under `if __name__ == "__main__"` runs too, before run(data, params) is called: take it out';
    expect(inModule(6, script)).toBe(told);
    expect(inModule(6, script.replace('__name__ == "__main__"', "'__main__' == __name__"))).toBe(told);
    expect(inModule(7, script)).toBeUndefined();
    expect(inModule(6, script.replace('def run', 'def test'))).toBeUndefined();
  });

  test('a run that takes other arguments says how it is called, and one that the strategy calls does not', () => {
    const told = 'it is called as run(data, params)';
    expect(hint('TypeError', 'run() takes 1 positional argument but 2 were given', ['spx'], null)).toBe(told);
    expect(hint('TypeError', "run() missing 1 required positional argument: 'cash'", ['spx'], null)).toBe(told);
    expect(hint('TypeError', 'run() takes 1 positional argument but 2 were given', ['spx'])).toBeUndefined();
  });
});
