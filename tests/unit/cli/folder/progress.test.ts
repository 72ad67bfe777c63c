import { beforeEach, expect, test } from 'vitest';
import { Progress } from '../../../../src/cli/folder/progress.js';
import { type FakeIo, fakeIo } from '../fake-io.js';

let io: FakeIo;
let now: number;
const start = (isShown = true) => new Progress(io, 3000, isShown, () => now);

beforeEach(() => {
  io = fakeIo();
  now = 0;
});

test('nothing is shown before a second is over', () => {
  const progress = start();
  now = 999;
  progress.show(1, 0);
  progress.clear();
  expect(io.written.both).toBe('');
});

test('one line on standard error is written over, ten times a second at most', () => {
  const progress = start();
  now = 1000;
  progress.show(1203, 11);
  now = 1050;
  progress.show(1204, 12);
  now = 1100;
  progress.show(1205, 12);
  expect(io.written.err.split('\r\u001B[2K').slice(1)).toEqual([
    '1,203 of 3,000 files, 11 refused',
    '1,205 of 3,000 files, 12 refused',
  ]);
  expect(io.written.out).toBe('');
});

test('the line makes room once for what else is written', () => {
  const progress = start();
  now = 1000;
  progress.show(1, 0);
  io.written.err = '';
  progress.clear();
  progress.clear();
  expect(io.written.err).toBe('\r\u001B[2K');
});

test('where nobody watches there is none', () => {
  const progress = start(false);
  now = 5000;
  progress.show(1, 0);
  progress.clear();
  expect(io.written.both).toBe('');
});
