import { statfs } from 'node:fs/promises';
import { ERROR_CATALOGUE } from '../../core/errors.js';
import type { EngineEndpoint, EngineFacts } from '../../engine/container-engine.js';
import { describeAddress } from '../../engine/engine-address.js';
import { lackOf } from '../../engine/support.js';
import { type Check, failed, ok, warning } from './check.js';
import { checkRunc } from './runc-escapes.js';

const GIB = 1024 ** 3;

/** What a build of the image takes at its peak, and what is little enough to be the next trouble. */
const DISK = { needed: 2 * GIB, comfortable: 6 * GIB } as const;

/** What the engine says of itself. What it really enforces is for the probe in `caps.ts` to say. */
export function checkEngine(facts: EngineFacts, endpoint: EngineEndpoint): readonly Check[] {
  return [
    checkVersion(facts, endpoint),
    ok('cgroup', `version ${facts.cgroupVersion}${facts.rootless ? ', rootless' : ''}, kernel ${facts.kernelVersion}`),
    facts.isPodman
      ? warning('runc', 'Podman picks its own runtime', 'See `podman info`.')
      : checkRunc(facts.runcVersion),
    checkSeccomp(facts),
    ok('room', `${facts.cpus} CPUs, ${gibibytes(facts.memoryBytes)} of memory; a run gets half of it at most`),
  ];
}

function checkVersion(facts: EngineFacts, { address, origin }: EngineEndpoint): Check {
  const where = describeAddress(address);
  const found = `${facts.name} ${facts.version}, API ${facts.apiVersion}, at ${where === origin ? where : `${where} (${origin})`}`;
  const lack = lackOf(facts);
  if (lack !== null) return failed('engine', `${found}: ${lack}`, ERROR_CATALOGUE.ENGINE_UNSUPPORTED.nextStep);
  if (!facts.isPodman) return ok('engine', found);
  return warning('engine', found, 'Podman is best effort: Docker Engine is what every release is tested on.');
}

function checkSeccomp({ seccomp }: EngineFacts): Check {
  return seccomp
    ? ok('seccomp', 'the engine filters system calls')
    : failed('seccomp', 'the engine was built without it', 'Use an engine that lists seccomp under `docker info`.');
}

/** Room where the engine keeps images and volumes; only for an engine whose disk is this machine's. */
export async function checkDisk({ dataRoot }: EngineFacts, { address }: EngineEndpoint): Promise<Check> {
  if (address.kind !== 'socket') return ok('disk', `${dataRoot} on the machine of the engine: not seen from here`);
  try {
    const { bavail, bsize } = await statfs(dataRoot);
    return judgeDisk(bavail * bsize, dataRoot);
  } catch {
    return ok('disk', `${dataRoot}: not seen from here`);
  }
}

export function judgeDisk(freeBytes: number, dataRoot: string): Check {
  const found = `${gibibytes(freeBytes)} free in ${dataRoot}`;
  const nextStep = 'Make room: `quantine data prune`, `docker system prune`.';
  if (freeBytes < DISK.needed) return failed('disk', found, nextStep);
  return freeBytes < DISK.comfortable ? warning('disk', found, nextStep) : ok('disk', found);
}

function gibibytes(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
