import { CommanderError } from 'commander';
import { isOutOfDescriptors } from '../core/errno-words.js';
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
  const error = failureIn(thrown);
  if (error === undefined) return (thrown as CommanderError).exitCode === 0 ? EXIT.ok : EXIT.callersFault;
  if (asJson) io.out(`${JSON.stringify({ error: errorRecord(error) }, null, 2)}\n`);
  const { bold, red, dim } = io.errColours;
  io.err(`${bold(red(`error[${error.code}]`))}: ${indented(error.message)}\n  ${indented(error.nextStep)}\n`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error) io.err(`${dim(indented(error.cause.stack ?? ''))}\n`);
  return EXIT_OF_FAULT[error.fault];
}

/** What was thrown, as an error of ours; undefined where it is only the help, asked for or not. */
export function failureIn(thrown: unknown): QuantineError | undefined {
  const isHelp = thrown instanceof CommanderError && (thrown.exitCode === 0 || thrown.code === 'commander.help');
  return isHelp ? undefined : asQuantineError(thrown);
}

function asQuantineError(thrown: unknown): QuantineError {
  if (isOutOfDescriptors(thrown)) return outOfDescriptors(thrown);
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

function outOfDescriptors(cause: unknown): QuantineError {
  return new QuantineError('TOO_MANY_OPEN_FILES', 'the system lets this process open no more files', { cause });
}

function errorRecord({ code, message, nextStep, fault, retryable, details }: QuantineError) {
  return { code, message, nextStep, fault, retryable, details };
}
