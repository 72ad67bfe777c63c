import { expect, test } from 'vitest';
import { executeWithSetUp } from '../../../src/cli/execute-with-set-up.js';
import { jsonRunView } from '../../../src/cli/run-view.js';
import { loadSettings } from '../../../src/config/load.js';
import { fakeIo } from './fake-io.js';

/** A machine whose engine is not there, so that a run comes to set-up. */
function runWithoutEngine(signal: AbortSignal): Promise<unknown> {
  const io = fakeIo();
  const context = { settings: loadSettings({ DOCKER_HOST: 'unix:///nowhere/docker.sock' }), io, setExitCode: () => {} };
  return executeWithSetUp(Buffer.from('result = 1\n'), { executor: {}, run: {} }, context, jsonRunView(io), signal);
}

test('set-up that is cancelled throws what cancelled it', async () => {
  const reason = new Error('a person pressed Ctrl-C');
  await expect(runWithoutEngine(AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('set-up that fails by itself throws its own error', async () => {
  const { signal } = new AbortController();
  await expect(runWithoutEngine(signal)).rejects.toMatchObject({ code: 'DOCKER_UNAVAILABLE' });
});

test('a machine that asked for JSON gets one document though nothing ran', () => {
  const io = fakeIo();
  jsonRunView(io).cancelledBeforeRun();
  expect(JSON.parse(io.written.out)).toMatchObject({ status: 'terminated', success: false, reason: 'cancelled' });
  expect(io.written.err).toBe('cancelled: the strategy never ran\n');
});
