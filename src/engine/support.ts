import { QuantineError } from '../core/errors.js';
import type { EngineFacts } from './container-engine.js';

/** Docker 20.10's. Before it, stats, seccomp and cgroup v2 are not what the attestation relies on. */
const OLDEST_API = [1, 41] as const;

/** Before it, Podman's Docker-compatible service takes a seccomp profile as a path of its own machine, not as content. */
const OLDEST_PODMAN_MAJOR = 5;

/** Architectures the seccomp profile is written for. */
const ARCHITECTURES: readonly string[] = ['amd64', 'x86_64', 'arm64', 'aarch64'];

/**
 * Refuses an engine that cannot take a cap at all, before anything is made on it.
 * @throws QuantineError ENGINE_UNSUPPORTED naming what it lacks
 */
export function requireSupportedEngine(facts: EngineFacts): void {
  const lack = lackOf(facts);
  if (lack === null) return;
  throw new QuantineError('ENGINE_UNSUPPORTED', `${facts.name} ${facts.version} cannot be used: ${lack}`);
}

/** What this engine lacks to take a strategy at all; null where nothing. */
export function lackOf(facts: EngineFacts): string | null {
  if (facts.isPodman && Number.parseInt(facts.version, 10) < OLDEST_PODMAN_MAJOR) {
    return `Podman before ${OLDEST_PODMAN_MAJOR} does not take a seccomp profile over its API`;
  }
  if (facts.osType !== 'linux') return `it runs ${facts.osType} containers, not Linux ones`;
  if (!ARCHITECTURES.includes(facts.architecture)) return `there is no seccomp profile for ${facts.architecture}`;
  if (!facts.seccomp) return 'it was built, or started, without seccomp';
  if (isOlder(facts.apiVersion)) return `its API is ${facts.apiVersion}, and ${OLDEST_API.join('.')} is needed`;
  return null;
}

function isOlder(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major < OLDEST_API[0] || (major === OLDEST_API[0] && minor < OLDEST_API[1]);
}
