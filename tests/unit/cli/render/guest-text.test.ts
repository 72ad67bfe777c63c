import { expect, test } from 'vitest';
import { indented } from '../../../../src/cli/render/guest-text.js';

test('no line of a text of several begins as a command to GitHub', () => {
  expect(indented('a\n::error::b\n\t ::stop-commands::c\n[::2]')).toBe(
    'a\n    \\x3a:error::b\n    \t \\x3a:stop-commands::c\n    [::2]',
  );
});
