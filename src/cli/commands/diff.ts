import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { packageVersion } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';
import type { Report } from '../../core/report.js';
import { type Difference, differenceOf, isRefused } from '../../validator/difference.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from '../context.js';
import { addJudgeOptions, imageOption, type JudgeFlags } from '../judge-options.js';
import { counted } from '../render/quantities.js';
import { reportOn } from '../report-on.js';
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
      context.setExitCode(await diff(before, after, flags, context.io));
    });
}

async function diff(before: string, after: string, flags: DiffFlags, io: CliIo): Promise<ExitCode> {
  const [{ CodeValidator }, { withRenames }, { Judge }] = await Promise.all([
    import('../../validator/validate.js'),
    import('../../validator/renames.js'),
    import('../judge.js'),
  ]);
  const judge = new Judge(flags);
  const validator = new CodeValidator();
  const differences: Difference[] = [];
  const reported = async (file: StrategyFile | undefined): Promise<Report | null> => {
    if (file === undefined) return null;
    return await judge.decide(file.path, await reportOn(file, validator, await judge.policyFor(file.path)));
  };
  for (const { name, oldFile, newFile } of await pairs(before, after)) {
    if (io.outputLost.aborted) return EXIT.ourFault;
    const [old, now] = [await reported(oldFile), await reported(newFile)];
    // Of a folder only what changed is of interest; a single file was asked for.
    if (old !== null && old.sha256 !== '' && old.sha256 === now?.sha256 && oldFile?.path !== before) continue;
    differences.push(differenceOf(name, old, now));
  }
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
async function pairs(before: string, after: string): Promise<readonly Pair[]> {
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
  return names.map((name) => ({ name, oldFile: old.get(name), newFile: now.get(name) }));
}

async function filesBelow(folder: string): Promise<ReadonlyMap<string, StrategyFile>> {
  const files = await everyFileBelow(folder);
  return new Map(files.map((file) => [relative(folder, file.path), file]));
}
