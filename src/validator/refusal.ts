import type { UnreadableSource } from '../core/report.js';

/** Why a source is refused before it has a score. `too-*` are bounds of `READING` and `FIXED`. */
export type RefusalReason =
  | 'too-large'
  | 'encoding'
  | 'cookie'
  | 'nul'
  | 'comment-run'
  | 'continuation-run'
  | 'syntax'
  | 'python2'
  | 'indentation'
  | 'too-deep'
  | 'too-slow'
  | 'too-tangled';

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
