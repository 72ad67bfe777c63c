import type { Report } from './report.js';
import type { ImageIdentity, Limits, RunCard, Waiver } from './run-card.js';

/** What helps a caller decide, where one word does. docs/troubleshooting.md explains each. */
export const OUTCOME_CODES = [
  'SOURCE_UNREADABLE',
  'EXECUTION_TIMEOUT',
  'EXECUTION_ERROR',
  'INSUFFICIENT_RESOURCES',
] as const;
export type OutcomeCode = (typeof OUTCOME_CODES)[number];

/** Measured on the host's side of trust: never read from what the strategy said. Null where the sandbox was gone first. */
export interface ResourceUsage {
  /** From handing over the strategy to its end, on the host's monotonic clock. */
  readonly wallSeconds: number;
  /** User and system time of the strategy and of every process it started, those it hid from itself included. */
  readonly cpuSeconds: number | null;
  /**
   * The most memory it was seen to hold: the largest resident set of one of its processes, never more than the container
   * held; or, where that is more, all its processes and its files in /tmp and /output together, looked at every 50 ms.
   */
  readonly peakMemoryBytes: number | null;
  /** Bytes the strategy wrote, before any cut. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
}

/** One frame of a traceback, in the strategy's own file. */
export interface TracebackFrame {
  readonly line: number;
  readonly function: string;
  readonly text: string;
}

/** How a strategy failed: a Python exception, or `SystemExit`, `AbruptExit` or `Signal` where there was none to report. */
export interface StrategyError {
  readonly type: string;
  readonly message: string;
  /** The line in the strategy, from 1; null where none of its lines was on the stack. */
  readonly line: number | null;
  readonly traceback: readonly TracebackFrame[];
  /** The exceptions this one came from, nearest first, without causes of their own. */
  readonly causes: readonly StrategyError[];
  /** The signal's number, for `Signal`. */
  readonly signal?: number;
}

/** A regular file that the strategy wrote to `/output`. `path` is relative, normalised and safe to join to a directory. */
export interface Artifact {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly content: Uint8Array;
}

/** Something in `/output` that did not come back, and why. */
export interface SkippedArtifact {
  readonly path: string;
  readonly reason: string;
}

export type TerminationReason = 'wall_clock' | 'memory' | 'output' | 'cancelled' | 'protocol_violation';

/** What every outcome that reached a container has. */
interface Executed {
  readonly executionId: string;
  readonly stdout: string;
  readonly stderr: string;
  /** True where a stream passed its cap and only its first bytes are kept. */
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  readonly artifacts: readonly Artifact[];
  readonly skippedArtifacts: readonly SkippedArtifact[];
  readonly resourceUsage: ResourceUsage;
  readonly exitCode: number | null;
  /** How many processes the kernel killed for want of memory; a grandchild's death alone does not change the ending. */
  readonly outOfMemoryKills: number;
  readonly sourceSha256: string;
  readonly image: ImageIdentity;
  readonly limits: Limits;
  /** Promises given up for this run; `validation` means nobody read the code. */
  readonly waived: readonly Waiver[];
  /** Null only when validation was waived. */
  readonly report: Report | null;
  readonly runCard: RunCard;
}

export interface CompletedOutcome extends Executed {
  readonly status: 'completed';
  readonly success: true;
  readonly exitCode: 0;
  /** `result`, or what `run(data, params)` returned; null when the strategy gave neither. */
  readonly value: unknown;
  /** Whether there was one: false where the strategy has neither a `run` that was called nor a `result`. */
  readonly hasValue: boolean;
  /** Paths within `value` that held NaN or an infinity and are null here, such as `$.sharpe` or `$.equity[3]`. */
  readonly nonFinitePaths: readonly string[];
}

export interface RejectedOutcome {
  readonly status: 'rejected';
  readonly success: false;
  readonly executionId: string;
  readonly code?: 'SOURCE_UNREADABLE';
  /** `Risk score 35 exceeds maximum 30`, or why the source could not be read. */
  readonly message: string;
  readonly sourceSha256: string;
  readonly report: Report;
}

export interface FailedOutcome extends Executed {
  readonly status: 'failed';
  readonly success: false;
  readonly code: 'EXECUTION_ERROR';
  readonly error: StrategyError;
}

export interface TerminatedOutcome extends Executed {
  readonly status: 'terminated';
  readonly success: false;
  readonly reason: TerminationReason;
  readonly code?: 'EXECUTION_TIMEOUT' | 'INSUFFICIENT_RESOURCES';
  readonly message: string;
}

/** What a run returns. Whatever a strategy can cause is one of these; only a bad request or our own failure throws. */
export type ExecutionOutcome = CompletedOutcome | RejectedOutcome | FailedOutcome | TerminatedOutcome;

/** An outcome that reached a container. */
export type ExecutedOutcome = Exclude<ExecutionOutcome, RejectedOutcome>;
