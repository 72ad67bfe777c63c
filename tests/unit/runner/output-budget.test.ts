import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputBudget } from '../../../src/runner/output-budget.js';

/** Gives a budget all of these pieces, and returns it with what it said of each. */
function taken(capBytes: number, pieces: readonly (string | readonly number[])[]) {
  const budget = new OutputBudget('stdout', capBytes);
  const told = pieces.map((piece) => budget.take(Buffer.from(piece as string)));
  return { budget, told };
}

describe('OutputBudget', () => {
  it('keeps all of what fits, and tells it as it comes', () => {
    const { budget, told } = taken(10, ['hello', '\nyou\n']);

    expect(told).toEqual(['hello', '\nyou\n']);
    expect(budget.text()).toBe('hello\nyou\n');
    expect(budget.totalBytes).toBe(10);
    expect(budget.isExceeded).toBe(false);
  });

  it('keeps the first bytes only, and counts the others', () => {
    const { budget, told } = taken(4, ['abc', 'def', 'ghi']);

    expect(told).toEqual(['abc', 'd', '']);
    expect(budget.text()).toBe('abcd');
    expect(budget.totalBytes).toBe(9);
    expect(budget.isExceeded).toBe(true);
  });

  it('takes a cap that is no whole number of bytes', () => {
    const { budget } = taken(0.001 * 1024 * 1024, ['x'.repeat(2000)]);

    expect(budget.text()).toHaveLength(1048);
    expect(budget.isExceeded).toBe(true);
  });

  it('holds half a character back until its other half has come', () => {
    const { budget, told } = taken(10, [[0xc3], [0xa9, 0x21]]);

    expect(told).toEqual(['', 'é!']);
    expect(budget.text()).toBe('é!');
  });

  it('leaves out the character that the cap cut', () => {
    expect(taken(4, ['abcé']).budget.text()).toBe('abc');
  });

  it('shows half a character that the strategy left as U+FFFD', () => {
    expect(taken(4, ['ab', [0xc3]]).budget.text()).toBe('ab\ufffd');
  });

  it('shows bytes that are not UTF-8 as U+FFFD, and keeps what is around them', () => {
    expect(taken(9, ['a', [0xff, 0xfe], 'b']).budget.text()).toBe('a\ufffd\ufffdb');
  });

  it('keeps a byte order mark', () => {
    const { budget, told } = taken(9, ['\ufeffa']);

    expect(told).toEqual(['\ufeffa']);
    expect(budget.text()).toBe('\ufeffa');
  });

  it('tells what it keeps, whatever the text and however it was cut', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.array(fc.nat()), fc.nat({ max: 40 }), (whole, places, capBytes) => {
        const bytes = Buffer.from(whole);
        const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const { budget, told } = taken(
          capBytes,
          edges.slice(1).map((edge, index) => [...bytes.subarray(edges[index], edge)]),
        );

        expect(told.join('')).toBe(budget.text());
        expect(whole.startsWith(budget.text())).toBe(true);
        expect(budget.totalBytes).toBe(bytes.length);
        expect(budget.isExceeded).toBe(bytes.length > capBytes);
        if (!budget.isExceeded) expect(budget.text()).toBe(whole);
      }),
    );
  });
});
