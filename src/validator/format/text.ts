import { printableLine } from '../../core/printable.js';
import type { Report, RiskLevel, Violation } from '../../core/report.js';

type Colour = (text: string) => string;

/** How to mark words: picocolors' functions on a terminal, the identity elsewhere. */
export interface ReportColours {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly red: Colour;
  readonly yellow: Colour;
  readonly green: Colour;
}

/**
 * What a person reads: the risk line first, then each finding with its place, its points and the safer way. Repeats are
 * counted at the first mention. No line ending at the end.
 */
export function formatReportText(path: string, report: Report, colours: ReportColours): string {
  const lines = [riskLine(path, report, colours)];
  const repeats = new Map<string, number>();
  for (const violation of report.violations) {
    if (violation.points === 0) repeats.set(keyOf(violation), (repeats.get(keyOf(violation)) ?? 0) + 1);
  }
  for (const violation of report.violations) {
    if (violation.points === 0) continue;
    lines.push('', ...violationLines(path, violation, repeats.get(keyOf(violation)) ?? 0, colours));
  }
  return lines.join('\n');
}

function riskLine(path: string, report: Report, colours: ReportColours): string {
  const { bold, green, red } = colours;
  const verdict = report.isValid ? green('passes') : red(`refused: ${printableLine(report.refusal ?? '')}`);
  return `${bold(printableLine(path))}  ${riskOf(report, colours)}  ${verdict}`;
}

function riskOf({ riskScore, riskLevel, maxRiskScore }: Report, colours: ReportColours): string {
  if (riskScore === null || riskLevel === null) return colours.red('UNREADABLE');
  return colourOf(riskLevel, colours)(`${riskLevel} ${riskScore}/${maxRiskScore}`);
}

function colourOf(level: RiskLevel, { green, yellow, red }: ReportColours): Colour {
  if (level === 'LOW') return green;
  return level === 'MEDIUM' ? yellow : red;
}

function violationLines(path: string, violation: Violation, repeats: number, colours: ReportColours): string[] {
  const { bold, dim, yellow } = colours;
  const place = dim(`${printableLine(path)}:${violation.line}:${violation.column}`);
  const again = repeats === 0 ? '' : dim(` (and ${repeats} more ${repeats === 1 ? 'time' : 'times'})`);
  return [
    `  ${place} ${bold(violation.rule)} ${yellow(`+${violation.points}`)}`,
    `    ${printableLine(violation.message)}${again}`,
    `    ${dim('|')} ${printableLine(violation.snippet)}`,
    `    ${dim(`safer: ${printableLine(violation.saferWay)}`)}`,
  ];
}

function keyOf({ rule, qualifiedName }: Violation): string {
  return `${rule} ${qualifiedName}`;
}
