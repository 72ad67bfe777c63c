import { Command } from 'commander';
import { packageVersion } from '../config/version.js';
import { registerCheck } from './commands/check.js';
import { registerData } from './commands/data.js';
import { registerDiff } from './commands/diff.js';
import { registerDoctor } from './commands/doctor.js';
import { registerExplain } from './commands/explain.js';
import { registerImage } from './commands/image.js';
import { registerReview } from './commands/review.js';
import { registerRules } from './commands/rules.js';
import { registerRun } from './commands/run.js';
import { registerSetup } from './commands/setup.js';
import type { CliContext } from './context.js';

const COMMANDS: ReadonlyMap<string, (program: Command, context: CliContext) => void> = new Map([
  ['check', registerCheck],
  ['diff', registerDiff],
  ['run', registerRun],
  ['review', registerReview],
  ['rules', registerRules],
  ['explain', registerExplain],
  ['image', registerImage],
  ['data', registerData],
  ['doctor', registerDoctor],
  ['setup', registerSetup],
]);

/**
 * The command line. Commands load what they need when they run, so that `--help` waits for nothing.
 * @param first the first word of the call: where it is a command, no other is asked for
 */
export function buildProgram(context: CliContext, first = ''): Command {
  const program = new Command('quantine')
    .description('Quarantine for trading strategies: read before they run, locked in while they do.')
    .version(packageVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.io.out(text),
      writeErr: (text) => context.io.err(text),
      outputError: () => {},
    })
    .addHelpText(
      'after',
      `
Examples:
  quantine check examples/strategies/sma_crossover.py
  quantine run examples/strategies/sma_crossover.py --data examples/data/sp500.csv`,
    );
  const asked = COMMANDS.get(first);
  for (const register of asked === undefined ? COMMANDS.values() : [asked]) register(program, context);
  return program;
}
