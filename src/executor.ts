import { createHash } from 'node:crypto';
import { FIXED, resolveLimits } from './config/limits.js';
import { loadSettings } from './config/load.js';
import type { PolicySettings } from './config/policy-settings.js';
import { packageVersion } from './config/version.js';
import { QuantineError } from './core/errors.js';
import type { ExecutionOutcome, RejectedOutcome } from './core/outcome.js';
import type { Report } from './core/report.js';
import type { EngineFacts } from './engine/container-engine.js';
import { checkDataFiles, type HashedDataFile, hashDataFiles } from './engine/data-file.js';
import { DockerEngine } from './engine/docker-engine.js';
import { requireImage } from './engine/image.js';
import { locateEngine } from './engine/locate.js';
import { readSeccompProfile } from './engine/seccomp.js';
import { askFacts, requireSupportedEngine } from './engine/support.js';
import {
  checkExecuteOptions,
  checkExecutorOptions,
  checkedParams,
  dataFilesOf,
  type ExecuteOptions,
  type ExecutorOptions,
  givenLimits,
  partOptions,
  policySettingsOf,
  sourceBytes,
} from './executor-options.js';
import { Approvals } from './review/approvals.js';
import { loadApprovals } from './review/approvals-file.js';
import { decided } from './review/decide.js';
import { type Execution, outcomeOf, runFrame, type Surroundings } from './runner/execution.js';
import { cancelledBeforeStart, type RunFacts } from './runner/run-facts.js';
import { runStrategy } from './runner/run-strategy.js';
import { type Lease, newExecutionId, SandboxManager } from './sandbox/manager.js';
import { definePolicy } from './validator/policy/define-policy.js';
import { CodeValidator } from './validator/validate.js';

/** What an executor learns once, at its first run. */
interface Workplace {
  readonly facts: EngineFacts;
  readonly surroundings: Surroundings;
  readonly manager: SandboxManager;
}

const NO_APPROVALS = new Approvals();

type DataExecution = Execution & { readonly data: readonly HashedDataFile[] };

/**
 * Judges a strategy, runs it in a sandbox of its own, and gives back an outcome.
 *
 * What a strategy causes is returned; only a bad request or our own failure throws a `QuantineError`. Two executors can
 * live in one process, and one executor can run several strategies at once.
 *
 * @example
 * await using executor = new SandboxExecutor({ timeoutSeconds: 60, memoryMiB: 1024 });
 * const outcome = await executor.execute(source, { data: 'sp500.csv', params: { fast: 20 } });
 */
export class SandboxExecutor implements AsyncDisposable {
  readonly #options: ExecutorOptions;
  readonly #settings: PolicySettings;
  readonly #validator: CodeValidator;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #workplace: Promise<Workplace> | null = null;

  /** @throws QuantineError BAD_REQUEST on an option out of its bounds */
  constructor(options: ExecutorOptions = {}) {
    checkExecutorOptions(options);
    // Copies: what was looked at once cannot become another under the caller's hands.
    this.#options = Object.freeze({ ...options });
    this.#settings = structuredClone(policySettingsOf(options));
    this.#validator = new CodeValidator({ policy: this.#settings });
  }

