import { expect, test } from 'vitest';
import { readableJson } from '../../../../src/cli/render/readable-json.js';

test('what fits a line stays on one', () => {
  expect(readableJson({ sharpe: 1.2, equity: [1, 1.1], empty: {}, none: [] })).toEqual([
    '{ "sharpe": 1.2, "equity": [1, 1.1], "empty": {}, "none": [] }',
  ]);
});

test.each([
  [42, '42'],
  ['text', '"text"'],
  [null, 'null'],
  [true, 'true'],
])('%j is itself', (value, line) => {
  expect(readableJson(value)).toEqual([line]);
});

test('what does not fit is opened, one entry a line, and is still JSON', () => {
  const value = { name: 'x'.repeat(60), equity: [1, 2, 3], inner: { note: 'y'.repeat(60) } };
  const lines = readableJson(value);
  expect(lines).toEqual([
    '{',
    `  "name": "${'x'.repeat(60)}",`,
    '  "equity": [1, 2, 3],',
    `  "inner": { "note": "${'y'.repeat(60)}" }`,
    '}',
  ]);
  expect(JSON.parse(lines.join('\n'))).toEqual(value);
});

test('a long value ends after forty lines and says where the rest is', () => {
  const lines = readableJson(Array.from({ length: 100_000 }, (_, index) => index));
  expect(lines).toHaveLength(41);
  expect(lines.at(-1)).toBe('... (--json gives the whole of it)');
});

test('a series of numbers is read across', () => {
  expect(readableJson(Array.from({ length: 40 }, (_, index) => 100 + index))).toEqual([
    '[',
    '  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118,',
    '  119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137,',
    '  138, 139',
    ']',
  ]);
});

test('a fraction has the digits that a person reads, a whole number all of its own', () => {
  expect(readableJson([1.7212639751431005, -0.1 - 0.2, 123456789, 1e-9, 1e21])).toEqual([
    '[1.72126, -0.3, 123456789, 1e-9, 1e+21]',
  ]);
});

test('a long text is cut', () => {
  const [line] = readableJson('x'.repeat(8_000_000));
  expect(line).toMatch(/^"x{91} \.\.\.$/);
});

test('an object whose keys are too long for a line is opened', () => {
  expect(readableJson({ ['k'.repeat(90)]: 1, b: [] })).toEqual(['{', `  "${'k'.repeat(89)} ...`, '  "b": []', '}']);
});

test('what is below many levels is not read again at each of them', () => {
  let reads = 0;
  const counting = new Proxy(new Array(10_000).fill(0), {
    get(target, name, receiver) {
      if (name !== 'length') reads += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  let value: unknown = counting;
  for (let depth = 0; depth < 30; depth += 1) value = [value];
  expect(readableJson(value)).toHaveLength(41);
  expect(reads).toBeLessThan(30_000);
});
