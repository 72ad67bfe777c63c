import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../src/cli/exit-code.js';
import type { ArtifactFate } from '../../../src/cli/write-artifacts.js';
import { completed, failed, rejected, terminated } from './outcomes.js';

const written: ArtifactFate = { file: 'out/a.csv' };
const badFolder: ArtifactFate = { notWritten: 'EACCES', fault: 'caller' };
const fullDisk: ArtifactFate = { notWritten: 'ENOSPC', fault: 'host' };

function exitCode(outcome: Parameters<typeof exitCodeOf>[0], ...fates: ArtifactFate[]): number {
  return exitCodeOf(outcome, new Map(fates.map((fate, index) => [`${index}.csv`, fate])));
}

test.each([
  ['completed', completed(), 0],
  ['refused', rejected(), 1],
  ['failed', failed(), 1],
  ['terminated', terminated(), 1],
  ['cancelled', terminated({ reason: 'cancelled' }), 130],
])('a strategy that was %s', (_, outcome, code) => {
  expect(exitCode(outcome)).toBe(code);
});

test('files that were written change nothing', () => {
  expect(exitCode(completed(), written)).toBe(0);
});

test("a folder that takes no file is the caller's fault", () => {
  expect(exitCode(completed(), written, badFolder)).toBe(2);
});

test('a full disk is ours, whatever else could not be written', () => {
  expect(exitCode(completed(), badFolder, fullDisk)).toBe(3);
});

test('a strategy that failed exits as that, though its files are lost besides', () => {
  expect(exitCode(failed(), fullDisk)).toBe(1);
});
