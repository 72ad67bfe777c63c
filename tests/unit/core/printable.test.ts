import { expect, test } from 'vitest';
import { printable, printableLine } from '../../../src/core/printable.js';

test('text in any language, with tabs and newlines, stays as it is', () => {
  const text = 'Rendite\t5 %\n収益 📈 é\n';
  expect(printable(text)).toBe(text);
});

test('text for one line keeps to it', () => {
  expect(printableLine('a\n\tb')).toBe('a\\x0a\\x09b');
});

test.each([
  ['\u001b[31mred', '\\x1b[31mred'],
  ['bell\u0007', 'bell\\x07'],
  ['over\rwrite', 'over\\x0dwrite'],
  ['delete\u007f', 'delete\\x7f'],
  ['c1 \u009b2J', 'c1 \\x9b2J'],
  ['turned \u202e round', 'turned \\u202e round'],
  ['isolated \u2066 too', 'isolated \\u2066 too'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
  ['another\u2028line', 'another\\u2028line'],
  ['a tag \u{e0041}', 'a tag \\u{e0041}'],
])('%j is shown and not obeyed', (text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printableLine(text)).toBe(shown);
});
