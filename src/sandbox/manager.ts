import { randomUUID } from 'node:crypto';
import { FIXED } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';
import type { Limits, Waiver } from '../core/run-card.js';
import type { ContainerEngine, EngineFacts } from '../engine/container-engine.js';
import type { HashedDataFile } from '../engine/data-file.js';
import { ensureData, type Filler, linksOf, refillData } from '../engine/dataset.js';
import type { SandboxPlan } from '../engine/host-config.js';
import { containerLabels, currentOwner } from '../engine/labels.js';
import type { SeccompProfile } from '../engine/seccomp.js';
import { type AttestedSandbox, startSandbox } from '../runner/start-sandbox.js';
import { reapDeadContainers } from './reaper.js';

/** How much longer than its run a container may live when its owner cannot be asked. */
const EXPIRY_MARGIN_MS = 5 * 60_000;

/** How long `close` waits for an engine to remove what is left: an outcome must not wait for one that is frozen. */
const CLOSE_PATIENCE_MS = 5_000;

export interface LeaseRequest {
  /** The execution it is for, by which its container can be found. */
  readonly id: string;
  readonly imageId: string;
  readonly limits: Limits;
  readonly data: readonly HashedDataFile[];
  readonly waived: readonly Waiver[];
  readonly signal?: AbortSignal;
}

/** The exclusive, single use of a sandbox that has proved its isolation. */
export interface Lease {
  readonly sandbox: AttestedSandbox;
  /** Lets the sandbox be destroyed, without waiting for it: `close` does. Whoever holds a lease releases it. */
  release(): void;
}

/** Makes sandboxes, knows which live, and leaves none behind. */
export class SandboxManager {
  readonly #engine: ContainerEngine;
  readonly #facts: EngineFacts;
  readonly #seccomp: SeccompProfile;
  readonly #leases = new Set<Lease>();
  readonly #releasing = new Set<Promise<void>>();
  #reaping: Promise<void> | null = null;

  constructor(engine: ContainerEngine, facts: EngineFacts, seccomp: SeccompProfile) {
    this.#engine = engine;
    this.#facts = facts;
    this.#seccomp = seccomp;
  }

  /**
   * A fresh sandbox with its data in place.
   * @throws QuantineError LIMIT_NOT_ENFORCED, ENGINE_FAILED, DATA_INVALID, ...
   */
  async lease(request: LeaseRequest): Promise<Lease> {
    this.#reaping ??= this.#reap();
    const sandbox = await this.#startWithData(request);
    const lease: Lease = {
      sandbox,
      release: () => {
        this.#leases.delete(lease);
        this.#destroy(sandbox);
      },
    };
    this.#leases.add(lease);
    return lease;
  }

  /**
   * Destroys every sandbox that lives, and waits for those on their way out. What an engine that does not answer has not
   * removed by then carries labels, and goes at the next start.
   */
  async close(): Promise<void> {
    for (const lease of this.#leases) lease.release();
    await atMost(CLOSE_PATIENCE_MS, Promise.all([...this.#releasing, this.#reaping]));
  }

  /** A dataset volume may be half filled by somebody who died; the guest sees that, and it is filled again, once. */
  async #startWithData(request: LeaseRequest): Promise<AttestedSandbox> {
    const filler = this.#filler(request);
    const mounted = await ensureData(this.#engine, request.data, filler);
    const plan = this.#plan(request, mounted);
    const sandbox = await startSandbox(this.#engine, plan, this.#facts, request.signal);
    if (seesAllData(sandbox, request.data)) return sandbox;
    await sandbox.container.destroy();
    // A filler that died holds its volume until it is reaped.
    await this.#reaping;
    await refillData(this.#engine, request.data, filler);
    const second = await startSandbox(this.#engine, plan, this.#facts, request.signal);
    if (seesAllData(second, request.data)) return second;
    await second.container.destroy();
    throw new QuantineError('ENGINE_FAILED', 'a sandbox does not see its data files, though they were filled anew', {
      nextStep: 'Run `quantine data prune`, then try again.',
    });
  }

  #plan(request: LeaseRequest, mounted: Pick<SandboxPlan, 'datasets' | 'namesVolume'>): SandboxPlan {
    const { imageId, limits, waived } = request;
    return {
      imageId,
      limits,
      waived,
      ...mounted,
      labels: containerLabels(currentOwner(), 'sandbox', this.#expiryOf(limits), request.id),
      seccompProfile: this.#seccomp.json,
    };
  }

  #filler({ imageId, limits, id, signal }: LeaseRequest): Filler {
    const labels = containerLabels(currentOwner(), 'filler', this.#expiryOf(limits), id);
    return { imageId, labels, ...(signal !== undefined && { signal }) };
  }

  #expiryOf(limits: Limits): Date {
    return new Date(Date.now() + FIXED.helloTimeoutMs + limits.timeoutSeconds * 1000 + EXPIRY_MARGIN_MS);
  }

  /** Somebody else's leftovers are no reason to fail a run: the next start tries again. */
  async #reap(): Promise<void> {
    await reapDeadContainers(this.#engine).catch(() => {});
  }

  /** What cannot be removed now, because the engine is gone, carries labels and goes at the next start. */
  #destroy(sandbox: AttestedSandbox): void {
    const gone = sandbox.container.destroy().catch(() => {});
    this.#releasing.add(gone);
    void gone.then(() => this.#releasing.delete(gone));
  }
}

function seesAllData({ hello }: AttestedSandbox, data: readonly HashedDataFile[]): boolean {
  const isWhole = ({ sha256, bytes }: HashedDataFile) =>
    hello.datasets.some((seen) => seen.sha256 === sha256 && seen.bytes === bytes);
  return data.every(isWhole) && [...linksOf(data).keys()].every((name) => hello.names.includes(name));
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}

/** A new identity for one execution. */
export function newExecutionId(): string {
  return randomUUID();
}
