import { type Command, Option } from 'commander';
import { packageVersion } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';
import type { Report } from '../../core/report.js';
import type { PathReport } from '../../validator/format/json.js';
import type { Policy } from '../../validator/policy/policy.js';
import type { CodeValidator } from '../../validator/validate.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { addJudgeOptions, imageOption, type JudgeFlags, policiesOf } from '../judge-options.js';
import { readSource } from '../read-source.js';
import { counted } from '../render/quantities.js';
import { type StrategyFile, strategyFiles } from '../strategy-files.js';

interface CheckFlags extends JudgeFlags {
  readonly format: 'text' | 'json';
}

export function registerCheck(program: Command, context: CliContext): void {
  addJudgeOptions(program.command('check'))
    .summary('read strategies without running them')
    .description('Reads strategies and judges them, without running anything and without an engine.')
    .argument('<paths...>', 'files, folders (every *.py below them), or - for standard input')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addOption(imageOption())
    .addHelpText(
      'after',
      `
Examples:
  quantine check examples/strategies/sma_crossover.py
  quantine check examples --format json
  quantine check examples/strategies --isolated --image python311
  echo 'import os' | quantine check -

Exit status: 0 all pass, 1 something is refused, 2 wrong call, 3 our fault.`,
    )
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      context.setExitCode(await check(paths, flags, context.io));
    });
}

async function check(paths: readonly string[], flags: CheckFlags, io: CliIo): Promise<ExitCode> {
  const { CodeValidator } = await import('../../validator/validate.js');
  const policies = await policiesOf(flags);
  const validator = new CodeValidator();
  const files = await strategyFiles(paths);
  const show = flags.format === 'json' ? jsonView(io) : await textView(io);
  let refused = 0;
  for (const file of files) {
    if (io.outputLost.aborted) return EXIT.ourFault;
    const report = await reportOn(file, validator, await policies.policyFor(file.path));
    if (!report.isValid) refused += 1;
    show.one({ path: file.path, report });
  }
  await show.end(files.length, refused);
  return refused === 0 ? EXIT.ok : EXIT.refused;
}

/** What is there and cannot be opened is a report like any other: one such file must not hide the rest. */
async function reportOn(file: StrategyFile, validator: CodeValidator, policy: Policy): Promise<Report> {
  const { unopenedReport } = await import('../unopened-report.js');
  if (file.problem !== undefined) return unopenedReport(file.problem, policy);
  try {
    return await validator.validate(await readSource(file.path), policy);
  } catch (error) {
    if (error instanceof QuantineError && error.code === 'SOURCE_NOT_FOUND' && file.path !== '-') {
      return unopenedReport(error.message, policy);
    }
    throw error;
  }
}

interface CheckView {
  one(checked: PathReport): void;
  end(files: number, refused: number): void | Promise<void>;
}

async function textView(io: CliIo): Promise<CheckView> {
  const { formatReportText } = await import('../../validator/format/text.js');
  return {
    one: ({ path, report }) => io.out(`${formatReportText(path, report, io.colours)}\n`),
    end(files, refused) {
      if (files === 1) return;
      const { bold, green, red } = io.colours;
      const verdict = refused === 0 ? green('all pass') : red(`${refused} refused`);
      io.out(`\n${bold(counted(files, 'file'))}: ${files - refused} pass, ${verdict}\n`);
    },
  };
}

function jsonView(io: CliIo): CheckView {
  const checked: PathReport[] = [];
  return {
    one: (one) => void checked.push(one),
    async end() {
      const { formatReportsJson } = await import('../../validator/format/json.js');
      io.out(`${formatReportsJson(packageVersion(), checked)}\n`);
    },
  };
}
