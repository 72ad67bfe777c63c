import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { packageVersion } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';
import type { Report } from '../../core/report.js';
import { type Difference, differenceOf, isRefused } from '../../validator/difference.js';
import { CheckTally } from '../check-tally.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { addJudgeOptions, imageOption, type JudgeFlags } from '../judge-options.js';
import { readSource } from '../read-source.js';
import { counted } from '../render/quantities.js';
import { everyFileBelow, isFolder, type StrategyFile } from '../strategy-files.js';

const FORMATS = ['text', 'json', 'markdown'] as const;

interface DiffFlags extends JudgeFlags {
  readonly format: (typeof FORMATS)[number];
}

export function registerDiff(program: Command, context: CliContext): void {
  addJudgeOptions(program.command('diff'))
    .summary('tell what a new version of a strategy can do that the old one could not')
    .description(
      'Compares two versions of a strategy, or of a folder of them: capabilities gained and lost, and the score.',
    )
    .argument('<old>', 'a file or folder, or - for standard input')
    .argument('<new>', 'a file or folder, or - for standard input')
    .addOption(new Option('--format <format>', 'how to tell it').choices(FORMATS).default('text'))
    .addOption(imageOption())
    .addHelpText(
      'after',
      `
Examples:
  quantine diff examples/strategies/sma_crossover.py examples/strategies/donchian_channel.py
  quantine diff examples/strategies examples/strategies --format markdown
  git show HEAD:examples/strategies/sma_crossover.py | quantine diff - examples/strategies/sma_crossover.py

Of two folders, what stayed as it is is not told, and does not count.
Exit status: 0 nothing that is told is refused, 1 something is, 2 wrong call, 3 our fault.`,
    )
    .action(async (before: string, after: string, flags: DiffFlags) => {
      context.setExitCode(await diff(before, after, flags, context));
    });
}

async function diff(before: string, after: string, flags: DiffFlags, { settings, io }: CliContext): Promise<ExitCode> {
  const [{ checkFiles }, { withRenames }, { Judge }, { Progress }] = await Promise.all([
    import('../folder/check-files.js'),
    import('../../validator/renames.js'),
    import('../judge.js'),
    import('../folder/progress.js'),
  ]);
  const judge = new Judge(flags);
  const pairs = await pairsOf(before, after);
  const files = pairs.flatMap(({ oldFile, newFile }) => [oldFile, newFile].filter((file) => file !== undefined));
  using progress = new Progress(io, files.length, !settings.isCi);
  const tally = new CheckTally();
  const reports: Report[] = [];
  const isToBeFree = () => progress.isDrawn;
  for await (const file of checkFiles(files, {
    policies: judge.policies,
    threads: availableParallelism(),
    isToBeFree,
  })) {
    if (io.outputLost.aborted) return EXIT.ourFault;
    const report = await judge.decide(file.path, file.report);
    tally.add(report);
    reports.push(report);
    progress.show(tally.checked, tally.refused);
  }
  // They come in the order of the files.
  const inOrder = reports.values();
  const reportOn = (file: StrategyFile | undefined) => (file === undefined ? null : (inOrder.next().value ?? null));
  const differences = pairs.map(({ name, oldFile, newFile }) =>
    differenceOf(name, reportOn(oldFile), reportOn(newFile)),
  );
  progress.clear();
  const told = withRenames(differences);
  io.out(`${await formatted(told, flags.format, io)}\n`);
  return told.some(({ after: report }) => isRefused(report)) ? EXIT.refused : EXIT.ok;
}

async function formatted(differences: readonly Difference[], format: DiffFlags['format'], io: CliIo): Promise<string> {
  if (format === 'json') {
    const { formatDifferencesJson } = await import('../../validator/format/difference-json.js');
    return formatDifferencesJson(packageVersion(), differences);
  }
  if (format === 'markdown') {
    const { formatDifferencesMarkdown } = await import('../../validator/format/difference-markdown.js');
    return formatDifferencesMarkdown(differences);
  }
  const { formatDifferenceText } = await import('../../validator/format/difference-text.js');
  const told = differences.map((one) => formatDifferenceText(one, io.colours));
  if (differences.length === 1) return told.join('');
  const refused = differences.filter(({ after }) => isRefused(after)).length;
  return [...told, `${counted(differences.length, 'file')} changed, ${refused} refused`].join('\n\n');
}

/** Two versions of one strategy; undefined where there is no such file. */
interface Pair {
  readonly name: string;
  readonly oldFile: StrategyFile | undefined;
  readonly newFile: StrategyFile | undefined;
}

/**
 * @throws QuantineError BAD_REQUEST where a file is to be compared with a folder, or standard input with itself
 * @throws QuantineError SOURCE_NOT_FOUND where neither of two folders holds a strategy: one of them alone may, as before
 * the first and after the last
 */
async function pairsOf(before: string, after: string): Promise<readonly Pair[]> {
  if (before === '-' && after === '-') {
    throw new QuantineError('BAD_REQUEST', '- is named twice, and standard input can be read once');
  }
  const [isOldFolder, isNewFolder] = [await isFolder(before), await isFolder(after)];
  if (isOldFolder !== isNewFolder) {
    throw new QuantineError('BAD_REQUEST', 'a file cannot be compared with a folder: name two files or two folders');
  }
  if (!isOldFolder)
    return [{ name: after === '-' ? before : after, oldFile: { path: before }, newFile: { path: after } }];
  const [old, now] = [await filesBelow(before), await filesBelow(after)];
  if (old.size + now.size === 0) {
    throw new QuantineError('SOURCE_NOT_FOUND', `there is no *.py file below ${before} or ${after}`);
  }
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  const pairs: Pair[] = [];
  for (const name of names) {
    const pair = { name, oldFile: old.get(name), newFile: now.get(name) };
    if (!(await isUnchanged(pair))) pairs.push(pair);
  }
  return pairs;
}

/** Read before anything is judged, because most of a folder stays as it is. */
async function isUnchanged({ oldFile, newFile }: Pair): Promise<boolean> {
  if (oldFile === undefined || newFile === undefined || oldFile.problem !== undefined) return false;
  try {
    const [old, now] = [await readSource(oldFile.path), await readSource(newFile.path)];
    return Buffer.compare(old, now) === 0;
  } catch {
    return false;
  }
}

async function filesBelow(folder: string): Promise<ReadonlyMap<string, StrategyFile>> {
  const files = await everyFileBelow(folder);
  return new Map(files.map((file) => [relative(folder, file.path), file]));
}
