import { type CliIo, EXIT } from './context.js';

/** Aborts once a person, or whoever supervises us, wants the command to end. Disposing of it stops listening. */
interface Cancellation extends Disposable {
  readonly signal: AbortSignal;
}

/** The first signal cancels and lets the command clean up; whoever insists leaves at once. */
export function cancelOnSignal(io: CliIo): Cancellation {
  const controller = new AbortController();
  const cancel = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    io.err('\ncancelling and cleaning up; once more leaves at once\n');
    controller.abort();
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', cancel).off('SIGTERM', cancel);
    },
  };
}
