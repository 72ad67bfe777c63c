import { QuantineError } from '../core/errors.js';
import type { ContainerEngine, EngineFacts } from './container-engine.js';

/** What no run can do without, and what kind it is. */
const NEEDED = {
  name: 'string',
  version: 'string',
  apiVersion: 'string',
  architecture: 'string',
  osType: 'string',
  cpus: 'number',
  memoryBytes: 'number',
} as const satisfies Partial<Record<keyof EngineFacts, string>>;

/**
 * What an engine says of itself. One that a caller made may say anything, or nothing.
 * @throws QuantineError BAD_REQUEST where these are no facts
 */
export async function askFacts(engine: ContainerEngine): Promise<EngineFacts> {
  const facts = await answerOf(engine);
  const given = Object(facts) as Readonly<Record<string, unknown>>;
  const missing = Object.entries(NEEDED).find(([name, kind]) => typeof given[name] !== kind);
  if (missing === undefined) return facts;
  throw new QuantineError('BAD_REQUEST', `engine: its facts() must give a ${missing[1]} as ${missing[0]}`);
}

/** Docker 20.10's. Before it, stats, seccomp and cgroup v2 are not what the attestation relies on. */
const OLDEST_API = [1, 41] as const;

/** Before it, Podman's Docker-compatible service takes a seccomp profile as a path of its own machine, not as content. */
const OLDEST_PODMAN_MAJOR = 5;

/** Architectures the seccomp profile is written for. */
const ARCHITECTURES: readonly string[] = ['amd64', 'x86_64', 'arm64', 'aarch64'];

async function answerOf(engine: ContainerEngine): Promise<EngineFacts> {
  try {
    return await engine.facts();
  } catch (error) {
    if (error instanceof Error) throw error;
    throw new QuantineError('BAD_REQUEST', 'engine: its facts() threw what is no Error', { cause: error });
  }
}

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
