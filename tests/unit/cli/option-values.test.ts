import { describe, expect, test } from 'vitest';
import {
  addDataFile,
  addLimit,
  addParam,
  parseCpus,
  parseFolder,
  parseMaxRisk,
  parseMemory,
  parseTimeout,
} from '../../../src/cli/option-values.js';

const badRequest = expect.objectContaining({ code: 'BAD_REQUEST' });

describe('--timeout', () => {
  test.each([
    ['90', 90],
    ['30s', 30],
    ['5m', 300],
    ['1h', 3600],
    ['1.5m', 90],
    ['250ms', 0.25],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseTimeout(text)).toBe(seconds);
  });

  test.each(['', 'soon', '5 minutes', '-1', '0', '1e3', '2d', '100h'])('%j is a wrong call', (text) => {
    expect(() => parseTimeout(text)).toThrow(badRequest);
  });
});

describe('--memory', () => {
  test.each([
    ['512', 512],
    ['512m', 512],
    ['512MiB', 512],
    ['2g', 2048],
    ['1.5GB', 1536],
  ])('%s is %d MiB', (text, mebibytes) => {
    expect(parseMemory(text)).toBe(mebibytes);
  });

  test.each(['', 'much', '2t', '1', '512.5m', '-512'])('%j is a wrong call', (text) => {
    expect(() => parseMemory(text)).toThrow(badRequest);
  });
});

test('--cpus takes a fraction, and neither zero nor words', () => {
  expect(parseCpus('0.5')).toBe(0.5);
  for (const text of ['0', 'two', '']) expect(() => parseCpus(text)).toThrow(badRequest);
});

test('--max-risk takes a number in its bounds, and is named where it is wrong', () => {
  expect(parseMaxRisk('60')).toBe(60);
  expect(() => parseMaxRisk('high')).toThrow(badRequest);
  expect(() => parseMaxRisk('91')).toThrow('--max-risk takes a number from 1 to 90, not "91"');
  expect(() => parseMaxRisk('0')).toThrow(badRequest);
});

describe('--limit', () => {
  test('adds up, name by name', () => {
    expect(addLimit('pids=32', addLimit('stdoutMiB=0.5'))).toEqual({ stdoutMiB: 0.5, pids: 32 });
  });

  test('names the limits there are when it does not know one', () => {
    expect(() => addLimit('colour=3')).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', nextStep: expect.stringContaining('timeoutSeconds, cpus') }),
    );
  });

  test.each(['pids', '=3', 'pids=', 'pids=many', 'pids=1.5', 'pids=999999'])('%j is a wrong call', (text) => {
    expect(() => addLimit(text)).toThrow(badRequest);
  });

  test('the same one twice is a wrong call', () => {
    expect(() => addLimit('pids=32', { pids: 16 })).toThrow(badRequest);
  });
});

describe('--param', () => {
  test('is JSON where it can be, and text where it cannot', () => {
    const params = ['n=20', 'on=true', 'weights=[0.5,0.5]', 'symbol=AAPL', 'quoted="20"', 'empty='].reduce(
      (before, text) => addParam(text, before),
      {},
    );
    expect(params).toEqual({ n: 20, on: true, weights: [0.5, 0.5], symbol: 'AAPL', quoted: '20', empty: '' });
  });

  test('takes the three constants of Python for what they are there', () => {
    expect([addParam('p=True'), addParam('p=False'), addParam('p=None')]).toEqual([
      { p: true },
      { p: false },
      { p: null },
    ]);
    expect(addParam('p="False"')).toEqual({ p: 'False' });
  });

  test('keeps further equals signs in the value', () => {
    expect(addParam('rule=a=b')).toEqual({ rule: 'a=b' });
  });

  test('a key named __proto__ is a key like any other', () => {
    expect(Object.keys(addParam('__proto__=1'))).toEqual(['__proto__']);
  });

  test('without a key, or with one twice, it is a wrong call', () => {
    expect(() => addParam('20')).toThrow(badRequest);
    expect(() => addParam('=20')).toThrow(badRequest);
    expect(() => addParam('n=2', { n: 1 })).toThrow(badRequest);
  });
});

describe('--data', () => {
  test('is a file, or a name and a file', () => {
    expect(addDataFile('bars=data/sp500.csv', addDataFile('stocks.csv'))).toEqual([
      { path: 'stocks.csv' },
      { name: 'bars', path: 'data/sp500.csv' },
    ]);
  });

  test('an equals sign behind a folder belongs to the file', () => {
    expect(addDataFile('./a=b.csv')).toEqual([{ path: './a=b.csv' }]);
  });

  test.each(['', 'bars='])('%j is a wrong call', (text) => {
    expect(() => addDataFile(text)).toThrow(badRequest);
  });
});

describe('a flag whose value is missing', () => {
  test('does not swallow the flag that follows it', () => {
    const thrown = expect.objectContaining({
      code: 'BAD_REQUEST',
      nextStep: 'If that is the name of a file or folder, write ./--json',
    });
    expect(() => parseFolder('--json')).toThrow(thrown);
    expect(() => addDataFile('--json')).toThrow(thrown);
  });

  test('nor nothing at all', () => {
    expect(() => parseFolder('')).toThrow(badRequest);
    expect(parseFolder('./--json')).toBe('./--json');
  });
});
