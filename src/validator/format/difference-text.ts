import { printableLine } from '../../core/printable.js';
import { type Difference, isRefused, riskChange, unchangedWords } from '../difference.js';
import { type ChangeLine, changeLines } from './difference-lines.js';
import { passing } from './note-words.js';
import type { ReportColours } from './text.js';

/** What a person reads of one strategy: its risk before and after, then a line for each thing gained or lost. */
export function formatDifferenceText(difference: Difference, colours: ReportColours): string {
  const { path, renamedFrom, after } = difference;
  const { bold, red, green, dim } = colours;
  const verdict = isRefused(after)
    ? red(`refused: ${printableLine(after?.refusal ?? '')}`)
    : green(after === null ? '' : passing(after));
  const renamed = renamedFrom === undefined ? [] : [`renamed from ${printableLine(renamedFrom)}`];
  const head = [bold(printableLine(path)), ...renamed, riskChange(difference)];
  const lines = changeLines(difference).map((line) => `  ${changeText(line, colours)}`);
  if (after !== null) head.push(verdict);
  return [head.join('  '), ...(lines.length > 0 ? lines : [dim(`  ${unchangedWords(difference)}`)])].join('\n');
}

function changeText({ sign, what, by, line, points }: ChangeLine, { red, green, dim }: ReportColours): string {
  const mark = sign === '+' ? red(`+ ${what}`) : green(`- ${what}`);
  const score = points === undefined ? '' : ` ${sign}${points}`;
  const place = line === undefined ? '' : dim(` (line ${line})`);
  return `${mark}: ${by.map(printableLine).join(', ')}${score}${place}`;
}
