import type { UnreadableSource } from '../core/report.js';

/** Why a source is refused before it has a score, and what to do about it. */
export const REFUSAL_REASONS = {
  'too-large': 'It has more bytes, or more syntactic parts, than one reading may cost. Split it.',
  encoding: 'It is not valid UTF-8. Save it as UTF-8.',
  cookie: 'It declares another encoding than UTF-8 in its first two lines. Take the line out.',
  nul: 'It holds a NUL byte. Take it out.',
  'hidden-order':
    'It holds characters that change the order in which a person sees it. Take them out, or write them as escapes.',
  'comment-run': 'It has too many comment lines in a row. Put some of them into a docstring.',
  'continuation-run': 'It has too many lines in a row that end in a backslash. Use brackets.',
  syntax: 'It is not valid Python 3.',
  markdown:
    'It is an answer in Markdown with Python in it. Keep what stands between the lines of three backticks, and nothing else.',
  python2: 'It is Python 2. Write it for Python 3.',
  indentation: 'Its indentation is wrong, or two readers would read it in two ways. Indent with spaces.',
  'too-deep': 'It nests deeper than Python itself would follow. Give the inner parts names.',
  'too-slow': 'Reading it takes longer than a source may. Split it, or write it more plainly.',
  'too-tangled': 'Its names lead through too many others to be followed. Write it more plainly.',
} as const;

export type RefusalReason = keyof typeof REFUSAL_REASONS;

/** What a refusal means and what to do about it, where its message does not say all; undefined for what is no reading. */
export function meaningOf(reason: string): string | undefined {
  if (reason === 'syntax' || !Object.hasOwn(REFUSAL_REASONS, reason)) return undefined;
  return REFUSAL_REASONS[reason as RefusalReason];
}

/** Line and column count from 1. */
interface Place {
  readonly line: number;
  readonly column?: number;
}

/** Ends the reading of one source. Caught by `CodeValidator`, which returns it as a report: nobody else sees it. */
export class SourceRefusal extends Error {
  override readonly name = 'SourceRefusal';
  readonly unreadable: UnreadableSource;

  constructor(reason: RefusalReason, message: string, place?: Place) {
    super(message);
    this.unreadable = { code: 'SOURCE_UNREADABLE', reason, message, ...place };
  }
}
