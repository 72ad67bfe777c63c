import { packageVersion } from '../config/version.js';
import { QuantineError } from '../core/errors.js';
import type { LeftOutPath, PathReport } from '../validator/format/json.js';
import type { ReportColours } from '../validator/format/text.js';
import type { CliIo } from './context.js';
import { counted } from './render/quantities.js';
import { writeWholeFile } from './write-whole-file.js';

export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** How a check is told while it goes on. */
export interface CheckView {
  one(checked: PathReport): void | Promise<void>;
  end(summary: CheckSummary): void | Promise<void>;
}

/** What became of all of it. */
export interface CheckSummary {
  readonly files: number;
  readonly refused: number;
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
  github: githubView,
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
    async one({ path, report }) {
      const text = formatReportText(path, report, colours, await textWidthFor(report));
      // What takes more than a line stands alone; files without findings make a list.
      const isApart = before !== undefined && (before.includes('\n') || text.includes('\n'));
      out(`${isApart ? '\n' : ''}${text}\n`);
      before = text;
    },
    async end({ files, refused, leftOut }) {
      if (files !== 1 || leftOut.length > 0) {
        const verdict = refused === 0 ? colours.green('all pass') : colours.red(`${refused} refused`);
        // Code that nobody read must not pass for checked.
        const rest = leftOut.length === 0 ? '' : colours.yellow(`; ${leftOut.length} left out, not checked`);
        out(`\n${colours.bold(counted(files, 'file'))}: ${files - refused} pass, ${verdict}${rest}\n`);
      }
      await close();
    },
  };
}

async function githubView({ out, close }: Sink): Promise<CheckView> {
  const { formatReportGithub } = await import('../validator/format/github.js');
  return {
    one: (checked) => {
      for (const line of formatReportGithub(checked, process.cwd())) out(`${line}\n`);
    },
    end: () => close(),
  };
}

/** For programs: nothing until the end, then one document. */
function documentView(
  { out, close }: Sink,
  format: (checked: readonly PathReport[], summary: CheckSummary) => string,
): CheckView {
  const checked: PathReport[] = [];
  return {
    one: (one) => void checked.push(one),
    async end(summary) {
      out(`${format(checked, summary)}\n`);
      await close();
    },
  };
}
