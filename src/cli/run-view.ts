import type { ExecutionOutcome } from '../core/outcome.js';
import type { Report } from '../core/report.js';
import type { OutputChunk } from '../runner/run-strategy.js';
import { formatReportText } from '../validator/format/text.js';
import { type TextWidth, widthOfAnyText } from '../validator/format/text-width.js';
import type { CliIo } from './context.js';
import { LiveOutput } from './render/live-output.js';
import { writeOutcomeJson } from './render/outcome-json.js';
import { renderOutcome } from './render/outcome-text.js';
import { afterRefusalText } from './review/after-refusal-text.js';
import type { ArtifactFate } from './write-artifacts.js';

const CANCELLED_BEFORE_RUN = 'cancelled: the strategy never ran\n';

/** How a run is told, in the order in which it happens. */
export interface RunView {
  /** Loads what it needs to tell a run; before anything else. */
  prepare(): Promise<void>;
  warnUnread(): void;
  report(report: Report): void;
  /** What people can do about a refusal, after its report. */
  afterRefusal(lines: readonly string[]): void;
  output(chunk: OutputChunk): void;
  /** @param source the strategy's bytes, for hints */
  outcome(outcome: ExecutionOutcome, fates: ReadonlyMap<string, ArtifactFate>, source: Uint8Array): void;
  /** Instead of an outcome, where the run was cancelled before there was anything to run it in. */
  cancelledBeforeRun(): void;
}

/** For a person: the report, the strategy's output as it comes, then the result and what it took. */
export function textRunView(path: string, io: CliIo): RunView {
  const live = new LiveOutput(io);
  let isReported = false;
  let widthOf: TextWidth = (text) => text.length;
  return {
    async prepare() {
      widthOf = await widthOfAnyText();
    },
    warnUnread: () => warnUnread(io),
    report(report) {
      if (isReported) return;
      isReported = true;
      io.out(`${formatReportText(path, report, io.colours, widthOf)}\n`);
    },
    afterRefusal: (lines) => io.out(lines.length === 0 ? '' : `${afterRefusalText(lines).slice(1)}\n`),
    output: (chunk) => live.write(chunk),
    outcome(outcome, fates, source) {
      live.finish();
      const text = Buffer.from(source).toString('utf8');
      if (outcome.status !== 'rejected') io.out(`${renderOutcome(outcome, fates, io.colours, text).join('\n')}\n`);
      tellCancelled(outcome, io);
    },
    cancelledBeforeRun: () => io.err(CANCELLED_BEFORE_RUN),
  };
}

/** For a machine: one document on standard output, and words on standard error alone. */
export function jsonRunView(io: CliIo): RunView {
  return {
    prepare: async () => {},
    warnUnread: () => warnUnread(io),
    report: () => {},
    afterRefusal: () => {},
    output: () => {},
    outcome(outcome, fates) {
      writeOutcomeJson(outcome, fates, (piece) => io.out(piece));
      tellCancelled(outcome, io);
    },
    cancelledBeforeRun() {
      const message = 'cancelled before there was a sandbox: the strategy never ran';
      io.out(`${JSON.stringify({ status: 'terminated', success: false, reason: 'cancelled', message }, null, 2)}\n`);
      io.err(CANCELLED_BEFORE_RUN);
    },
  };
}

function warnUnread(io: CliIo): void {
  const { bold, yellow } = io.errColours;
  io.err(
    `${bold(yellow('WARNING'))}: --no-validate runs code that nobody has read. What was scored is what runs: that ` +
      'promise is waived, and the outcome says so. The container alone stands between this code and you.\n',
  );
}

function tellCancelled(outcome: ExecutionOutcome, io: CliIo): void {
  if (outcome.status !== 'terminated' || outcome.reason !== 'cancelled') return;
  io.err('cancelled: the strategy was ended and its sandbox removed\n');
}
