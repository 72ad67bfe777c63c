import { QuantineError } from './errors.js';
import type { ExecutedOutcome, ExecutionOutcome, ResourceUsage } from './outcome.js';

const STATUSES: readonly ExecutionOutcome['status'][] = ['rejected', 'completed', 'failed', 'terminated'];

/** The flat record that Python callers and tools expect. Nothing in it was told by the strategy but what it printed. */
export interface WireOutcome {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** `ValueError: no bars (line 3)`, why it was refused or ended, or null where it completed. */
  readonly error: string | null;
  /** Null where nothing exited by itself: it was refused, or was ended from outside. */
  readonly exit_code: number | null;
  /** Wall seconds; zero where it never ran. */
  readonly execution_time: number;
  readonly resource_usage: WireResourceUsage;
}

/** Null where the sandbox was gone before it could be measured. */
export interface WireResourceUsage {
  /** Peak, in MB of 1024 * 1024 bytes. */
  readonly memory_usage_mb: number | null;
  /** CPU time over wall time: 100 is one CPU kept busy throughout. */
  readonly cpu_percent: number | null;
  /** Seconds, of user and system together. */
  readonly cpu_time: number | null;
}

/**
 * An outcome as one flat snake_case record, for callers that know no TypeScript.
 * @throws QuantineError BAD_REQUEST on what is no outcome
 */
export function toWire(outcome: ExecutionOutcome): WireOutcome {
  refuseOtherThanOutcome(outcome);
  if (outcome.status === 'rejected') {
    return {
      success: false,
      stdout: '',
      stderr: '',
      error: outcome.message,
      exit_code: null,
      execution_time: 0,
      resource_usage: { memory_usage_mb: 0, cpu_percent: 0, cpu_time: 0 },
    };
  }
  return {
    success: outcome.success,
    stdout: outcome.stdout,
    stderr: outcome.stderr,
    error: errorText(outcome),
    exit_code: outcome.exitCode,
    execution_time: outcome.resourceUsage.wallSeconds,
    resource_usage: wireUsage(outcome.resourceUsage),
  };
}

function refuseOtherThanOutcome(given: unknown): void {
  const status: unknown = Object(given).status;
  if (STATUSES.some((one) => one === status)) return;
  throw new QuantineError('BAD_REQUEST', 'toWire takes the outcome of a run, as `execute` gives it once it is awaited');
}

function errorText(outcome: ExecutedOutcome): string | null {
  if (outcome.status === 'completed') return null;
  if (outcome.status === 'terminated') return outcome.message;
  const { type, message, line } = outcome.error;
  const what = message === '' ? type : `${type}: ${message}`;
  return line === null ? what : `${what} (line ${line})`;
}

function wireUsage({ wallSeconds, cpuSeconds, peakMemoryBytes }: ResourceUsage): WireResourceUsage {
  return {
    memory_usage_mb: peakMemoryBytes === null ? null : peakMemoryBytes / 1024 ** 2,
    cpu_percent: cpuSeconds === null ? null : percent(cpuSeconds, wallSeconds),
    cpu_time: cpuSeconds,
  };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? (part / whole) * 100 : 0;
}
