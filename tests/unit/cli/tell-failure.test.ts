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

test('a sentence that ends in a stop ends in one alone', async () => {
  const io = fakeIo();
  const stopped = new QuantineError('BAD_REQUEST', 'Allowed choices are json.', { nextStep: 'Correct it.' });
  await tellFailure(stopped, ['check', '--format', 'sarif'], io);
  expect(io.written.out).toContain('"Allowed choices are json. Correct it."');
});

test.each([
  [['check', '--', '--json']],
  [['check', '--format', 'text', '--', '--format', 'sarif']],
  [['diff', 'a.py', 'b.py', '--format', 'sarif']],
])('no document is read in the names of files, or of a command that has none: %j', async (args) => {
  const io = fakeIo();
  expect(await tellFailure(missing, args, io)).toBe(2);
  expect(io.written.out).toBe('');
});

test('the format before the names of files is the one', async () => {
  const io = fakeIo();
  await tellFailure(missing, ['check', '--format', 'sarif', '--', '--format=json'], io);
  expect(JSON.parse(io.written.out).version).toBe('2.1.0');
});

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
