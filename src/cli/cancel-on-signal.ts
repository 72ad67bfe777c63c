import { closeSync } from 'node:fs';
import { type CliIo, EXIT } from './context.js';

/** What a person, a supervisor and a terminal that closes send where they want a command to end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type EndingSignal = (typeof SIGNALS)[number];

/** Aborts once somebody wants the command to end. Disposing of it stops listening. */
interface Cancellation extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * The first signal cancels and lets the command clean up; whoever insists leaves at once. A terminal that closes does not
 * insist: its shell and the kernel each send a hang-up. Output that can no longer be written cancels too: nobody would see
 * what comes of it.
 */
export function cancelOnSignal(io: CliIo): Cancellation {
  const controller = new AbortController();
  const listening = listen((name) => {
    if (!controller.signal.aborted) {
      io.err('\ncancelling and cleaning up; once more leaves at once\n');
      controller.abort();
    } else if (name !== 'SIGHUP') process.exit(EXIT.cancelled);
  });
  const giveUp = () => controller.abort();
  io.outputLost.addEventListener('abort', giveUp);
  if (io.outputLost.aborted) giveUp();
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      listening[Symbol.dispose]();
      io.outputLost.removeEventListener('abort', giveUp);
    },
  };
}

/**
 * Leaves at the first signal, for when nothing is left that could be cancelled. Unlike the default of a signal, it lets
 * what listens for the exit remove what is half done.
 * @param sentence what the user is told
 */
export function leaveOnSignal(io: CliIo, sentence: string): Disposable {
  return listen(() => {
    io.err(`\n${sentence}\n`);
    process.exit(EXIT.cancelled);
  });
}

/** Does one thing more before a signal ends the process as it would have done anyway. Disposing of it stops listening. */
export function beforeSignalEnds(action: () => void): Disposable {
  const listening = listen((name) => {
    action();
    listening[Symbol.dispose]();
    process.kill(process.pid, name);
  });
  return listening;
}

/**
 * Holds back the signals of a process that is still loading, so that one that comes this early finds the command that
 * knows what to do about it. Disposing of it sends them again.
 */
export function holdSignals(): Disposable {
  const held = new Set<EndingSignal>();
  const listening = listen((name) => void held.add(name));
  return {
    [Symbol.dispose]() {
      listening[Symbol.dispose]();
      for (const name of held) process.kill(process.pid, name);
    },
  };
}

function listen(listener: (name: EndingSignal) => void): Disposable {
  const hear = (name: EndingSignal) => {
    if (name === 'SIGHUP') process.off('exit', letGoOfTerminal).once('exit', letGoOfTerminal);
    listener(name);
  };
  for (const name of SIGNALS) process.on(name, hear);
  return {
    [Symbol.dispose]() {
      for (const name of SIGNALS) process.off(name, hear);
    },
  };
}

/** Node aborts where it cannot give its settings back to a terminal that is gone; what is closed it passes over. */
function letGoOfTerminal(): void {
  for (const descriptor of [0, 1, 2]) closeSync(descriptor);
}
