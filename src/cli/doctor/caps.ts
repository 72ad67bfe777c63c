/** Proves the caps on the engine at hand: a probe sandbox is started, tells what it sees, and is removed. */
import { randomUUID } from 'node:crypto';
import { FIXED, resolveLimits } from '../../config/limits.js';
import { QuantineError } from '../../core/errors.js';
import type { Limits } from '../../core/run-card.js';
import type { ContainerEngine, EngineFacts } from '../../engine/container-engine.js';
import { SANDBOX_USER, type SandboxPlan } from '../../engine/host-config.js';
import { containerLabels, currentOwner } from '../../engine/labels.js';
import { readSeccompProfile } from '../../engine/seccomp.js';
import type { Isolation } from '../../protocol/frames.js';
import { startSandbox } from '../../runner/start-sandbox.js';
import { type Check, failed, ok } from './check.js';

const PROBE_LIFE_MS = 5 * 60_000;

/**
 * One check for each cap, as a sandbox with the default limits sees it; or those that are not in force.
 * @throws the reason of the signal; the sandbox is removed by then
 */
export async function probeCaps(
  engine: ContainerEngine,
  facts: EngineFacts,
  imageId: string,
  signal?: AbortSignal,
): Promise<readonly Check[]> {
  const plan = probePlan(resolveLimits({}, facts), imageId);
  try {
    const { container, hello } = await startSandbox(engine, plan, facts, signal);
    await container.destroy();
    return capsInForce(hello.isolation, plan.limits);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof QuantineError) return capsNotInForce(error);
    throw error;
  }
}

function probePlan(limits: Limits, imageId: string): SandboxPlan {
  const expiresAt = new Date(Date.now() + PROBE_LIFE_MS);
  return {
    imageId,
    limits,
    labels: containerLabels(currentOwner(), 'sandbox', expiresAt, randomUUID()),
    datasets: [],
    namesVolume: null,
    seccompProfile: readSeccompProfile().json,
    waived: [],
  };
}

/** Every line is one that attestation has already compared with the plan. */
function capsInForce({ cgroup, swapTotalBytes }: Isolation, limits: Limits): readonly Check[] {
  const swap = swapTotalBytes === 0 ? 'the machine has no swap' : 'and no swap beyond it';
  return [
    ok('cap memory', `${limits.memoryMiB} MiB, ${swap} (cgroup v${cgroup.version})`),
    ok('cap cpu', `${limits.cpus} CPUs`),
    ok('cap pids', `${limits.pids} processes and threads`),
    ok('cap disk', `/tmp ${limits.tmpMiB} MiB, /output ${limits.outputMiB} MiB, ${FIXED.tmpfsInodes} inodes each`),
    ok('cap files', `${FIXED.openFiles} open, no core dumps, size and CPU time bounded`),
    ok('cap network', 'no interface but lo'),
    ok('cap root', 'read-only, nothing else writable'),
    ok('cap privileges', `no capability, no new privileges, user ${SANDBOX_USER}`),
    ok('cap seccomp', 'our filter is in force'),
  ];
}

function capsNotInForce(error: QuantineError): readonly Check[] {
  const { caps } = error.details;
  if (Array.isArray(caps)) return caps.map((cap) => failed(`cap ${cap}`, error.message, error.nextStep));
  return [failed('caps', error.message, 'Build the image anew (`quantine image build --no-cache`), then ask again.')];
}
