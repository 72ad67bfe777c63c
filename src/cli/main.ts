#!/usr/bin/env node
import { holdSignals } from './cancel-on-signal.js';

/** Read from the raw arguments, because a wrong flag ends the parsing before `--json` is reached; the last format wins. */
function wantsJson(args: readonly string[]): boolean {
  const formats = args.flatMap((arg, index) => {
    if (arg === '--format') return [args[index + 1]];
    return arg.startsWith('--format=') ? [arg.slice('--format='.length)] : [];
  });
  return args.includes('--json') || formats.at(-1) === 'json';
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
