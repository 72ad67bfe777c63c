import { FIXED } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';
import type { ContainerEngine, CreatedContainer, EngineFacts, RunningContainer } from '../engine/container-engine.js';
import { containerSettings, type SandboxPlan } from '../engine/host-config.js';
import { type HelloFrame, PROTOCOL_VERSION } from '../protocol/frames.js';
import { breachesInHello, breachesInInspection, breachesInWarnings, refuseBreaches } from './attestation.js';
import { GuestChannel } from './guest-channel.js';

/** A container that runs, has proved its isolation, and has not seen any code. */
export interface AttestedSandbox {
  readonly container: RunningContainer;
  readonly channel: GuestChannel;
  readonly hello: HelloFrame;
  readonly plan: SandboxPlan;
}

/**
 * Creates, attaches and starts a container under this plan, and lets it prove that every cap holds.
 * @throws QuantineError LIMIT_NOT_ENFORCED where one does not; whatever was made is removed again
 */
export async function startSandbox(
  engine: ContainerEngine,
  plan: SandboxPlan,
  facts: EngineFacts,
  signal?: AbortSignal,
): Promise<AttestedSandbox> {
  const settings = containerSettings(plan);
  const created = await engine.createContainer(settings);
  let made: Pick<CreatedContainer, 'remove'> = created;
  try {
    refuseBreaches(breachesInWarnings(created.warnings, plan), facts);
    const channel = new GuestChannel();
    const attached = await created.attach(channel);
    made = attached;
    const [container, inspected] = await Promise.all([attached.start(), created.inspect()]);
    refuseBreaches(breachesInInspection(inspected, settings), facts);
    const hello = await receiveHello(channel, container, signal);
    refuseBreaches(breachesInHello(hello.isolation, plan), facts);
    return { container, channel, hello, plan };
  } catch (error) {
    await removeQuietly(made);
    throw error;
  }
}

/** @throws QuantineError where the guest says something else, nothing in time, or ends */
function receiveHello(channel: GuestChannel, container: RunningContainer, signal?: AbortSignal): Promise<HelloFrame> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      settle();
      reject(new QuantineError('ENGINE_FAILED', `the sandbox did not start: ${why}${diagnosis(container)}`));
    };
    const timer = setTimeout(() => fail(`no hello within ${FIXED.helloTimeoutMs / 1000} s`), FIXED.helloTimeoutMs);
    const onAbort = () => fail('it was cancelled');
    const settle = () => {
      clearTimeout(timer);
      channel.silence();
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort);
    channel.listen({
      frame: (frame) => {
        if (frame.type !== 'hello') return fail(`its first word was ${frame.type}`);
        if (frame.protocol !== PROTOCOL_VERSION) return fail(versionMismatch(frame.protocol));
        settle();
        resolve(frame);
      },
      closed: (violation) => fail(violation?.message ?? 'it ended at once'),
    });
    if (signal?.aborted) onAbort();
  });
}

function versionMismatch(guest: number): string {
  return `the guest speaks protocol ${guest}, the host ${PROTOCOL_VERSION}; rebuild the image`;
}

function diagnosis(container: RunningContainer): string {
  const said = container.diagnostics().trim();
  return said === '' ? '' : `\n${said}`;
}

/** The first error is the one to tell; what cannot be removed now carries labels and is removed at the next start. */
async function removeQuietly(made: Pick<CreatedContainer, 'remove'>): Promise<void> {
  await made.remove().catch(() => {});
}
