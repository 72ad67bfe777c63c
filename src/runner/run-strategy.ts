/**
 * Runs one strategy in a sandbox that has proved its isolation, and gathers what the host can know of it.
 *
 * Theory of operation. The run ends for the first reason that comes up: the guest's last frame, the deadline, a stream
 * past its cap, the caller's signal, or something that is not the protocol. When it is the host that ends it, the guest
 * is asked to stop first, because only its supervisor can still measure CPU and memory; if its last frame does not come
 * within the grace, the container is killed all the same. Frames are taken synchronously as they arrive and everything
 * kept is bounded, so the attach stream never has to be paused.
 */
import { FIXED, MIB } from '../config/limits.js';
import { monotonicMs } from '../core/clock.js';
import type { TerminationReason } from '../core/outcome.js';
import type { ContainerEnd } from '../engine/container-engine.js';
import { encodeFrame, ProtocolViolation } from '../protocol/codec.js';
import type { FailureFrame, GuestFrame, ResultFrame, RunFrame } from '../protocol/frames.js';
import { ArtifactCollector } from './artifact-collector.js';
import { OutputBudget } from './output-budget.js';
import type { OutputStreamName, ReceivedOutput, RunFacts } from './run-facts.js';
import type { AttestedSandbox } from './start-sandbox.js';

/** A piece of what the strategy prints, as it comes. */
export interface OutputChunk {
  readonly stream: OutputStreamName;
  readonly text: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called synchronously; what it throws is thrown to the caller once the sandbox is gone. */
  readonly onOutput?: (chunk: OutputChunk) => void;
}

/**
 * @throws QuantineError ENGINE_LOST where the engine went away before the run was over
 */
export async function runStrategy(
  sandbox: AttestedSandbox,
  run: RunFrame,
  options: RunOptions = {},
): Promise<RunFacts> {
  return new StrategyRun(sandbox, options).execute(run);
}

class StrategyRun {
  readonly #sandbox: AttestedSandbox;
  readonly #options: RunOptions;
  readonly #budgets: Readonly<Record<OutputStreamName, OutputBudget>>;
  readonly #artifacts: ArtifactCollector;
  readonly #value: Buffer[] = [];
  readonly #over: Promise<void>;
  #valueBytes = 0;
  #hostReason: TerminationReason | null = null;
  #violation: string | null = null;
  #final: ResultFrame | FailureFrame | null = null;
  #grace: NodeJS.Timeout | undefined;
  /** Once it is, whatever comes is too late: frames, deadline and signal alike. */
  #isOver = false;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(sandbox: AttestedSandbox, options: RunOptions) {
    this.#over = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { limits } = sandbox.plan;
    this.#sandbox = sandbox;
    this.#options = options;
    this.#budgets = {
      stdout: new OutputBudget('stdout', limits.stdoutMiB * MIB),
      stderr: new OutputBudget('stderr', limits.stderrMiB * MIB),
    };
    this.#artifacts = new ArtifactCollector(limits.outputMiB * MIB);
  }

  async execute(run: RunFrame): Promise<RunFacts> {
    const { container, channel, plan } = this.#sandbox;
    const { signal } = this.#options;
    const onAbort = () => this.#stop('cancelled');
    const started = monotonicMs();
    // What arrived while this process was held up counts first: a run that had ended by then did not run out of time.
    const atDeadline = () => setTimeout(() => this.#stop('wall_clock'), 0);
    const deadline = setTimeout(atDeadline, plan.limits.timeoutSeconds * 1000);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      channel.listen({ frame: (frame) => this.#take(frame), closed: (violation) => this.#closed(violation) });
      container.send(encodeFrame(run));
      if (signal?.aborted) onAbort();
      await this.#over;
      const wallSeconds = (monotonicMs() - started) / 1000;
      return this.#facts(wallSeconds, await this.#engineEnd());
    } finally {
      clearTimeout(deadline);
      clearTimeout(this.#grace);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #take(frame: GuestFrame): void {
    if (this.#isOver) return;
    try {
      this.#accept(frame);
    } catch (error) {
      if (error instanceof ProtocolViolation) this.#violate(error.message);
      else this.#fail(error);
    }
  }

  #accept(frame: GuestFrame): void {
    switch (frame.type) {
      case 'output':
        this.#takeOutput(frame.stream, Buffer.from(frame.data, 'base64'));
        break;
      case 'value':
        this.#takeValue(Buffer.from(frame.data, 'base64'));
        break;
      case 'artifact':
        this.#artifacts.take(frame);
        break;
      case 'hello':
        throw new ProtocolViolation('the guest said hello twice');
      default:
        this.#final = frame;
        this.#finish();
    }
  }

  #takeOutput(stream: OutputStreamName, piece: Buffer): void {
    const budget = this.#budgets[stream];
    const text = budget.take(piece);
    if (text !== '') this.#tell({ stream, text });
    if (budget.isExceeded) this.#stop('output');
  }

  /** A listener may be async by mistake; its rejection is the caller's all the same, and nobody else's to handle. */
  #tell(chunk: OutputChunk): void {
    const answer: unknown = this.#options.onOutput?.(chunk);
    if (answer instanceof Promise) answer.catch((error) => this.#fail(error));
  }

  #takeValue(piece: Buffer): void {
    this.#valueBytes += piece.length;
    if (this.#valueBytes > this.#sandbox.plan.limits.valueMiB * MIB) {
      throw new ProtocolViolation('more bytes of the value came than its cap');
    }
    this.#value.push(piece);
  }

  /** The first reason wins, so that a kill after a deadline still reads as the deadline. */
  #stop(reason: TerminationReason): void {
    if (this.#hostReason !== null || this.#isOver) return;
    this.#hostReason = reason;
    this.#sandbox.container.send(encodeFrame({ type: 'stop' }));
    this.#grace = setTimeout(() => this.#finish(), FIXED.stopGraceMs);
  }

  /** A guest that broke the protocol is asked nothing more. */
  #violate(message: string): void {
    this.#violation = message;
    this.#hostReason ??= 'protocol_violation';
    this.#finish();
  }

  #closed(violation: ProtocolViolation | null): void {
    if (violation !== null && !this.#isOver && this.#hostReason === null) this.#violate(violation.message);
    else this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.#resolve();
  }

  #fail(error: unknown): void {
    this.#isOver = true;
    this.#reject(error);
  }

  /** Asked only where the guest's own last word is missing, or is about a death that the kernel may have caused. */
  async #engineEnd(): Promise<ContainerEnd | null> {
    const { container } = this.#sandbox;
    const diedByKernel = this.#final?.type === 'failure' && ['signal', 'out_of_memory'].includes(this.#final.kind);
    if (diedByKernel) return container.ended();
    if (this.#final !== null || this.#hostReason !== null) return null;
    return container.ended();
  }

  #facts(wallSeconds: number, engineEnd: ContainerEnd | null): RunFacts {
    return {
      hostReason: this.#hostReason,
      violation: this.#violation,
      final: this.#final,
      engineEnd,
      wallSeconds,
      stdout: received(this.#budgets.stdout),
      stderr: received(this.#budgets.stderr),
      valueText: Buffer.concat(this.#value).toString('utf8'),
      artifacts: this.#artifacts.artifacts,
      skippedArtifacts: [...this.#artifacts.skipped, ...(this.#final?.skippedArtifacts ?? [])],
    };
  }
}

function received(budget: OutputBudget): ReceivedOutput {
  return { text: budget.text(), bytes: budget.totalBytes, truncated: budget.isExceeded };
}
