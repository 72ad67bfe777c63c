import { processContext } from './process-context.js';
import { buildProgram } from './program.js';
import { tellFailure } from './tell-failure.js';

/**
 * Runs the command that is asked for, and tells its exit status to the process.
 * @param held signals that came while we were loading, let go once the command can hear them
 */
export async function runCommand(args: readonly string[], held: Disposable): Promise<void> {
  const context = processContext();
  try {
    const command = buildProgram(context, args[0]).parseAsync(args, { from: 'user' });
    held[Symbol.dispose]();
    await command;
  } catch (error) {
    context.setExitCode(await tellFailure(error, args, context.io));
  }
}
