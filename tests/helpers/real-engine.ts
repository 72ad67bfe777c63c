import Docker from 'dockerode';
import { loadSettings } from '../../src/config/load.js';
import type { ExecutedOutcome, ExecutionOutcome } from '../../src/core/outcome.js';
import type { EngineAddress } from '../../src/engine/container-engine.js';
import { LABEL, MANAGED_LABEL } from '../../src/engine/labels.js';
import { locateEngine } from '../../src/engine/locate.js';

/** The engine of this machine, spoken to without our own adapter, so that a test can check what the adapter claims. */
export async function realDocker(): Promise<Docker> {
  return dockerAt((await locateEngine(loadSettings())).address);
}

/** The engine at a socket. */
export function dockerAt(address: EngineAddress): Docker {
  if (address.kind !== 'socket') throw new Error('these tests want an engine on a local socket');
  return new Docker({ socketPath: address.path });
}

/** Containers of ours that the engine still has, running or not. */
export async function ourContainers(docker: Docker): Promise<readonly Docker.ContainerInfo[]> {
  const label = Object.entries(MANAGED_LABEL).map(([key, value]) => `${key}=${value}`);
  return docker.listContainers({ all: true, filters: { label } });
}

/** Those of them that a process of this machine owns: whoever else uses Quantine here does not count. */
export async function containersOf(docker: Docker, pid: number): Promise<readonly Docker.ContainerInfo[]> {
  const found = await ourContainers(docker);
  return found.filter(({ Labels }) => Labels[LABEL.pid] === String(pid));
}

/** Asks again until it is so, or until the time is up; the time is a bound on waiting, not on speed. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isSo: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isSo(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The outcome as one that reached a container; anything else fails the test with what came instead. */
export function ran(outcome: ExecutionOutcome): ExecutedOutcome {
  if (outcome.status === 'rejected') throw new Error(`rejected: ${outcome.message}`);
  return outcome;
}

/** What a test compares of an ending: its status and its one word. */
export function endingOf(outcome: ExecutionOutcome): string {
  switch (outcome.status) {
    case 'completed':
      return 'completed';
    case 'rejected':
      return 'rejected';
    case 'failed':
      return `failed: ${outcome.error.type}`;
    case 'terminated':
      return `terminated: ${outcome.reason}`;
  }
}
