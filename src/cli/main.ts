#!/usr/bin/env node
import { holdSignals } from './cancel-on-signal.js';

/** Read from the raw arguments, because a wrong flag ends the parsing before `--json` is reached. */
function wantsJson(args: readonly string[]): boolean {
  const isJsonFormat = args.some((arg, index) => arg === '--format' && args[index + 1] === 'json');
  return args.includes('--json') || args.includes('--format=json') || isJsonFormat;
}

const held = holdSignals();
const [{ reportFailure }, { processContext }, { buildProgram }] = await Promise.all([
  import('./failure.js'),
  import('./process-context.js'),
  import('./program.js'),
]);
const context = processContext();
try {
  const command = buildProgram(context).parseAsync();
  held[Symbol.dispose]();
  await command;
} catch (error) {
  context.setExitCode(reportFailure(error, context.io, wantsJson(process.argv.slice(2))));
}