  /**
   * @param source the strategy: bytes exactly as they are, or text, which is UTF-8
   * @throws QuantineError on a bad request, or where the engine, the image or a limit is not there
   */
  async execute(source: string | Uint8Array, options: ExecuteOptions = {}): Promise<ExecutionOutcome> {
    if (this.#closing.signal.aborted) throw new QuantineError('BAD_REQUEST', 'the executor was cleaned up');
    const run = this.#execute(source, options);
    this.#running.add(run);
    return run.finally(() => this.#running.delete(run));
  }

  /** Cancels what runs and leaves nothing behind. The executor cannot be used afterwards. */
  async cleanup(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled([...this.#running]);
    const workplace = await this.#workplace?.catch(() => null);
    await workplace?.manager.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cleanup();
  }

  async #execute(source: string | Uint8Array, given: ExecuteOptions): Promise<ExecutionOutcome> {
    checkExecuteOptions(given);
    const options = Object.freeze({ ...given });
    // A copy of bytes, so that what is judged cannot change before it runs.
    const judged = typeof source === 'string' ? source : sourceBytes(source);
    const params = checkedParams(options.params ?? {});
    const files = dataFilesOf(options.data);
    await checkDataFiles(files);
    const id = newExecutionId();
    const report = await this.#judge(judged, options);
    const mayRun = report === null || report.isValid;
    if (report !== null) await options.onReport?.(report);
    if (report !== null && !mayRun) return rejected(id, report);
    const bytes = sourceBytes(judged);
    const data = await hashDataFiles(files);
    const workplace = await this.#arrive();
    const execution: DataExecution = {
      id,
      startedAt: new Date(),
      source: bytes,
      sourceSha256: report?.sha256 ?? createHash('sha256').update(bytes).digest('hex'),
      report,
      data,
      params,
      limits: resolveLimits({ ...this.#options, ...givenLimits(options) }, workplace.facts),
      waived: [...(report === null ? (['validation'] as const) : []), ...(this.#options.waive ?? [])],
      collectArtifacts: options.collectArtifacts ?? true,
    };
    return outcomeOf(execution, workplace.surroundings, await this.#run(workplace, execution, options));
  }

  async #judge(source: string | Uint8Array, options: ExecuteOptions): Promise<Report | null> {
    if (this.#options.validateCode === false) {
      const bytes = Buffer.byteLength(source);
      if (bytes <= FIXED.maxSourceBytes) return null;
      throw new QuantineError('BAD_REQUEST', `a source of ${bytes} bytes is past ${FIXED.maxSourceBytes}`);
    }
    const { maxRiskScore } = options;
    const own = maxRiskScore === undefined ? undefined : definePolicy({ ...this.#settings, maxRiskScore });
    return decided(await this.#validator.validate(source, own), await this.#approvals());
  }

  async #approvals(): Promise<Approvals> {
    const { approvals = NO_APPROVALS } = this.#options;
    return typeof approvals === 'string' ? await loadApprovals(approvals) : approvals;
  }

  /** Finds the engine and the image once. A failure is not kept: the next run looks again. */
  #arrive(): Promise<Workplace> {
    this.#workplace ??= this.#findWorkplace().catch((error) => {
      this.#workplace = null;
      throw error;
    });
    return this.#workplace;
  }

  async #findWorkplace(): Promise<Workplace> {
    const settings = this.#options.settings ?? loadSettings();
    const engine = this.#options.engine ?? new DockerEngine(await locateEngine(settings));
    const facts = await askFacts(engine);
    requireSupportedEngine(facts);
    const image = await requireImage(engine, this.#settings.image, settings);
    const seccomp = readSeccompProfile();
    return {
      facts,
      surroundings: { quantineVersion: packageVersion(), image, engine: facts, seccompSha256: seccomp.sha256 },
      manager: new SandboxManager(engine, facts, seccomp),
    };
  }

  async #run(
    { manager, surroundings }: Workplace,
    execution: DataExecution,
    options: ExecuteOptions,
  ): Promise<RunFacts> {
    const signal = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])]);
    const { onOutput } = options;
    let lease: Lease | null = null;
    try {
      if (signal.aborted) return cancelledBeforeStart();
      lease = await manager.lease({ ...execution, imageId: surroundings.image.id, signal });
      return await runStrategy(lease.sandbox, runFrame(execution), { signal, ...(onOutput && { onOutput }) });
    } catch (error) {
      if (lease === null && signal.aborted) return cancelledBeforeStart();
      throw error;
    } finally {
      lease?.release();
    }
  }
}

/** Runs one strategy with an executor of its own. */
export async function executeCodeInSandbox(
  source: string | Uint8Array,
  options: ExecutorOptions & ExecuteOptions = {},
): Promise<ExecutionOutcome> {
  const [ofExecutor, ofRun] = partOptions(options);
  await using executor = new SandboxExecutor(ofExecutor);
  return await executor.execute(source, ofRun);
}

function rejected(executionId: string, report: Report): RejectedOutcome {
  return {
    status: 'rejected',
    success: false,
    executionId,
    ...(report.unreadable !== undefined && { code: report.unreadable.code }),
    message: report.refusal ?? 'refused',
    sourceSha256: report.sha256,
    report,
  };
}
