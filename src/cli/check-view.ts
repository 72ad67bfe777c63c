import { packageVersion } from '../config/version.js';
import { QuantineError } from '../core/errors.js';
import type { LeftOutPath, PathReport } from '../validator/format/json.js';
import type { ReportColours } from '../validator/format/text.js';
import type { CliIo } from './context.js';
import { counted } from './render/quantities.js';
import { afterRefusalText } from './review/after-refusal-text.js';
import { writeWholeFile } from './write-whole-file.js';

export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** A report with the say of people in it. */
export interface DecidedReport extends PathReport {
  /** What people can do about a refusal, a line for each. */
  readonly afterRefusal: readonly string[];
}

/** How a check is told while it goes on. */
export interface CheckView {
  one(checked: DecidedReport): void | Promise<void>;
  end(summary: CheckSummary): void | Promise<void>;
}

/** What became of all of it. */
export interface CheckSummary {
  readonly files: number;
  readonly refused: number;
  /** How many of those that pass will not run in the image. */
  readonly willNotRun: number;
  /** What lies in the folders and was not checked. */
  readonly leftOut: readonly LeftOutPath[];
}

/** Where a view writes, and how it may mark words there. */
interface Sink {
  out(text: string): void;
  readonly colours: ReportColours;
  close(): Promise<void>;
}

/** How the user wants a check to be told. */
interface ViewFlags {
  readonly format: CheckFormat;
  readonly output?: string;
  readonly sarif?: string;
  readonly quiet?: boolean;
}

/**
 * What a check is told as: its format, on standard output or in a file, and besides as SARIF in another. That file is the
 * first to end: where it cannot be written, standard output must not have a document already.
 * @throws QuantineError BAD_REQUEST for a document that is to be quiet
 */
export async function checkViews(
  { format, output, sarif, quiet = false }: ViewFlags,
  io: CliIo,
): Promise<readonly CheckView[]> {
  if (quiet && format !== 'text' && format !== 'github') {
    throw new QuantineError('BAD_REQUEST', `--quiet is for people, and --format ${format} for programs: leave one out`);
  }
  const main = await VIEWS[format](output === undefined ? standardOutput(io) : fileSink(output, '--output'));
  const views = sarif === undefined ? [] : [await VIEWS.sarif(fileSink(sarif, '--sarif'))];
  return [...views, quiet ? refusedOnly(main) : main];
}

function refusedOnly(view: CheckView): CheckView {
  return {
    one: (checked) => (checked.report.isValid ? undefined : view.one(checked)),
    end: (summary) => view.end(summary),
  };
}

const VIEWS = {
  text: textView,
  json: async (sink) => {
    const { formatReportsJson } = await import('../validator/format/json.js');
    return documentView(sink, (checked, { leftOut }) => formatReportsJson(packageVersion(), checked, leftOut));
  },
  sarif: async (sink) => {
    const { formatReportsSarif } = await import('../validator/format/sarif.js');
    return documentView(sink, (checked) => formatReportsSarif(packageVersion(), checked, process.cwd()));
  },
  github: async (sink) => {
    const { formatReportsGithub } = await import('../validator/format/github.js');
    return documentView(sink, (checked) => formatReportsGithub(checked, process.cwd()).join('\n'));
  },
} as const satisfies Record<CheckFormat, (sink: Sink) => Promise<CheckView>>;

function standardOutput(io: CliIo): Sink {
  return { out: (text) => io.out(text), colours: io.colours, close: async () => {} };
}

function fileSink(path: string, flag: string): Sink {
  const pieces: string[] = [];
  const same = (text: string) => text;
  return {
    out: (text) => void pieces.push(text),
    colours: { bold: same, dim: same, red: same, yellow: same, green: same },
    close: () => writeWholeFile(path, pieces.join(''), flag),
  };
}

async function textView({ out, colours, close }: Sink): Promise<CheckView> {
  const [{ formatReportText }, { textWidthFor }] = await Promise.all([
    import('../validator/format/text.js'),
    import('../validator/format/text-width.js'),
  ]);
  let before: string | undefined;
  return {
    async one({ path, report, afterRefusal }) {
      const found = formatReportText(path, report, colours, await textWidthFor(report));
      const text = found + afterRefusalText(afterRefusal);
      // What takes more than a line stands alone; files without findings make a list.
      const isApart = before !== undefined && (before.includes('\n') || text.includes('\n'));
      out(`${isApart ? '\n' : ''}${text}\n`);
      before = text;
    },
    async end(summary) {
      const gap = before === undefined ? '' : '\n';
      if (summary.files !== 1 || summary.leftOut.length > 0) out(`${gap}${summaryLine(summary, colours)}\n`);
      await close();
    },
  };
}

/** `7 files: all pass`, `9 files: 7 pass, but 1 of them will not run, 2 refused; 1 folder left out, not checked`. */
function summaryLine(summary: CheckSummary, { bold, green, red, yellow }: ReportColours): string {
  const { files, refused, leftOut } = summary;
  const failing = thoseThatWillNotRun(summary);
  const parts = [
    refused === 0 && files > 0 ? green('all pass') : passing(files - refused),
    ...(failing === undefined ? [] : [yellow(failing)]),
    ...(refused === 0 ? [] : [red(`${refused} refused`)]),
  ];
  // Code that nobody read must not pass for checked.
  const rest = leftOut.length === 0 ? '' : yellow(`; ${countLeftOut(leftOut)} left out, not checked`);
  return `${bold(counted(files, 'file'))}: ${parts.join(', ')}${rest}`;
}

function passing(count: number): string {
  return count === 1 ? '1 passes' : `${count} pass`;
}

/** Of those that pass: `but 2 of them will not run`, and a plain word where it is each of them. */
function thoseThatWillNotRun({ files, refused, willNotRun }: CheckSummary): string | undefined {
  if (willNotRun === 0) return undefined;
  if (willNotRun < files - refused) return `but ${willNotRun} of them will not run`;
  return willNotRun === 1 ? 'but it will not run' : 'but none of them will run';
}

/** Nobody looked how many files are in a folder: one must not look like a single file. */
function countLeftOut(leftOut: readonly LeftOutPath[]): string {
  const folders = leftOut.filter(({ isFolder }) => isFolder).length;
  const counts = [
    { count: folders, thing: 'folder' },
    { count: leftOut.length - folders, thing: 'file' },
  ];
  return counts
    .filter(({ count }) => count > 0)
    .map(({ count, thing }) => counted(count, thing))
    .join(' and ');
}

/** For programs: nothing until the end, then one document, where there is anything to say. */
function documentView(
  { out, close }: Sink,
  format: (checked: readonly PathReport[], summary: CheckSummary) => string,
): CheckView {
  const checked: PathReport[] = [];
  return {
    one: (one) => void checked.push(one),
    async end(summary) {
      const text = format(checked, summary);
      if (text !== '') out(`${text}\n`);
      await close();
    },
  };
}
