import { reportFailure } from './failure.js';
import { processContext } from './process-context.js';
import { buildProgram } from './program.js';

/**
 * Runs the command that is asked for, and tells its exit status to the process.
 * @param held signals that came while we were loading, let go once the command can hear them
 */
export async function runCommand(args: readonly string[], held: Disposable): Promise<void> {
  const context = processContext();
  try {
    const command = buildProgram(context).parseAsync(args, { from: 'user' });
    held[Symbol.dispose]();
    await command;
  } catch (error) {
    context.setExitCode(reportFailure(error, context.io, wantsJson(args)));
  }
}

/** Read from the raw arguments, because a wrong flag ends the parsing before `--json` is reached; the last format wins. */
function wantsJson(args: readonly string[]): boolean {
  const formats = args.flatMap((arg, index) => {
    if (arg === '--format') return [args[index + 1]];
    return arg.startsWith('--format=') ? [arg.slice('--format='.length)] : [];
  });
  return args.includes('--json') || formats.at(-1) === 'json';
}
