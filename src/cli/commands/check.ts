import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { QuantineError } from '../../core/errors.js';
import { printable } from '../../core/printable.js';
import { leaveOnSignal } from '../cancel-on-signal.js';
import { CheckTally } from '../check-tally.js';
import { CHECK_FORMATS, type CheckFormat, checkViews } from '../check-view.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { filesNamedIn } from '../files-from.js';
import type { Judge } from '../judge.js';
import { addJudgeOptions, imageOption, type JudgeFlags } from '../judge-options.js';
import { addList, fileOf, parseThreads } from '../option-values.js';
import type { NamedFile } from '../output-targets.js';
import { type LeftOut, type Selection, strategyFiles } from '../strategy-files.js';

const STANDARD_OUTPUT: NamedFile = { name: 'standard output', path: '/dev/stdout' };

interface CheckFlags extends JudgeFlags {
  readonly format: CheckFormat;
  readonly output?: string;
  readonly sarif?: string;
  readonly quiet?: boolean;
  readonly filesFrom?: readonly string[];
  readonly threads?: number;
  readonly ignore: boolean;
  readonly cache: boolean;
  readonly verbose?: boolean;
}

export function registerCheck(program: Command, context: CliContext): void {
  addJudgeOptions(program.command('check'))
    .summary('read strategies without running them')
    .description('Reads strategies and judges them, without running anything and without an engine.')
    .argument('[paths...]', 'files, folders (every *.py below them), or - for standard input')
    .option('--files-from <list>', 'files that another one names, each name ended by NUL (repeatable)', addList)
    .addOption(new Option('--format <format>', 'how to tell it').choices(CHECK_FORMATS).default('text'))
    .option('--quiet', 'tell only of what is refused, in text and for github')
    .option('--output <file>', 'where to tell it, in place of standard output', fileOf('--output'))
    .option('--sarif <file>', 'tell it as SARIF in a file besides', fileOf('--sarif'))
    .addOption(imageOption())
    .option(
      '--threads <count>',
      'the most threads that many files are checked on (default: one for each core)',
      parseThreads,
    )
    .option('--no-ignore', 'leave nothing out of a folder, whatever ignore files and the policy say')
    .option('--no-cache', 'judge every file anew, and keep nothing')
    .option('--verbose', 'list what is left out of folders, on standard error')
    .addHelpText(
      'after',
      `
Examples:
  quantine check examples/strategies/sma_crossover.py
  quantine check examples --format json
  quantine check examples/strategies --threads 2 --no-ignore --no-cache
  quantine check examples/strategies --isolated --image python311
  quantine check examples --sarif quantine.sarif
  echo 'import os' | quantine check -

Exit status: 0 all pass, 1 something is refused, 2 wrong call, 3 our fault.`,
    )
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      context.setExitCode(await check(paths, flags, context));
    });
}

async function check(paths: readonly string[], flags: CheckFlags, { settings, io }: CliContext): Promise<ExitCode> {
  const [{ Judge }, { afterRefusal }, { openCheckCache }, { checkFiles }, { tellMissingFolders }, { Progress }] =
    await Promise.all([
      import('../judge.js'),
      import('../review/after-refusal.js'),
      import('../folder/check-cache.js'),
      import('../folder/check-files.js'),
      import('../folder/missing-folders.js'),
      import('../folder/progress.js'),
    ]);
  const judge = new Judge(flags);
  const tell = flags.verbose ? (one: LeftOut) => tellLeftOut(one, io) : undefined;
  const { files, leftOut } = await selected(paths, flags, judge, tell);
  await refuseTargets(files, flags);
  if (flags.filesFrom === undefined) await tellMissingFolders(files, judge.policies, io);
  // Standard input keeps this thread at work, which then hears no signal that would remove the line.
  const isWatched = !settings.isCi && !files.some(({ path }) => path === '-');
  using progress = new Progress(io, files.length, isWatched);
  const views = await checkViews(flags, progress.io);
  // A single file is read as fast as its report.
  await using cache = await openCheckCache(flags.cache && files.length > 1 ? settings.cacheDir : undefined);
  const tally = new CheckTally();
  const threads = flags.threads ?? availableParallelism();
  const { policies } = judge;
  // A thread that judges hears no signal before its file is done: once there is a line to remove, another one judges.
  const isToBeFree = () => progress.isDrawn;
  for await (const file of checkFiles(files, { policies, threads, cacheFolder: cache.folder, isToBeFree })) {
    if (io.outputLost.aborted) return EXIT.ourFault;
    const report = await judge.decide(file.path, file.report);
    const next = await afterRefusal(file.path, report, judge, flags);
    tally.add(report);
    for (const view of views) await view.one({ path: file.path, report, afterRefusal: next });
    progress.show(tally.checked, tally.refused);
  }
  progress.clear();
  using _ = leaveOnSignal(io, 'cancelled: nothing more is written');
  const { refused, willNotRun } = tally;
  for (const view of views) await view.end({ files: files.length, refused, willNotRun, leftOut });
  return refused === 0 ? EXIT.ok : EXIT.refused;
}

/**
 * A script whose list of files is empty by mistake should not judge the folder that it is in.
 * @throws QuantineError BAD_REQUEST where nobody says what to check
 */
async function selected(
  paths: readonly string[],
  { filesFrom, ignore }: CheckFlags,
  { policies }: Judge,
  tell?: (leftOut: LeftOut) => void,
): Promise<Selection> {
  if (filesFrom === undefined && paths.length === 0) {
    throw new QuantineError('BAD_REQUEST', 'check needs a file, a folder (. is this one), or - for standard input');
  }
  const named = await strategyFiles(paths, ignore ? (folder) => policies.inForceIn(folder) : undefined, tell);
  if (filesFrom === undefined) return named;
  const listed = await Promise.all(filesFrom.map(filesNamedIn));
  return { ...named, files: [...named.files, ...listed.flat()] };
}

/** @throws QuantineError BAD_REQUEST where what is to be written would be lost, or would replace what is read */
async function refuseTargets(files: Selection['files'], flags: CheckFlags): Promise<void> {
  const targets = named({ '--output': flags.output, '--sarif': flags.sarif });
  if (targets.length === 0) return;
  const inputs = named({
    'the file of --config': flags.config,
    'the file of --approvals': flags.approvals,
  });
  const lists = (flags.filesFrom ?? []).map((path) => ({ name: 'the list of --files-from', path }));
  const strategies = files.map(({ path }) => ({ name: 'a file to check', path }));
  const { refuseBadTargets } = await import('../output-targets.js');
  const printed = flags.output === undefined ? STANDARD_OUTPUT : undefined;
  await refuseBadTargets(targets, [...inputs, ...lists, ...strategies], printed);
}

function named(paths: Readonly<Record<string, string | undefined>>): readonly NamedFile[] {
  return Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [{ name, path }]));
}

function tellLeftOut({ path, by }: LeftOut, io: CliIo): void {
  io.err(`quantine: left out by ${printable(by)}: ${printable(path)}\n`);
}
