import { expect, test } from 'vitest';
import { printable, printableJson, printableLine, printableWithin } from '../../../src/core/printable.js';

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
  ['x = 1  ##[error]forged', 'x = 1  ##\\x5berror]forged'],
  ['##VSO[task.setvariable variable=x]1', '##VSO\\x5btask.setvariable variable=x]1'],
  ["##teamcity[message text='x']", "##teamcity\\x5bmessage text='x']"],
])('%j is shown and not obeyed', (text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printableLine(text)).toBe(shown);
});

test('a line does not begin as a command to GitHub', () => {
  expect(printableLine(' ::error::forged')).toBe(' \\x3a:error::forged');
  expect(printableWithin('::2]')).toBe('::2]');
  expect(printableLine('prices[::2]')).toBe('prices[::2]');
});

test.each(['comments ## [of this kind]', 'table##x[0]', '# [1] and #[2]'])('%j stays as it is', (text) => {
  expect(printableLine(text)).toBe(text);
});

test('a command in JSON is read as what it was', () => {
  const json = JSON.stringify('##vso[x] ##[error]');
  expect(printableJson(json)).toBe('"##vso\\u005bx] ##\\u005berror]"');
  expect(JSON.parse(printableJson(json))).toBe('##vso[x] ##[error]');
});
