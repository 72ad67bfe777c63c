import type { Colors } from 'picocolors/types.js';
import type {
  CompletedOutcome,
  ExecutedOutcome,
  FailedOutcome,
  StrategyError,
  TerminationReason,
} from '../../core/outcome.js';
import { printableLine } from '../../core/printable.js';
import type { ArtifactFate } from '../write-artifacts.js';
import { columns } from './columns.js';
import { whyNoResult } from './entry-point.js';
import { failureHint } from './failure-hint.js';
import { indented, oneLine, shortened } from './guest-text.js';
import { counted, formatBytes, formatSeconds } from './quantities.js';
import { readableJson } from './readable-json.js';

const REASONS = {
  wall_clock: 'out of time',
  memory: 'out of memory',
  output: 'too much output',
  cancelled: 'cancelled',
  protocol_violation: 'protocol violation',
} as const satisfies Record<TerminationReason, string>;

const NAMED_PATHS = 5;

/**
 * What came of a run that reached a container: the result and the files, then how it ended and what it took.
 * @param fates what became of each artifact, by its path; empty where nobody asked for files
 * @param text the strategy's own, for hints; undefined where it is not at hand
 */
export function renderOutcome(
  outcome: ExecutedOutcome,
  fates: ReadonlyMap<string, ArtifactFate>,
  colours: Colors,
  text?: string,
): readonly string[] {
  const sections = [
    outcome.status === 'completed' ? resultLines(outcome, colours, text) : [],
    artifactLines(outcome, fates, colours),
    [...endingLines(outcome, colours, text), ...factLines(outcome, colours)],
  ];
  return sections.filter((section) => section.length > 0).flatMap((section) => ['', ...section]);
}

function resultLines(outcome: CompletedOutcome, colours: Colors, text: string | undefined): readonly string[] {
  const { value, hasValue, nonFinitePaths } = outcome;
  // Said aloud, because a strategy whose entry point has another name completes like any other.
  if (value === null && nonFinitePaths.length === 0) {
    return [colours.bold('result'), colours.dim(`  none: ${whyNoResult(text, hasValue)}`)];
  }
  const lines = [colours.bold('result'), ...readableJson(value).map((line) => `  ${printableLine(line)}`)];
  if (nonFinitePaths.length === 0) return lines;
  return [...lines, colours.dim(`  NaN or infinite, so null here: ${listed(nonFinitePaths)}`)];
}

function artifactLines(
  { artifacts, skippedArtifacts }: ExecutedOutcome,
  fates: ReadonlyMap<string, ArtifactFate>,
  colours: Colors,
): readonly string[] {
  if (artifacts.length + skippedArtifacts.length === 0) return [];
  const came = artifacts.map(({ path, bytes }) => [oneLine(path), formatBytes(bytes), fateText(fates.get(path))]);
  const skipped = skippedArtifacts.map(({ path, reason }) => [oneLine(path), '-', `left behind: ${oneLine(reason)}`]);
  return [colours.bold('files'), ...columns([...came, ...skipped]).map((line) => `  ${line}`)];
}

function fateText(fate: ArtifactFate | undefined): string {
  if (fate === undefined) return 'not kept: --out DIR keeps it';
  return oneLine('file' in fate ? fate.file : `not written: ${fate.notWritten}`);
}

function endingLines(outcome: ExecutedOutcome, colours: Colors, text: string | undefined): readonly string[] {
  switch (outcome.status) {
    case 'completed':
      return [colours.bold(colours.green('completed'))];
    case 'terminated': {
      const what = `terminated: ${REASONS[outcome.reason]}`;
      return [colours.bold(colours.red(what)), `  ${indented(shortened(outcome.message))}`];
    }
    case 'failed':
      return [
        `${colours.bold(colours.red('failed'))}  ${errorTitle(outcome.error)}`,
        ...hintLines(outcome, text),
        ...tracebackLines(outcome.error, colours),
        ...causesOf(outcome.error).flatMap((cause) => [
          `  caused by ${errorTitle(cause)}`,
          ...tracebackLines(cause, colours),
        ]),
      ];
  }
}

function hintLines(outcome: FailedOutcome, text: string | undefined): readonly string[] {
  const hint = failureHint(outcome, text);
  return hint === undefined ? [] : [`  ${hint}`];
}

/** pandas raises its errors anew: a cause that says the same again is none. */
function causesOf(error: StrategyError): readonly StrategyError[] {
  const chain = [error, ...error.causes];
  return error.causes.filter(({ type, message }, index) => {
    const before = chain[index];
    return type !== before?.type || message !== before.message;
  });
}

function errorTitle({ type, message }: StrategyError): string {
  return message === '' ? oneLine(type) : `${oneLine(type)}: ${indented(shortened(message))}`;
}

function tracebackLines({ traceback, line }: StrategyError, colours: Colors): readonly string[] {
  if (traceback.length === 0) return line === null ? [] : [colours.dim(`  line ${line}`)];
  return traceback.flatMap((frame) => [
    colours.dim(`  line ${frame.line}, in ${oneLine(frame.function)}`),
    `    ${oneLine(frame.text.trim())}`,
  ]);
}

function factLines(outcome: ExecutedOutcome, colours: Colors): readonly string[] {
  const { resourceUsage: used, limits, truncated, exitCode } = outcome;
  const unmeasured = 'not measured';
  const cut = [truncated.stdout ? 'stdout' : '', truncated.stderr ? 'stderr' : ''].filter((name) => name !== '');
  const rows = [
    ['time', `${formatSeconds(used.wallSeconds)} of ${formatSeconds(limits.timeoutSeconds)}`],
    ['CPU', used.cpuSeconds === null ? unmeasured : formatSeconds(used.cpuSeconds)],
    [
      'memory',
      used.peakMemoryBytes === null
        ? unmeasured
        : `${formatBytes(used.peakMemoryBytes)} of ${formatBytes(limits.memoryMiB * 1024 ** 2)} at its peak`,
    ],
    ['exit', exitCode === null ? 'none' : String(exitCode)],
    ['image', outcome.image.reference],
    ...(cut.length > 0 ? [['cut', `${cut.join(' and ')} passed the cap; only the first bytes are kept`]] : []),
    ...(outcome.outOfMemoryKills > 0
      ? [['killed', `${counted(outcome.outOfMemoryKills, 'process')} for want of memory`]]
      : []),
    ...outcome.waived.map((waiver) => ['waived', WAIVED[waiver]]),
  ];
  return columns(rows).map((line) => `  ${colours.dim(line)}`);
}

const WAIVED = {
  validation: 'validation: nobody read this code before it ran',
  cpu: 'cpu: the engine put no cap on CPU time',
} as const;

function listed(paths: readonly string[]): string {
  const more = paths.length - NAMED_PATHS;
  return paths.slice(0, NAMED_PATHS).map(oneLine).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
