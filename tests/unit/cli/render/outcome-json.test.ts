import { expect, test } from 'vitest';
import { outcomeJson } from '../../../../src/cli/render/outcome-json.js';
import { completed, rejected } from '../outcomes.js';

const equity = { path: 'equity.csv', bytes: 2, sha256: 'a'.repeat(64) };
const withFile = completed({ artifacts: [{ ...equity, content: Buffer.from('1\n') }] });

test('the whole outcome is there, under the names it has in the SDK', () => {
  expect(JSON.parse(outcomeJson(completed(), new Map()))).toEqual(completed());
  expect(JSON.parse(outcomeJson(rejected(), new Map()))).toEqual(rejected());
});

test('a file that was kept nowhere brings its content', () => {
  expect(JSON.parse(outcomeJson(withFile, new Map())).artifacts).toEqual([{ ...equity, contentBase64: 'MQo=' }]);
});

test('a file that was written is named by its place', () => {
  const fates = new Map([['equity.csv', { file: 'out/equity.csv' }]]);
  expect(JSON.parse(outcomeJson(withFile, fates)).artifacts).toEqual([{ ...equity, file: 'out/equity.csv' }]);
});

test('a file that could not be written brings its content and the reason', () => {
  const fates = new Map([['equity.csv', { notWritten: 'ENOSPC', fault: 'host' as const }]]);
  expect(JSON.parse(outcomeJson(withFile, fates)).artifacts).toEqual([
    { ...equity, notWritten: 'ENOSPC', fault: 'host', contentBase64: 'MQo=' },
  ]);
});
