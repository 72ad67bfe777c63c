import { expect, test } from 'vitest';
import { writeOutcomeJson } from '../../../../src/cli/render/outcome-json.js';
import type { ArtifactFate } from '../../../../src/cli/write-artifacts.js';
import type { ExecutionOutcome } from '../../../../src/core/outcome.js';
import { completed, rejected } from '../outcomes.js';

function piecesOf(outcome: ExecutionOutcome, fates = new Map<string, ArtifactFate>()): readonly string[] {
  const pieces: string[] = [];
  writeOutcomeJson(outcome, fates, (piece) => pieces.push(piece));
  return pieces;
}

const outcomeJson = (...given: Parameters<typeof piecesOf>) => piecesOf(...given).join('');

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

test('each field has a line, so that a search by line finds it', () => {
  const lines = outcomeJson(completed({ value: { answer: [6, 42] } })).split('\n');
  expect(lines).toContain('  "status": "completed",');
  expect(lines).toContain('  "value": {"answer":[6,42]},');
});

test('a value that is nested deep is not indented, so that the document is as long as what is in it', () => {
  let value: unknown = Array.from({ length: 1000 }, () => 0);
  for (let depth = 0; depth < 62; depth += 1) value = [value];
  expect(outcomeJson(completed({ value })).length).toBeLessThan(outcomeJson(completed()).length + 2200);
});

test('no piece grows with the outcome, so that none meets the longest string there can be', () => {
  const outcome = completed({
    value: [Array.from({ length: 20_000 }, (_, index) => index), { 'a"\n': 'b'.repeat(200_000) }],
    stdout: '\0'.repeat(500_000),
    stderr: `|${'\u{1f4c8}'.repeat(200_000)}`,
    artifacts: [{ ...equity, content: Buffer.alloc(500_000, 'quantine') }],
  });
  const pieces = piecesOf(outcome);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(400_000);
  const { artifacts, ...rest } = JSON.parse(pieces.join(''));
  expect({ ...rest, artifacts: [] }).toEqual({ ...outcome, artifacts: [] });
  expect(Buffer.from(artifacts[0].contentBase64, 'base64').equals(Buffer.alloc(500_000, 'quantine'))).toBe(true);
});

test('what a terminal would act upon is escaped, and means the same to a parser', () => {
  const stdout = '\u009b2J \u202e \u{e0041} \u001b[2J\ncompleted';
  const document = outcomeJson(completed({ stdout }));
  expect(document).toContain('"\\u009b2J \\u202e \\udb40\\udc41 \\u001b[2J\\ncompleted"');
  expect(JSON.parse(document).stdout).toBe(stdout);
});
