import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { tellFailure } from '../../../src/cli/tell-failure.js';
import { QuantineError } from '../../../src/core/errors.js';
import { fakeIo } from './fake-io.js';

const missing = new QuantineError('SOURCE_NOT_FOUND', 'there is no nope.py', { nextStep: 'Name another.' });

test.each([[['--format', 'sarif']], [['--format=json', '--format=sarif']]])(
  'whoever asked for SARIF gets a run that failed: %j',
  async (flags) => {
    const io = fakeIo();
    expect(await tellFailure(missing, ['check', 'nope.py', ...flags], io)).toBe(2);
    const [run] = JSON.parse(io.written.out).runs;
    expect(run.results).toEqual([]);
    expect(run.invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe('there is no nope.py. Name another.');
    expect(io.written.err).toContain('error[SOURCE_NOT_FOUND]');
  },
);

test.each([[['--format', 'sarif', '--output', 'log.sarif']], [['--format', 'text']], [['--sarif', 'log.sarif']]])(
  'nothing is on standard output where no document was asked for there: %j',
  async (flags) => {
    const io = fakeIo();
    expect(await tellFailure(missing, ['check', 'nope.py', ...flags], io)).toBe(2);
    expect(io.written.out).toBe('');
  },
);

test('JSON gets its error, and help that was asked for is none', async () => {
  const io = fakeIo();
  await tellFailure(missing, ['check', 'nope.py', '--format', 'json'], io);
  expect(JSON.parse(io.written.out).error.code).toBe('SOURCE_NOT_FOUND');

  const help = fakeIo();
  const asked = new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)');
  expect(await tellFailure(asked, ['check', '--format', 'sarif', '--help'], help)).toBe(0);
  expect(help.written.out).toBe('');
});
