import { type Command, Option } from 'commander';
import { LIMIT_NAMES } from '../../config/limits.js';
import type { ExecutionOutcome } from '../../core/outcome.js';
import type { Report } from '../../core/report.js';
import { cancelOnSignal, leaveOnSignal } from '../cancel-on-signal.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { executeWithSetUp } from '../execute-with-set-up.js';
import { exitCodeOf } from '../exit-code.js';
import type { Judge } from '../judge.js';
import { addJudgeOptions } from '../judge-options.js';
import {
  addDataFile,
  addLimit,
  addParam,
  parseCpus,
  parseFolder,
  parseMemory,
  parseTimeout,
} from '../option-values.js';
import { readSource } from '../read-source.js';
import { type RunFlags, runRequest } from '../run-request.js';
import type { RunView } from '../run-view.js';
import { type ArtifactFate, prepareOutputFolder, writeArtifacts } from '../write-artifacts.js';

export function registerRun(program: Command, context: CliContext): void {
  addJudgeOptions(program.command('run'))
    .summary('check a strategy, then run it in a locked container')
    .description('Checks a strategy, runs it in a container of its own, and gives back a result you can trust.')
    .argument('<file>', 'a Python file, or - for standard input')
    .option('--data <file>', 'CSV file, or NAME=FILE, for `data` and /data/NAME (repeatable)', addDataFile)
    .option('--param <key=value>', 'entry of `params`: JSON, or text where it is not JSON (repeatable)', addParam)
    .option('--timeout <time>', 'seconds, or 30s, 5m, 1h', parseTimeout)
    .option('--memory <size>', 'MiB, or 512m, 2g', parseMemory)
    .option('--cpus <number>', 'CPUs it may keep busy', parseCpus)
    .option('--limit <name=value>', `any limit (repeatable): ${LIMIT_NAMES.join(', ')}`, addLimit)
    .option('--out <dir>', 'write what it leaves in /output into this folder', parseFolder)
    .option('--image <template>', 'python313 (default) or python311, with the older pins')
    .addOption(new Option('--waive <cap>', 'run where the engine cannot enforce it').choices(['cpu']))
    .option('--no-validate', 'run code that nobody has read; the outcome says so')
    .option('--json', 'the whole outcome as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  quantine run examples/strategies/sma_crossover.py --data examples/data/sp500.csv
  quantine run examples/strategies/sma_crossover.py --data examples/data/sp500.csv --param fast=20 --json
  echo 'result = 6 * 7' | quantine run - --timeout 30s

Exit status: 0 completed, 1 refused, failed or terminated, 2 wrong call, 3 our fault, 130 cancelled.
Files that --out cannot take: 2, or 3 where the disk is full.`,
    )
    .action(async (file: string, flags: RunFlags) => {
      context.setExitCode(await run(file, flags, context));
    });
}

async function run(file: string, flags: RunFlags, context: CliContext): Promise<ExitCode> {
  const { io } = context;
  const { outcome, view, source } = await cancellableRun(file, flags, context);
  if (outcome === null) {
    view.cancelledBeforeRun();
    return EXIT.cancelled;
  }
  const fates = await keepArtifacts(outcome, flags.out, io);
  view.outcome(outcome, fates, source);
  return exitCodeOf(outcome, fates);
}

interface ToldRun {
  /** Null where the run was cancelled before there was anything to run it in. */
  readonly outcome: ExecutionOutcome | null;
  readonly view: RunView;
  /** Empty where it was cancelled before it was read. */
  readonly source: Uint8Array;
}

/** Signals are heard from the first step on: what a run needs is loaded after. */
async function cancellableRun(file: string, flags: RunFlags, context: CliContext): Promise<ToldRun> {
  using cancellation = cancelOnSignal(context.io);
  const { signal } = cancellation;
  const { jsonRunView, textRunView } = await import('../run-view.js');
  const view = flags.json ? jsonRunView(context.io) : textRunView(file, context.io);
  try {
    await view.prepare();
    const { Judge } = await import('../judge.js');
    const judge = new Judge(flags);
    const request = runRequest(flags, await judge.policies.settingsFor(file), await judge.approvalsFor(file));
    await using out = flags.out === undefined ? null : await prepareOutputFolder(flags.out);
    const source = await readSource(file, signal);
    if (!flags.validate) view.warnUnread();
    const outcome = await executeWithSetUp(source, request, context, view, signal);
    if (outcome.status === 'rejected') view.afterRefusal(await waysOut(file, outcome.report, judge, flags));
    else out?.keep();
    return { outcome, view, source };
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    return { outcome: null, view, source: new Uint8Array() };
  }
}

async function waysOut(file: string, report: Report, judge: Judge, flags: RunFlags): Promise<readonly string[]> {
  const { afterRefusal } = await import('../review/after-refusal.js');
  return await afterRefusal(file, report, judge, flags);
}

async function keepArtifacts(
  outcome: ExecutionOutcome,
  folder: string | undefined,
  io: CliIo,
): Promise<ReadonlyMap<string, ArtifactFate>> {
  if (folder === undefined || outcome.status === 'rejected') return new Map();
  using _ = leaveOnSignal(io, 'cancelled: the run is over, and not all of its files are written');
  return await writeArtifacts(folder, outcome.artifacts);
}
