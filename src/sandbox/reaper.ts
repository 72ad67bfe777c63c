import type { ContainerEngine } from '../engine/container-engine.js';
import { currentOwner, LABEL, type Labels, MANAGED_LABEL, type Owner, processStart } from '../engine/labels.js';

/**
 * Removes the containers of owners that are dead, and whatever has expired. An owner on another machine, of another boot
 * or in another PID namespace cannot be asked, so its containers go only then.
 * @returns how many were removed
 */
export async function reapDeadContainers(engine: ContainerEngine, now = new Date()): Promise<number> {
  const self = currentOwner();
  const found = await engine.listContainers(MANAGED_LABEL);
  const dead = found.filter((container) => isAbandoned(container.labels, self, now));
  await Promise.all(dead.map((container) => engine.removeContainer(container.id)));
  return dead.length;
}

/** Whether nobody can still want the container with these labels. */
export function isAbandoned(labels: Labels, self: Owner, now: Date, startOf = ownerStart): boolean {
  const isNeighbour =
    labels[LABEL.machine] === self.machine &&
    labels[LABEL.boot] === self.boot &&
    labels[LABEL.pidNamespace] === self.pidNamespace;
  const hasExpired = !(new Date(labels[LABEL.expiresAt] ?? 0) > now);
  if (hasExpired || !isNeighbour) return hasExpired;
  const start = startOf(Number(labels[LABEL.pid]));
  return start === null || start !== labels[LABEL.pidStart];
}

/** Where the kernel shows no start times, a process that answers to its number counts as the same one. */
function ownerStart(pid: number): string | null {
  const start = processStart(pid);
  if (start !== null || process.platform === 'linux') return start;
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? '' : null;
  }
}
