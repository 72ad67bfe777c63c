import type { UnreadableSource } from '../../core/report.js';
import { SourceRefusal } from '../refusal.js';
import { LineIndex } from '../tree/lines.js';

/** A line on which a fence of Markdown begins or ends, or where a long text does. */
const FENCE_OR_TEXT = /^[ \t]{0,3}```|"""|'''/gm;
const FENCE_LENGTH = 3;

/** Why a source could not be read, with the line that is meant; a fence of Markdown is told for what it is. */
export function withLine(unreadable: UnreadableSource, bytes: Uint8Array): UnreadableSource {
  if (unreadable.line === undefined && unreadable.reason !== 'syntax') return unreadable;
  const text = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n');
  const lines = new LineIndex(text);
  const told = (unreadable.reason === 'syntax' ? fenced(text, lines) : undefined) ?? unreadable;
  const { line, column = 1 } = told;
  if (line === undefined) return told;
  return { ...told, ...lines.excerpt({ line, column, endLine: line, endColumn: column + 1 }) };
}

/** A model's answer as it was copied: the strategy between two lines of backticks, none of them in a text. */
function fenced(text: string, lines: LineIndex): UnreadableSource | undefined {
  let isInText = false;
  for (const { 0: mark, index } of text.matchAll(FENCE_OR_TEXT)) {
    if (!mark.endsWith('`')) isInText = !isInText;
    else if (!isInText) {
      const place = lines.place(index + mark.length - FENCE_LENGTH);
      return new SourceRefusal('markdown', `The source is fenced as Markdown at line ${place.line}`, place).unreadable;
    }
  }
  return undefined;
}
