import { beforeEach, expect, test } from 'vitest';
import { Progress } from '../../../../src/cli/folder/progress.js';
import { type FakeIo, fakeIo } from '../fake-io.js';

let io: FakeIo;
let now: number;
const start = (isWatched = true, files = 3000) => new Progress(io, files, isWatched, () => now);
const LINE = '\r\u001B[2K';

// Who ends the process for a signal that is still on its way stays for some turns.
const signals = () => process.listeners('SIGINT').filter(({ name }) => name !== 'endUnheard').length;

beforeEach(() => {
  io = { ...fakeIo(), isTerminal: { out: true, err: true } };
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
  expect(io.written.err.split(LINE).slice(1)).toEqual([
    '1,203 of 3,000 files, 11 refused',
    '1,205 of 3,000 files, 12 refused',
  ]);
  expect(io.written.out).toBe('');
});

test('the line makes room for what else is written there, and comes again below at once', () => {
  const progress = start();
  now = 1000;
  progress.show(1, 0);
  io.written.both = '';
  progress.io.out('a.py  passes\n');
  progress.io.out('b.py  passes\n');
  now = 1001;
  progress.show(2, 0);
  progress.clear();
  progress.clear();
  expect(io.written.both).toBe(`${LINE}a.py  passes\nb.py  passes\n${LINE}2 of 3,000 files, 0 refused${LINE}`);
});

test('the line stays where the rest is written elsewhere', () => {
  io = { ...io, isTerminal: { out: false, err: true } };
  const progress = start();
  now = 1000;
  progress.show(1, 0);
  progress.io.out('a.py  passes\n');
  expect(io.written.err).toBe(`${LINE}1 of 3,000 files, 0 refused`);
});

test.each([
  ['nobody watches', true, false],
  ['there is no terminal', false, true],
])('where %s there is none', (_, err, isWatched) => {
  io = { ...io, isTerminal: { out: false, err } };
  const progress = start(isWatched);
  now = 5000;
  progress.show(1, 0);
  progress.clear();
  expect(io.written.both).toBe('');
});

test('one file has no progress, and two have', () => {
  const [one, two] = [start(true, 1), start(true, 2)];
  now = 5000;
  one.show(1, 0);
  expect(io.written.both).toBe('');
  two.show(1, 0);
  expect(io.written.err).toBe(`${LINE}1 of 2 files, 0 refused`);
});

test('signals are listened to while there is a line, and no longer', () => {
  const before = signals();
  {
    using progress = start();
    expect([progress.isDrawn, signals()]).toEqual([false, before]);
    now = 1000;
    progress.show(1, 0);
    now = 2000;
    progress.show(2, 0);
    expect([progress.isDrawn, signals()]).toEqual([true, before + 1]);
    progress.io.out('a.py  passes\n');
    expect([progress.isDrawn, signals()]).toEqual([false, before]);
    progress.show(3, 0);
  }
  expect(signals()).toBe(before);
  expect(io.written.err.endsWith(LINE)).toBe(true);
});
