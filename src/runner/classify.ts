/**
 * The one function that turns the facts of a run into its ending.
 *
 * The strategy's own word counts for its value and its exceptions. Everything else is decided by what the host, the
 * supervisor and the engine measured; where those contradict each other, the run is a protocol violation.
 */

import { QuantineError } from '../core/errors.js';
import type { OutcomeCode, ResourceUsage, StrategyError, TerminationReason } from '../core/outcome.js';
import type { Limits } from '../core/run-card.js';
import type { FailureFrame, GuestUsage, ResultFrame } from '../protocol/frames.js';
import { readValue } from './read-value.js';
import type { RunFacts } from './run-facts.js';

export type Ending =
  | {
      readonly status: 'completed';
      readonly exitCode: 0;
      readonly value: unknown;
      readonly hasValue: boolean;
      readonly nonFinitePaths: readonly string[];
    }
  | {
      readonly status: 'failed';
      readonly exitCode: number | null;
      readonly code: 'EXECUTION_ERROR';
      readonly error: StrategyError;
    }
  | {
      readonly status: 'terminated';
      readonly exitCode: null;
      readonly reason: TerminationReason;
      readonly code?: Extract<OutcomeCode, 'EXECUTION_TIMEOUT' | 'INSUFFICIENT_RESOURCES'>;
      readonly message: string;
    };

/** What the run was about, to hold the guest's claims against. */
export interface RunContext {
  readonly limits: Limits;
  readonly sourceSha256: string;
  /** CPUs the container could use: its quota, or the engine's where the CPU cap was waived. */
  readonly cpus: number;
}

/** Measured CPU time may pass wall time times CPUs by this much: clocks tick, and quotas are refilled in periods. */
const CPU_SLACK_SECONDS = 1;
const CPU_SLACK_RATIO = 1.25;

/** The cgroup is read a moment after the CPU time that is held against it, so only rounding can make it the smaller one. */
const CPU_TICK_SECONDS = 0.01;

/** The kernel charges past a limit what must not fail, and, before Linux 5.16, whatever a dying process still asks for. */
const PEAK_SLACK_RATIO = 1.25;

/** @throws QuantineError DATA_INVALID where a data file could not be read, before the strategy was handed over */
export function classify(facts: RunFacts, context: RunContext): Ending {
  if (facts.hostReason !== null) return terminated(facts.hostReason, facts, context.limits);
  if (facts.final === null) return endedWithoutAWord(facts, context.limits);
  const lie = contradiction(facts.final, facts, context);
  if (lie !== null) return violation(lie);
  return facts.final.type === 'result' ? completed(facts.final, facts) : failed(facts.final, facts, context.limits);
}

/** Usage as measured by the supervisor and the host. */
export function resourceUsageOf(facts: RunFacts): ResourceUsage {
  return {
    wallSeconds: facts.wallSeconds,
    cpuSeconds: facts.final?.usage.cpuSeconds ?? null,
    peakMemoryBytes: facts.final?.usage.peakMemoryBytes ?? null,
    stdoutBytes: facts.stdout.bytes,
    stderrBytes: facts.stderr.bytes,
  };
}

/** Kills for want of memory, by the kernel's counter or, where that has none, by the engine's flag. */
export function outOfMemoryKillsOf(facts: RunFacts): number {
  return facts.final?.usage.outOfMemoryKills || (facts.engineEnd?.outOfMemory ? 1 : 0);
}

function completed(final: ResultFrame, facts: RunFacts): Ending {
  const value = readValue(facts.valueText, final.valueBytes);
  if (value.kind === 'malformed') return violation(value.why);
  const hasValue = final.valueBytes !== null;
  return { status: 'completed', exitCode: 0, value: value.value, hasValue, nonFinitePaths: final.nonFinitePaths };
}

function failed(final: FailureFrame, facts: RunFacts, limits: Limits): Ending {
  switch (final.kind) {
    case 'exception':
      return final.error === null ? violation('an exception came without its words') : failure(1, final.error);
    case 'system_exit':
      return failure(final.exitCode, final.error ?? named('SystemExit', `the strategy exited with ${final.exitCode}`));
    case 'abrupt_exit':
      return failure(
        final.exitCode,
        named('AbruptExit', `the process ended with ${final.exitCode} and left no report`),
      );
    case 'signal':
      return failure(null, {
        ...named('Signal', `signal ${final.signal} ended the strategy`),
        signal: final.signal ?? 0,
      });
    case 'out_of_memory':
      return outOfMemory(facts, limits);
    case 'malformed_report':
      return violation('the strategy wrote into its own report');
    case 'stopped':
      return violation('the guest stopped without being asked');
    case 'deadline':
      return facts.wallSeconds < limits.timeoutSeconds
        ? violation('the guest ended it before its time was over')
        : terminated('wall_clock', facts, limits);
    case 'data':
      throw new QuantineError('DATA_INVALID', final.error?.message ?? 'a data file could not be read');
    case 'request':
      throw new QuantineError('INTERNAL', `the guest refused the run: ${final.error?.message ?? 'no reason given'}`);
  }
}

