import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beforeSignalEnds, cancelOnSignal, holdSignals, leaveOnSignal } from '../../../src/cli/cancel-on-signal.js';
import { type FakeIo, fakeIo } from './fake-io.js';

const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
const exitListeners = process.listeners('exit');
const send = (name: NodeJS.Signals) => process.emit(name, name);
let io: FakeIo;

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}

beforeEach(() => {
  io = fakeIo();
});
afterEach(async () => {
  await someTurns();
  vi.clearAllMocks();
  for (const listener of process.listeners('exit')) {
    if (!exitListeners.includes(listener)) process.off('exit', listener);
  }
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s cancels, and says so once', (name) => {
  using cancellation = cancelOnSignal(io);
  send(name);
  expect(cancellation.signal.aborted).toBe(true);
  expect(io.written.err).toBe('\ncancelling and cleaning up; once more leaves at once\n');
  expect(exit).not.toHaveBeenCalled();
});

test('whoever insists leaves at once', () => {
  using _ = cancelOnSignal(io);
  send('SIGINT');
  send('SIGTERM');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
});

test('a terminal that closes does not insist, however often it hangs up', () => {
  using cancellation = cancelOnSignal(io);
  for (let times = 0; times < 3; times += 1) send('SIGHUP');
  expect(cancellation.signal.aborted).toBe(true);
  expect(exit).not.toHaveBeenCalled();
});

test('once there is nothing to cancel, the first signal leaves', () => {
  using _ = leaveOnSignal(io, 'cancelled: half of it is written');
  send('SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  expect(io.written.err).toBe('\ncancelled: half of it is written\n');
});

test('what is to be done before a signal ends the process is done, and the signal sent again', () => {
  const done: string[] = [];
  using _ = beforeSignalEnds(() => done.push('cleared'));
  send('SIGTERM');
  send('SIGTERM');
  expect(done).toEqual(['cleared']);
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGTERM');
});

test('a signal that was held back is sent again once something else listens', () => {
  const held = holdSignals();
  send('SIGTERM');
  expect(kill).not.toHaveBeenCalled();
  held[Symbol.dispose]();
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGTERM');
});

test.each([
  ['cancelOnSignal', () => cancelOnSignal(io)],
  ['beforeSignalEnds', () => beforeSignalEnds(() => {})],
  ['leaveOnSignal', () => leaveOnSignal(io, 'cancelled')],
  ['holdSignals', () => holdSignals()],
])('%s leaves every signal to its default some turns of the loop later', async (_, listen) => {
  const count = () => (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => process.listenerCount(name));
  const before = count();
  const listening = listen();
  expect(count()).toEqual(before.map((listeners) => listeners + 1));
  listening[Symbol.dispose]();
  await someTurns();
  expect(count()).toEqual(before);
});

test('a signal that is told of when nobody listens any more is sent again', async () => {
  holdSignals()[Symbol.dispose]();
  send('SIGINT');
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGINT');
});

test('a signal that is told of when somebody else listens is his alone', async () => {
  holdSignals()[Symbol.dispose]();
  using cancellation = cancelOnSignal(io);
  send('SIGINT');
  expect(cancellation.signal.aborted).toBe(true);
  expect(kill).not.toHaveBeenCalled();
});
