import { CommanderError } from 'commander';
import { type Fault, QuantineError } from '../core/errors.js';
import { type CliIo, EXIT, type ExitCode } from './context.js';
import { indented } from './render/guest-text.js';

const EXIT_OF_FAULT = {
  caller: EXIT.callersFault,
  capacity: EXIT.ourFault,
  host: EXIT.ourFault,
} as const satisfies Record<Fault, ExitCode>;

/**
 * The one place where what was thrown becomes words and an exit code. A person reads it on `err`; a machine that asked
 * for JSON gets `{"error": {code, message, nextStep, fault, retryable, details}}` on `out` besides.
 */
export function reportFailure(thrown: unknown, io: CliIo, asJson: boolean): ExitCode {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.ok;
  if (thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.callersFault;
  const error = asQuantineError(thrown);
  if (asJson) io.out(`${JSON.stringify({ error: errorRecord(error) }, null, 2)}\n`);
  const { bold, red, dim } = io.errColours;
  io.err(`${bold(red(`error[${error.code}]`))}: ${indented(error.message)}\n  ${indented(error.nextStep)}\n`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error) io.err(`${dim(indented(error.cause.stack ?? ''))}\n`);
  return EXIT_OF_FAULT[error.fault];
}

function asQuantineError(thrown: unknown): QuantineError {
  if (thrown instanceof QuantineError) return thrown;
  if (thrown instanceof CommanderError) return new QuantineError('BAD_REQUEST', thrown.message.replace(/^error: /, ''));
  if ((thrown as NodeJS.ErrnoException | undefined)?.syscall === 'uv_cwd') return folderGone(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new QuantineError('INTERNAL', message, { cause: thrown });
}

/** Every path is relative to it, and the system says so only once somebody asks. */
function folderGone(cause: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', 'the folder that you are in is gone', {
    nextStep: 'Change to one that is there.',
    cause,
  });
}

function errorRecord({ code, message, nextStep, fault, retryable, details }: QuantineError) {
  return { code, message, nextStep, fault, retryable, details };
}
