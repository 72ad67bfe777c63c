/**
 * The search for an engine.
 *
 * What the environment names is the user's choice: it is taken or it is an error, and never exchanged for another
 * engine. Everything else is tried in order until one answers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import type { EngineAddress, EngineEndpoint } from './container-engine.js';
import { contextAddress, currentContextName, type ReadableFiles, readTls } from './docker-context.js';
import { describeAddress, FORWARD_THE_SOCKET, parseEngineAddress } from './engine-address.js';
import { type ProbeResult, probeEngine } from './probe.js';

/** A place where an engine may listen. */
interface Candidate extends EngineEndpoint {
  /** The environment names it, so nothing else will do. */
  readonly isChosen: boolean;
}

/** A candidate, and what was found there. */
export interface Look extends Candidate, ProbeResult {}

/** What the search reads of the machine. */
export interface SearchedMachine {
  readonly platform: NodeJS.Platform;
  readonly files: ReadableFiles;
  probe(address: EngineAddress): Promise<ProbeResult>;
}

/** The search settings of a process; the rest of `Settings` has no say here. */
export type SearchSettings = Pick<Settings, 'docker' | 'homeDir' | 'xdgRuntimeDir'>;

/** Where Docker listens when nobody says otherwise. */
export const SYSTEM_SOCKET = '/var/run/docker.sock';

/**
 * Every place to look, in order; a single one where the environment chooses.
 * @throws QuantineError BAD_REQUEST where the environment names what cannot be an engine
 */
export function engineCandidates(settings: SearchSettings, { files, platform }: SearchedMachine): readonly Candidate[] {
  const { docker } = settings;
  if (docker.host !== undefined) {
    const tls = docker.tlsVerify ? (readTls(docker.certPath ?? docker.configDir, files) ?? {}) : null;
    const address = parseEngineAddress(docker.host, tls, 'DOCKER_HOST');
    return [{ origin: 'DOCKER_HOST', address, isChosen: true }];
  }
  const wellKnown = wellKnownPaths(settings, platform).map((path) => socketCandidate(path));
  if (docker.context === 'default') return wellKnown;
  if (docker.context !== undefined) {
    const address = contextAddress(docker.context, docker.configDir, files);
    if (address === null) throw unknownContext(docker.context, docker.configDir);
    return [{ origin: `DOCKER_CONTEXT ${docker.context}`, address, isChosen: true }];
  }
  const current = currentContextName(docker.configDir, files);
  const address = current === undefined ? null : contextAddress(current, docker.configDir, files);
  return address === null ? wellKnown : [{ origin: `context ${current}`, address, isChosen: false }, ...wellKnown];
}

/** Looks in order and stops at the first engine that answers, which is then the last of the list. */
export async function lookForEngine(
  settings: SearchSettings,
  searched: SearchedMachine = machine(),
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const candidate of engineCandidates(settings, searched)) {
    const look = { ...candidate, ...(await searched.probe(candidate.address)) };
    looks.push(look);
    if (look.finding === 'answers') break;
  }
  return looks;
}

/** The engine that answered, where one did. */
export function answeringEngine(looks: readonly Look[]): EngineEndpoint | undefined {
  const last = looks.at(-1);
  return last?.finding === 'answers' ? { address: last.address, origin: last.origin } : undefined;
}

/**
 * The engine to use.
 * @throws QuantineError DOCKER_UNAVAILABLE, PERMISSION_DENIED or ENGINE_UNSUPPORTED, naming every place looked at
 */
export async function locateEngine(
  settings: SearchSettings,
  searched: SearchedMachine = machine(),
): Promise<EngineEndpoint> {
  const looks = await lookForEngine(settings, searched);
  const found = answeringEngine(looks);
  if (found === undefined) throw noEngine(looks);
  return found;
}

/** Why there is no engine, from what was found at each place. */
export function noEngine(looks: readonly Look[], nextStep?: string): QuantineError {
  const [first] = looks;
  const details = { looked: looks.map((look) => ({ origin: look.origin, finding: look.finding })) };
  const report = looks.map(describeLook).join('; ');
  if (first?.finding === 'unsupported' && first.isChosen) {
    return new QuantineError('ENGINE_UNSUPPORTED', `${first.origin} is ${describeAddress(first.address)}`, {
      nextStep: FORWARD_THE_SOCKET,
      details,
    });
  }
  if (looks.some((look) => look.finding === 'no_permission')) {
    return new QuantineError('PERMISSION_DENIED', `this user may not use the engine: ${report}`, { details });
  }
  const chosen = first?.isChosen === true ? `Start that engine, or unset ${first.origin.split(' ')[0]}.` : undefined;
  const step = nextStep ?? chosen;
  return new QuantineError('DOCKER_UNAVAILABLE', `no engine answers: ${report}`, {
    details,
    ...(step !== undefined && { nextStep: step }),
  });
}

/** One line for one place: `/var/run/docker.sock: nobody listens`. */
function describeLook(look: Look): string {
  const words = {
    answers: 'answers',
    absent: 'not there',
    refused: 'nobody listens',
    no_permission: 'no permission',
    silent: look.detail,
    unsupported: look.detail,
  }[look.finding];
  const where = describeAddress(look.address);
  return look.origin === where ? `${where}: ${words}` : `${look.origin} (${where}): ${words}`;
}

/** The machine this process runs on. */
export function machine(): SearchedMachine {
  return { platform: process.platform, files: realFiles, probe: (address) => probeEngine(address) };
}

const realFiles: ReadableFiles = {
  readText(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};

function wellKnownPaths({ homeDir, xdgRuntimeDir }: SearchSettings, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return ['//./pipe/docker_engine'];
  const ofRuntimeDir = (path: string) => (xdgRuntimeDir === undefined ? [] : [join(xdgRuntimeDir, path)]);
  return [
    SYSTEM_SOCKET,
    ...ofRuntimeDir('docker.sock'),
    join(homeDir, '.docker/run/docker.sock'),
    ...ofRuntimeDir('podman/podman.sock'),
  ];
}

function socketCandidate(path: string): Candidate {
  return { origin: path, address: { kind: 'socket', path }, isChosen: false };
}

function unknownContext(name: string, configDir: string): QuantineError {
  return new QuantineError('DOCKER_UNAVAILABLE', `DOCKER_CONTEXT names ${name}, and ${configDir} has no such context`, {
    nextStep: 'Name one that `docker context ls` shows, or unset DOCKER_CONTEXT.',
  });
}
