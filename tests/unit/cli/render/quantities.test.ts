import { expect, test } from 'vitest';
import { counted, formatBytes, formatSeconds } from '../../../../src/cli/render/quantities.js';

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [150_000_000, '143 MiB'],
  [4_294_967_296, '4 GiB'],
  [5e13, '46566 GiB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [0.3504, '350 ms'],
  [0.9999, '1 s'],
  [1.239, '1.24 s'],
  [59.999, '1 min'],
  [125, '2 min 5 s'],
  [300, '5 min'],
])('%d seconds read as %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test('one of a thing has no s', () => {
  expect([counted(1, 'file'), counted(2, 'file'), counted(0, 'file')]).toEqual(['1 file', '2 files', '0 files']);
});
