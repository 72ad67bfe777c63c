import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellPath, shellWord } from '../../../../src/cli/render/shell-word.js';

const NAMES = [
  'strategies/sma.py',
  'sp ace.py',
  `q'uo"te$(id).py`,
  '`id`;a&b|c>d.py',
  "back\\slash'quote\u001b[2J.py",
  'line\nfeed1.py',
  'bidi\u202e\u{e0041}7.py',
  '~',
  '*',
  '',
];

test.each(NAMES)('a shell reads %j as one word, and the same', (name) => {
  const said = execFileSync('bash', ['-c', `printf %s ${shellWord(name)}`], { encoding: 'utf8' });
  expect(said).toBe(name);
});

test('what needs no quotes has none', () => {
  expect(NAMES.slice(0, 2).map(shellWord)).toEqual(['strategies/sma.py', "'sp ace.py'"]);
});

test('nothing in it steers a terminal', () => {
  expect(NAMES.map(shellWord).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a file whose name begins with a dash is no option, and standard input stays what it is', () => {
  expect(['-rf.py', '-- x', '-'].map(shellPath)).toEqual(['./-rf.py', "'./-- x'", '-']);
});
