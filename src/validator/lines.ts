import type { SourceRange } from '../core/report.js';

const LONGEST_SNIPPET = 160;

/** Turns offsets into lines and columns, both from 1, columns in UTF-16 units. */
export class LineIndex {
  private readonly text: string;
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  /** Lines of text; a final line ending does not begin another. */
  get count(): number {
    if (this.text === '') return 0;
    return this.text.endsWith('\n') ? this.starts.length - 1 : this.starts.length;
  }

  place(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  range(start: number, end: number): SourceRange {
    const from = this.place(start);
    const to = this.place(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The text of a line without its indentation, cut to a readable length. */
  snippet(line: number): string {
    const start = this.starts[line - 1] ?? 0;
    const next = this.starts[line] ?? this.text.length + 1;
    const text = this.text.slice(start, Math.min(next - 1, start + 4 * LONGEST_SNIPPET)).trim();
    return text.length > LONGEST_SNIPPET ? `${text.slice(0, LONGEST_SNIPPET - 1)}…` : text;
  }
}