/**
 * The kernel has to have counted a kill, by the cgroup that the supervisor reads or by the engine's flag: newer engines
 * raise theirs for PID 1 alone. Where neither did, it was somebody else's signal.
 */
function outOfMemory(facts: RunFacts, limits: Limits): Ending {
  if (outOfMemoryKillsOf(facts) === 0) {
    return failure(null, { ...named('Signal', 'signal 9 ended the strategy'), signal: 9 });
  }
  return terminated('memory', facts, limits);
}

/** The container is gone and its supervisor said nothing: out of memory, or killed from outside. */
function endedWithoutAWord(facts: RunFacts, limits: Limits): Ending {
  if (facts.engineEnd?.outOfMemory) return terminated('memory', facts, limits);
  return violation(`the sandbox ended with ${facts.engineEnd?.exitCode ?? 'no exit code'} and said nothing`);
}

function contradiction(final: ResultFrame | FailureFrame, facts: RunFacts, context: RunContext): string | null {
  if (final.sourceSha256 !== null && final.sourceSha256 !== context.sourceSha256) return 'another source ran';
  return impossibleUsage(final.usage, facts.wallSeconds, context);
}

function impossibleUsage(usage: GuestUsage, wallSeconds: number, { limits, cpus }: RunContext): string | null {
  if (usage.cpuSeconds > wallSeconds * cpus * CPU_SLACK_RATIO + CPU_SLACK_SECONDS) {
    return `${usage.cpuSeconds} s of CPU in ${wallSeconds.toFixed(3)} s on ${cpus} CPUs cannot be`;
  }
  const { cgroupCpuSeconds, cgroupPeakBytes } = usage;
  if (cgroupCpuSeconds !== null && usage.cpuSeconds > cgroupCpuSeconds + CPU_TICK_SECONDS) {
    return `${usage.cpuSeconds} s of CPU in a container that used ${cgroupCpuSeconds} s cannot be`;
  }
  if (cgroupPeakBytes !== null && cgroupPeakBytes > limits.memoryMiB * 1024 ** 2 * PEAK_SLACK_RATIO) {
    return `${cgroupPeakBytes} bytes of memory cannot be`;
  }
  return null;
}

function terminated(reason: TerminationReason, facts: RunFacts, limits: Limits): Ending {
  const base = { status: 'terminated', exitCode: null, reason } as const;
  switch (reason) {
    case 'wall_clock':
      return {
        ...base,
        code: 'EXECUTION_TIMEOUT',
        message: `stopped at its time limit of ${limits.timeoutSeconds} s`,
      };
    case 'memory':
      return {
        ...base,
        code: 'INSUFFICIENT_RESOURCES',
        message: `killed for want of memory: it was given ${limits.memoryMiB} MiB`,
      };
    case 'output':
      return { ...base, message: `stopped because it wrote more than ${outputCapOf(facts, limits)}` };
    case 'cancelled':
      return { ...base, message: 'cancelled by the caller' };
    case 'protocol_violation':
      return { ...base, message: facts.violation ?? 'the guest broke the protocol' };
  }
}

function outputCapOf(facts: RunFacts, limits: Limits): string {
  return facts.stdout.truncated ? `${limits.stdoutMiB} MiB to stdout` : `${limits.stderrMiB} MiB to stderr`;
}

function violation(message: string): Ending {
  return { status: 'terminated', exitCode: null, reason: 'protocol_violation', message };
}

function failure(exitCode: number | null, error: StrategyError | ExceptionFrame): Ending {
  return {
    status: 'failed',
    exitCode,
    code: 'EXECUTION_ERROR',
    error: { ...error, causes: withoutCauses(error.causes) },
  };
}

type ExceptionFrame = NonNullable<FailureFrame['error']>;

function withoutCauses(
  causes: readonly (StrategyError | ExceptionFrame['causes'][number])[],
): readonly StrategyError[] {
  return causes.map((cause) => ({ ...cause, causes: [] }));
}

function named(type: string, message: string): StrategyError {
  return { type, message, line: null, traceback: [], causes: [] };
}
