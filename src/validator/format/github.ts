import { dayOf } from '../../core/day-of.js';
import { printableLine } from '../../core/printable.js';
import type { Approval, Report, SourceRange, UnreadableSource } from '../../core/report.js';
import { meaningOf } from '../refusal.js';
import type { PathReport } from './json.js';
import { noteWords } from './note-words.js';
import { pathInRoot } from './path-in-root.js';
import { andFurtherPlaces, andRepeats, type CountedViolation, told } from './repeats.js';
import { pointsText } from './rule-text.js';

type Severity = 'error' | 'warning' | 'notice';

/**
 * One report as annotations of GitHub Actions, a line for each: errors for a source that is refused, warnings for one
 * that passes, notices for what will not run and for what was allowed. Every line is a workflow command of ours, and
 * nothing in it ends it early.
 * @param root the folder that paths are written relative to, absolute
 */
export function formatReportGithub({ path, report }: PathReport, root: string): readonly string[] {
  const file = pathInRoot(path, root)?.join('/') ?? path;
  const severity = report.isValid ? 'warning' : 'error';
  const { findings, notes } = told(report);
  return [
    ...(report.isValid ? [] : [refusalLine(file, report)]),
    ...(report.approval === undefined ? [] : [approvalLine(file, report.approval)]),
    ...gravestFirst(findings).map((violation) => violationLine(severity, file, violation)),
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
}

function approvalLine(file: string, { by, at, reason }: Approval): string {
  return command('notice', { file, line: 1, title: `approved by ${by} on ${dayOf(at)}` }, [reason]);
}

/** GitHub shows the first ten of a step: what weighs little must not take their places. */
function gravestFirst(findings: readonly CountedViolation[]): readonly CountedViolation[] {
  return findings.toSorted((one, other) => other.violation.points - one.violation.points);
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
