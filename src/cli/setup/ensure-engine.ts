import type { ContainerEngine, EngineEndpoint } from '../../engine/container-engine.js';
import { DockerEngine } from '../../engine/docker-engine.js';
import { answeringEngine, type Look, lookForEngine, noEngine } from '../../engine/locate.js';
import type { CliContext, CliIo } from '../context.js';
import { type EnginePlan, planEngine } from './engine-plan.js';
import { readHostFacts } from './host.js';
import { installEngine } from './install-engine.js';
import { startDockerd, startUnit } from './start-engine.js';

export interface EnsureOptions {
  /** Set up what is missing instead of failing; by default where `QUANTINE_AUTO_SETUP` asks for it. */
  readonly setUp?: boolean;
  /** Ends what is under way: waiting for an engine, or a build. An engine that was started stays. */
  readonly signal?: AbortSignal;
}

/**
 * An engine that answers. Where none does, and set-up is asked for, starts the one that is installed or installs one
 * where there is none, saying so on standard error.
 *
 * @throws QuantineError DOCKER_UNAVAILABLE, PERMISSION_DENIED or ENGINE_UNSUPPORTED with what to do
 * @throws the reason of the signal
 */
export async function ensureEngine(context: CliContext, options: EnsureOptions = {}): Promise<ContainerEngine> {
  const { settings } = context;
  const looks = await lookForEngine(settings);
  const mayChange = (options.setUp ?? settings.autoSetup) && !settings.noInstall;
  return new DockerEngine(answeringEngine(looks) ?? (await setUpEngine(context, looks, mayChange, options.signal)));
}

async function setUpEngine(
  { settings, io }: CliContext,
  looks: readonly Look[],
  mayChange: boolean,
  signal: AbortSignal | undefined,
): Promise<EngineEndpoint> {
  const plan = planEngine(looks, await readHostFacts(settings), mayChange);
  signal?.throwIfAborted();
  if (plan.kind !== 'install') return carryOut(plan, looks, io, signal);
  await installEngine(io, signal);
  const looksAfter = await lookForEngine(settings);
  return carryOut(planEngine(looksAfter, await readHostFacts(settings), true), looksAfter, io, signal);
}

function carryOut(
  plan: EnginePlan,
  looks: readonly Look[],
  io: CliIo,
  signal: AbortSignal | undefined,
): EngineEndpoint | Promise<EngineEndpoint> {
  switch (plan.kind) {
    case 'use':
      return plan.endpoint;
    case 'start_unit':
      return startUnit(io, signal);
    case 'start_dockerd':
      return startDockerd(plan.program, io, signal);
    case 'tell':
      throw noEngine(looks, plan.nextStep);
    case 'install':
      throw noEngine(looks, 'docker.io was installed and brought no dockerd: `apt-get install --reinstall docker.io`.');
  }
}
