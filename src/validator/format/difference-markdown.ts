import { printableLine } from '../../core/printable.js';
import type { Report } from '../../core/report.js';
import { type Difference, isChanged, isRefused, riskChange, unchangedWords } from '../difference.js';
import { type ChangeLine, changeLines } from './difference-lines.js';
import { passing } from './note-words.js';

/**
 * A comment for a pull request: a table of what each strategy gained and lost. Every word that a strategy or a file
 * name brings stands in a code span, so that it can be no link, mention, image or HTML.
 */
export function formatDifferencesMarkdown(differences: readonly Difference[]): string {
  const refused = differences.filter(({ after }) => isRefused(after)).length;
  const verdict = refused === 0 ? 'nothing is refused' : `**${refused} refused**`;
  const changed = differences.filter(isChanged).length;
  const head = `## Quantine: ${changed} changed, ${verdict}`;
  return [head, ...differences.map(section)].join('\n\n');
}

function section(difference: Difference): string {
  const { path, renamedFrom, after } = difference;
  const renamed = renamedFrom === undefined ? '' : `Renamed from ${codeSpan(renamedFrom)}. `;
  const head = `### ${codeSpan(path)}\n\n${renamed}${riskChange(difference, '→')}${verdictOf(after)}`;
  const lines = changeLines(difference);
  if (lines.length === 0) return `${head}\n\n${sentence(unchangedWords(difference))}`;
  return `${head}\n\n| | what | by | line |\n|---|---|---|---|\n${lines.map(row).join('\n')}`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function verdictOf(after: Report | null): string {
  if (after === null) return '';
  if (isRefused(after)) return `: refused, ${codeSpan(after.refusal ?? '')}`;
  return after.compatibility.length === 0 ? '' : `: ${passing(after)}`;
}

function row({ sign, what, by, line, points }: ChangeLine): string {
  const change = sign === '+' ? 'gained' : 'lost';
  const score = points === undefined ? '' : ` (${sign}${points})`;
  return `| ${change} | ${what}${score} | ${by.map(inCell).join(', ')} | ${line ?? ''} |`;
}

// In a table a bar would end the cell even within a span.
function inCell(text: string): string {
  return codeSpan(text).replaceAll('|', '\\|');
}

// A span is closed only by as many backticks as opened it.
function codeSpan(text: string): string {
  const line = printableLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || line === '' ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
