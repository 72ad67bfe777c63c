import { expect, test } from 'vitest';
import { toWire } from '../../../src/core/wire.js';
import { completed, failed, rejected, terminated } from '../cli/outcomes.js';

test('a completed run is a success without an error', () => {
  expect(toWire(completed())).toEqual({
    success: true,
    stdout: 'hello\n',
    stderr: 'careful\n',
    error: null,
    exit_code: 0,
    execution_time: 2,
    resource_usage: { memory_usage_mb: 100, cpu_percent: 50, cpu_time: 1 },
  });
});

test('a refused strategy printed nothing, used nothing, and says why', () => {
  expect(toWire(rejected())).toEqual({
    success: false,
    stdout: '',
    stderr: '',
    error: 'Risk score 60 exceeds maximum 30',
    exit_code: null,
    execution_time: 0,
    resource_usage: { memory_usage_mb: 0, cpu_percent: 0, cpu_time: 0 },
  });
});

test('an exception is named with its message and its line', () => {
  expect(toWire(failed())).toMatchObject({ success: false, error: 'ValueError: no bars (line 3)', exit_code: 1 });
});

test('a failure without a message or a line is named by its type alone', () => {
  const error = { type: 'AbruptExit', message: '', line: null, traceback: [], causes: [] };
  expect(toWire(failed({ error })).error).toBe('AbruptExit');
});

test('a terminated run says what ended it and has no exit code', () => {
  expect(toWire(terminated())).toMatchObject({ success: false, error: 'ended after 300 s', exit_code: null });
});

test('what could not be measured is null and never zero', () => {
  const usage = { wallSeconds: 2, cpuSeconds: null, peakMemoryBytes: null, stdoutBytes: 0, stderrBytes: 0 };
  expect(toWire(terminated({ resourceUsage: usage })).resource_usage).toEqual({
    memory_usage_mb: null,
    cpu_percent: null,
    cpu_time: null,
  });
});

test.each([undefined, null, {}, Promise.resolve({}), 'completed'])('%j is no outcome', (given) => {
  expect(() => toWire(given as never)).toThrow('toWire takes the outcome of a run');
});

test('a run that took no time kept no CPU busy', () => {
  const usage = { wallSeconds: 0, cpuSeconds: 0, peakMemoryBytes: 0, stdoutBytes: 0, stderrBytes: 0 };
  expect(toWire(completed({ resourceUsage: usage })).resource_usage.cpu_percent).toBe(0);
});
