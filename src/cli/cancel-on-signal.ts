import { closeSync } from 'node:fs';
import { monotonicMs } from '../core/clock.js';
import { type CliIo, EXIT } from './context.js';

/** What a person, a supervisor and a terminal that closes send where they want a command to end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A signal was heard in the second. */
const TURNS_UNTIL_TOLD = 3;
/** A turn that takes less leaves no time in which one could come unheard. */
const QUIET_MS = 1;
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
    listening.stop();
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

interface Listening extends Disposable {
  /** Leaves signals to their default at once, and one that came and was not told of yet to nobody. */
  stop(): void;
}

function listen(listener: (name: EndingSignal) => void): Listening {
  const hear = (name: EndingSignal) => {
    if (name === 'SIGHUP') process.off('exit', letGoOfTerminal).once('exit', letGoOfTerminal);
    listener(name);
  };
  for (const name of SIGNALS) process.on(name, hear);
  const stop = () => {
    for (const name of SIGNALS) process.off(name, hear);
  };
  return {
    stop,
    [Symbol.dispose]() {
      for (const name of SIGNALS) hearLate(name);
      stop();
    },
  };
}

/**
 * Node tells of a signal when its loop turns, so one that came while we were at work reaches only who listens then. Until
 * some turns in a row had nothing to do somebody does, and ends the process as nobody else will.
 */
function hearLate(name: EndingSignal): void {
  process.on(name, endUnheard);
  const turn = (quiet: number, since: number): unknown => {
    if (quiet === TURNS_UNTIL_TOLD) return process.off(name, endUnheard);
    const now = monotonicMs();
    return setImmediate(turn, now - since < QUIET_MS ? quiet + 1 : 0, now);
  };
  turn(0, Number.NEGATIVE_INFINITY);
}

function endUnheard(name: NodeJS.Signals): void {
  const listeners = process.listeners(name);
  if (!listeners.includes(endUnheard) || listeners.some((listener) => listener !== endUnheard)) return;
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}

/** Node aborts where it cannot give its settings back to a terminal that is gone; what is closed it passes over. */
function letGoOfTerminal(): void {
  for (const descriptor of [0, 1, 2]) closeSync(descriptor);
}
