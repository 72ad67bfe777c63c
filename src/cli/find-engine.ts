import type { ContainerEngine } from '../engine/container-engine.js';
import type { CliContext } from './context.js';

/**
 * The engine as it is, for a command that only asks it something: nothing is started or installed for that.
 * @throws QuantineError DOCKER_UNAVAILABLE, PERMISSION_DENIED or ENGINE_UNSUPPORTED with what to do
 */
export async function findEngine(context: CliContext): Promise<ContainerEngine> {
  const { ensureEngine } = await import('./setup/ensure-engine.js');
  return ensureEngine(context, { setUp: false });
}
