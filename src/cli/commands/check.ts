import { type Command, Option } from 'commander';
import { QuantineError } from '../../core/errors.js';
import { CHECK_FORMATS, type CheckFormat, checkViews } from '../check-view.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { filesNamedIn } from '../files-from.js';
import { addJudgeOptions, imageOption, type JudgeFlags } from '../judge-options.js';
import { fileOf } from '../option-values.js';
import { reportOn } from '../report-on.js';
import { type StrategyFile, strategyFiles } from '../strategy-files.js';

interface CheckFlags extends JudgeFlags {
  readonly format: CheckFormat;
  readonly output?: string;
  readonly sarif?: string;
  readonly filesFrom?: string;
}

export function registerCheck(program: Command, context: CliContext): void {
  addJudgeOptions(program.command('check'))
    .summary('read strategies without running them')
    .description('Reads strategies and judges them, without running anything and without an engine.')
    .argument('[paths...]', 'files, folders (every *.py below them), or - for standard input')
    .option('--files-from <list>', 'files that another one names, each name ended by NUL', fileOf('--files-from'))
    .addOption(new Option('--format <format>', 'how to tell it').choices(CHECK_FORMATS).default('text'))
    .option('--output <file>', 'where to tell it, in place of standard output')
    .option('--sarif <file>', 'tell it as SARIF in a file besides')
    .addOption(imageOption())
    .addHelpText(
      'after',
      `
Examples:
  quantine check examples/strategies/sma_crossover.py
  quantine check examples --format json
  quantine check examples/strategies --isolated --image python311
  quantine check examples --sarif quantine.sarif
  echo 'import os' | quantine check -

Exit status: 0 all pass, 1 something is refused, 2 wrong call, 3 our fault.`,
    )
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      context.setExitCode(await check(paths, flags, context.io));
    });
}

async function check(paths: readonly string[], flags: CheckFlags, io: CliIo): Promise<ExitCode> {
  const [{ CodeValidator }, { Judge }] = await Promise.all([
    import('../../validator/validate.js'),
    import('../judge.js'),
  ]);
  const judge = new Judge(flags);
  const validator = new CodeValidator();
  const files = await filesToCheck(paths, flags.filesFrom);
  const views = await checkViews(flags, io);
  let refused = 0;
  for (const file of files) {
    if (io.outputLost.aborted) return EXIT.ourFault;
    const report = await judge.decide(file.path, await reportOn(file, validator, await judge.policyFor(file.path)));
    if (!report.isValid) refused += 1;
    for (const view of views) await view.one({ path: file.path, report });
  }
  for (const view of views) await view.end(files.length, refused);
  return refused === 0 ? EXIT.ok : EXIT.refused;
}

/** @throws QuantineError BAD_REQUEST where nobody said what to check: an empty list is another thing */
async function filesToCheck(paths: readonly string[], list: string | undefined): Promise<readonly StrategyFile[]> {
  if (list === undefined && paths.length === 0) {
    throw new QuantineError('BAD_REQUEST', 'check needs a file, a folder, or - for standard input');
  }
  const named = await strategyFiles(paths);
  return list === undefined ? named : [...named, ...(await filesNamedIn(list))];
}
