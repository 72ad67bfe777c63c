import type { Excerpt, SourceRange } from '../../core/report.js';

const SPACE = 0x20;
const TAB = 0x09;
const FORM_FEED = 0x0c;
const LONGEST_SNIPPET = 160;
/** How much of a line that is too long is shown before the place that is meant. */
const SHOWN_BEFORE = 60;

/** Turns offsets into lines and columns, both from 1, columns in UTF-16 units. */
export class LineIndex {
  private readonly text: string;
  /** Offsets of the first character of each line. */
  readonly starts: readonly number[];

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

  /** The line on which a range begins, without its indentation, cut to a readable length around that place. */
  excerpt({ line, column }: SourceRange): Excerpt {
    const start = this.starts[line - 1] ?? 0;
    const end = (this.starts[line] ?? this.text.length + 1) - 1;
    const at = start + column - 1;
    // A line may have megabytes: no more of it is looked at than could be shown.
    const before = this.text.slice(Math.max(start, at - 4 * LONGEST_SNIPPET), at).trimStart();
    const after = this.text.slice(at, Math.min(end, at + 4 * LONGEST_SNIPPET)).trimEnd();
    const room = Math.max(SHOWN_BEFORE, LONGEST_SNIPPET - after.length);
    const head = before.length > room ? `…${whole(before.slice(1 - room))}` : before;
    const left = LONGEST_SNIPPET - head.length;
    const tail = after.length > left ? `${whole(after.slice(0, left - 1))}…` : after;
    return { snippet: head + tail, snippetColumn: head.length + 1 };
  }
}

/** Goes down the lines of a text, as the offsets rise that it is asked for. */
export class LineCursor {
  readonly #starts: readonly number[];
  readonly #length: number;
  #line = 0;

  constructor(lines: LineIndex, text: string) {
    this.#starts = lines.starts;
    this.#length = text.length;
  }

  /** @param offset at or after the one before */
  moveTo(offset: number): void {
    while ((this.#starts[this.#line + 1] ?? this.#length + 1) <= offset) this.#line += 1;
  }

  /** The offset of the first character of the line. */
  get start(): number {
    return this.#starts[this.#line] ?? 0;
  }

  /** The offset of the line ending, or of the end of the text. */
  get end(): number {
    return (this.#starts[this.#line + 1] ?? this.#length + 1) - 1;
  }
}

/** Without the half of a character that a cut left. */
function whole(text: string): string {
  return text.replace(/^\p{Surrogate}|\p{Surrogate}$/u, '');
}

/** Whether a character may stand before the first of a line without meaning anything else. */
export function isIndenting(character: number): boolean {
  return character === SPACE || character === TAB || character === FORM_FEED;
}

/** The first offset from a start of a line on that is none of its indentation. */
export function endOfIndent(text: string, start: number): number {
  let at = start;
  while (isIndenting(text.charCodeAt(at))) at += 1;
  return at;
}
