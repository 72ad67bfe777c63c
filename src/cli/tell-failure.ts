import { packageVersion } from '../config/version.js';
import type { CliIo, ExitCode } from './context.js';
import { failureIn, reportFailure } from './failure.js';

/** Tells what was thrown to people, and as a document to the program that waits for one. */
export async function tellFailure(thrown: unknown, args: readonly string[], io: CliIo): Promise<ExitCode> {
  const format = formatAskedFor(args);
  const exitCode = reportFailure(thrown, io, format === 'json');
  if (format === 'sarif') await tellAsSarif(thrown, exitCode, io);
  return exitCode;
}

/** Whoever asked for SARIF on standard output uploads what is there: a run that says that it failed. */
async function tellAsSarif(thrown: unknown, exitCode: number, io: CliIo): Promise<void> {
  const error = failureIn(thrown);
  if (error === undefined) return;
  const { formatFailureSarif } = await import('../validator/format/sarif.js');
  const { code, message, nextStep } = error;
  io.out(
    `${formatFailureSarif(packageVersion(), { code, message: `${message.replace(/\.$/, '')}. ${nextStep}`, exitCode })}\n`,
  );
}

/**
 * What a program reads on standard output. Taken from the raw arguments, because a wrong flag ends the parsing before
 * `--json` is reached; the last format wins. What comes after two dashes is the name of a file, whatever it looks like.
 * With --output no SARIF is expected there, and of another command than `check` never.
 */
function formatAskedFor(words: readonly string[]): 'json' | 'sarif' | undefined {
  const end = words.indexOf('--');
  const args = end === -1 ? words : words.slice(0, end);
  const formats = args.flatMap((arg, index) => {
    if (arg === '--format') return [args[index + 1]];
    return arg.startsWith('--format=') ? [arg.slice('--format='.length)] : [];
  });
  if (args.includes('--json') || formats.at(-1) === 'json') return 'json';
  const hasOutput = args.some((arg) => arg === '--output' || arg.startsWith('--output='));
  const isCheck = args.find((arg) => !arg.startsWith('-')) === 'check';
  return isCheck && formats.at(-1) === 'sarif' && !hasOutput ? 'sarif' : undefined;
}
