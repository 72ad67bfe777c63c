import { printableWithin } from '../../core/printable.js';
import type { Excerpt, SourceRange } from '../../core/report.js';
import type { TextWidth } from './text-width.js';

const TAB = ' '.repeat(4);

/**
 * The source line of a finding behind its number, and below it a marker under what is meant. Of a range of several
 * lines the first is shown and marked to its end.
 * @returns three lines: an empty one, the source, the marker
 */
export function markedSource(
  place: SourceRange & Excerpt,
  dim: (text: string) => string,
  widthOf: TextWidth,
): readonly string[] {
  const { line, snippet, snippetColumn } = place;
  const number = String(line);
  const gutter = `  ${' '.repeat(number.length)} ${dim('|')}`;
  const start = snippetColumn - 1;
  const before = shown(snippet.slice(0, start));
  const marked = shown(snippet.slice(start, start + markedLength(place)));
  const marker = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked)));
  return [gutter, `  ${dim(`${number} |`)} ${shown(snippet)}`, `${gutter} ${marker}`];
}

function markedLength({ line, column, endLine, endColumn, snippet }: SourceRange & Excerpt): number {
  return endLine === line ? endColumn - column : snippet.length;
}

/** As it stands on a terminal: a tab as spaces, and nothing that would steer it. */
function shown(text: string): string {
  return printableWithin(text.replaceAll('\t', TAB));
}
