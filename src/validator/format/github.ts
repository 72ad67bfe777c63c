import { dayOf } from '../../core/day-of.js';
import { printableLine } from '../../core/printable.js';
import type { Approval, Report, SourceRange, UnreadableSource } from '../../core/report.js';
import { meaningOf } from '../refusal.js';
import type { PathReport } from './json.js';
import { type Level, levelOf } from './level.js';
import { noteWords } from './note-words.js';
import { pathInRoot } from './path-in-root.js';
import { andFurtherPlaces, andRepeats, type CountedViolation, told } from './repeats.js';
import { pointsText } from './rule-text.js';

type Severity = 'error' | 'warning' | 'notice';

/** A line, and how early it is told: GitHub shows the first ten errors, warnings and notices of a step. */
interface Annotation {
  readonly line: string;
  readonly gravity: number;
}

/** What became of a file goes before all that was found in any. */
const VERDICT = Number.POSITIVE_INFINITY;
const SEVERITIES = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<Level, Severity>;

/**
 * Reports as annotations of GitHub Actions, a line for each: first which files are refused, then what was found in any of
 * them, the gravest first. A finding is told as loudly as its points, and as no error where its source passes; what will
 * not run and what was allowed are notices. Every line is a workflow command of ours, and nothing in it ends it early.
 * @param root the folder that paths are written relative to, absolute
 */
export function formatReportsGithub(checked: readonly PathReport[], root: string): readonly string[] {
  return checked
    .flatMap((one) => annotationsOf(one, root))
    .toSorted((one, other) => (one.gravity === other.gravity ? 0 : other.gravity - one.gravity))
    .map(({ line }) => line);
}

function annotationsOf({ path, report }: PathReport, root: string): readonly Annotation[] {
  const file = pathInRoot(path, root)?.join('/') ?? path;
  const { findings, notes } = told(report);
  const verdicts = [
    ...(report.isValid ? [] : [refusalLine(file, report)]),
    ...(report.approval === undefined ? [] : [approvalLine(file, report.approval)]),
  ];
  const others = [
    ...report.pardoned.map(({ pardon, rule, message, ...place }) =>
      command('notice', { file, ...placed(place), title: `${rule} allowed by ${pardon.by}` }, [message, pardon.reason]),
    ),
    ...report.ignoredPardons.map(({ line, column, message }) =>
      command('warning', { file, line, col: column, title: 'comment ignored' }, [message]),
    ),
    ...notes.map((note) =>
      command('notice', { file, ...placed(note), title: `${noteWords(note)}: ${note.qualifiedName}` }, [
        note.message + andFurtherPlaces(note),
      ]),
    ),
  ];
  return [
    ...verdicts.map((line) => ({ line, gravity: VERDICT })),
    ...findings.map((counted) => ({
      line: violationLine(severityOf(counted, report), file, counted),
      gravity: counted.violation.points,
    })),
    ...others.map((line) => ({ line, gravity: 0 })),
  ];
}

function severityOf({ violation }: CountedViolation, { isValid }: Report): Severity {
  const severity = SEVERITIES[levelOf(violation.points)];
  return isValid && severity === 'error' ? 'warning' : severity;
}

function approvalLine(file: string, { by, at, reason }: Approval): string {
  return command('notice', { file, line: 1, title: `approved by ${by} on ${dayOf(at)}` }, [reason]);
}

function refusalLine(file: string, { refusal = '', riskLevel, unreadable }: Report): string {
  const meaning = unreadable === undefined ? undefined : meaningOf(unreadable.reason);
  const title = riskLevel === null ? 'UNREADABLE' : `${riskLevel} risk`;
  return command('error', { file, ...startOf(unreadable), title: `quantine refuses this strategy: ${title}` }, [
    refusal,
    ...(meaning === undefined ? [] : [meaning]),
  ]);
}

function startOf({ line = 1, column }: Partial<UnreadableSource> = {}): Readonly<Record<string, number>> {
  return column === undefined ? { line } : { line, col: column };
}

function violationLine(severity: Severity, file: string, counted: CountedViolation): string {
  const { violation: found, note } = counted;
  const { rule, points, channel, message, why, saferWay, via, parts = [] } = found;
  const title = `${rule} ${pointsText({ points, channel })}${note === undefined ? '' : `, and ${noteWords(note)}`}`;
  return command(severity, { file, ...placed(found), title }, [
    message + andRepeats(counted),
    ...(note === undefined ? [] : [note.message]),
    ...parts.map(({ line, qualifiedName, does }) => `line ${line}: ${qualifiedName} ${does}`),
    ...(via === undefined ? [] : [`reached by: ${via.join(' -> ')}`]),
    `why: ${why}`,
    `safer: ${saferWay}`,
  ]);
}

/** Columns hold for a range on one line only. */
function placed({ line, column, endLine, endColumn }: SourceRange): Readonly<Record<string, number>> {
  return endLine === line ? { line, endLine, col: column, endColumn } : { line, endLine };
}

function command(
  severity: Severity,
  { file, ...others }: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const settings = Object.entries(others).map(
    ([name, value]) => `${name}=${escapedProperty(printableLine(`${value}`))}`,
  );
  const place = `file=${escapedProperty(String(file))}`;
  return `::${severity} ${[place, ...settings].join(',')}::${lines.map((line) => escaped(printableLine(line))).join('%0A')}`;
}

/** What the runner takes back: https://github.com/actions/toolkit, packages/core/src/command.ts. */
function escaped(text: string): string {
  return printableLine(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
