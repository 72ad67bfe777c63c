#!/usr/bin/env node
import { reportFailure } from './failure.js';
import { processContext } from './process-context.js';
import { buildProgram } from './program.js';

/** Read from the raw arguments, because a wrong flag ends the parsing before `--json` is reached. */
function wantsJson(args: readonly string[]): boolean {
  const isJsonFormat = args.some((arg, index) => arg === '--format' && args[index + 1] === 'json');
  return args.includes('--json') || args.includes('--format=json') || isJsonFormat;
}

const context = processContext();
try {
  await buildProgram(context).parseAsync();
} catch (error) {
  context.setExitCode(reportFailure(error, context.io, wantsJson(process.argv.slice(2))));
}
