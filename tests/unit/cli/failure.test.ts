import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { reportFailure } from '../../../src/cli/failure.js';
import { QuantineError } from '../../../src/core/errors.js';
import { fakeIo } from './fake-io.js';

test.each([
  ['BAD_REQUEST', 2],
  ['SOURCE_NOT_FOUND', 2],
  ['DATA_INVALID', 2],
  ['DOCKER_UNAVAILABLE', 3],
  ['LIMIT_NOT_ENFORCED', 3],
  ['INTERNAL', 3],
] as const)('%s exits %d', (code, exitCode) => {
  expect(reportFailure(new QuantineError(code, 'x'), fakeIo(), false)).toBe(exitCode);
});

test('a person reads the code, the message and what to do next, on standard error alone', () => {
  const io = fakeIo();
  reportFailure(new QuantineError('IMAGE_NOT_FOUND', 'the image is not there', { nextStep: 'Build it.' }), io, false);
  expect(io.written.err).toBe('error[IMAGE_NOT_FOUND]: the image is not there\n  Build it.\n');
  expect(io.written.out).toBe('');
});

test('a machine that asked for JSON gets one document besides', () => {
  const io = fakeIo();
  const details = { limit: 'cpus' };
  reportFailure(new QuantineError('BAD_REQUEST', 'no', { nextStep: 'Mend it.', details }), io, true);
  expect(JSON.parse(io.written.out)).toEqual({
    error: { code: 'BAD_REQUEST', message: 'no', nextStep: 'Mend it.', fault: 'caller', retryable: false, details },
  });
  expect(io.written.err).toContain('error[BAD_REQUEST]');
});

test('a wrong flag is a wrong call, in our words', () => {
  const io = fakeIo();
  const wrongFlag = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--colour'");
  expect(reportFailure(wrongFlag, io, false)).toBe(2);
  expect(io.written.err).toMatch(/^error\[BAD_REQUEST\]: unknown option '--colour'\n/);
});

test('help and version that were asked for are no failure', () => {
  expect(reportFailure(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'), fakeIo(), true)).toBe(0);
});

test('a defect of ours shows its stack, for the report', () => {
  const io = fakeIo();
  expect(reportFailure(new TypeError('x is not a function'), io, false)).toBe(3);
  expect(io.written.err).toMatch(/^error\[INTERNAL\]: x is not a function\n[\s\S]*\n +at /);
});

test('a message cannot rewrite the terminal', () => {
  const io = fakeIo();
  reportFailure(new QuantineError('BAD_REQUEST', 'no \u001b[2J'), io, false);
  expect(io.written.err).toContain('no \\x1b[2J');
});

test('a message that a data file had a part in cannot write lines of ours', () => {
  const io = fakeIo();
  reportFailure(
    new QuantineError('DATA_INVALID', 'bars.csv: no column\ncompleted', { nextStep: 'Mend it.' }),
    io,
    false,
  );
  expect(io.written.err).toBe('error[DATA_INVALID]: bars.csv: no column\n    completed\n  Mend it.\n');
});

test('nor can a defect of ours that a guest set off', () => {
  const io = fakeIo();
  reportFailure(new TypeError('no \u001b[2J\ncompleted'), io, false);
  expect(io.written.err).not.toContain('\u001b');
  expect(io.written.err).not.toMatch(/^completed/m);
});

test('a working folder that is gone is no defect of ours', () => {
  const io = fakeIo();
  const gone = Object.assign(new Error('ENOENT: uv_cwd'), { code: 'ENOENT', syscall: 'uv_cwd' });
  expect(reportFailure(gone, io, false)).toBe(2);
  expect(io.written.err).toBe(
    'error[BAD_REQUEST]: the folder that you are in is gone\n  Change to one that is there.\n',
  );
});

test('a system that lets us open no more files is no defect of ours', () => {
  const io = fakeIo();
  const failed = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  const wrapped = new QuantineError('INTERNAL', 'the image cannot be described', { cause: failed });
  expect([failed, wrapped].map((error) => reportFailure(error, io, false))).toEqual([3, 3]);
  expect(io.written.err.match(/^error\[TOO_MANY_OPEN_FILES\]/gm)).toHaveLength(2);
  expect(io.written.err).toContain('ulimit -n');
  expect(io.written.err).not.toContain('defect');
});
