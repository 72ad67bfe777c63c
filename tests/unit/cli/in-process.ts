import type { ExitCode } from '../../../src/cli/context.js';
import { buildProgram } from '../../../src/cli/program.js';
import { loadSettings } from '../../../src/config/load.js';
import type { FakeIo } from './fake-io.js';

/** A command in this process. */
export async function quantine(
  io: FakeIo,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ExitCode | undefined> {
  let exitCode: ExitCode | undefined;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  await buildProgram({ settings: loadSettings(env), io, setExitCode }).parseAsync(args, { from: 'user' });
  return exitCode;
}
