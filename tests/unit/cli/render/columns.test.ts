import { expect, test } from 'vitest';
import { columns } from '../../../../src/cli/render/columns.js';

test('columns are as wide as their widest cell, and lines end where their text does', () => {
  expect(
    columns([
      ['a', 'long', 'x'],
      ['name', 'b', ''],
    ]),
  ).toEqual(['a     long  x', 'name  b']);
});
