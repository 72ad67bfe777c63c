import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { contextNames } from '../../engine/docker-context.js';
import { machine, type SearchSettings } from '../../engine/locate.js';

/** What set-up must know of a machine before it decides anything; gathering it changes nothing. */
export interface HostFacts {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether systemd is the init that runs, not only installed. */
  readonly hasSystemd: boolean;
  /** `ID` of /etc/os-release, such as `debian`; undefined where there is no such file. */
  readonly distribution: string | undefined;
  /** Path of the `dockerd` program. */
  readonly dockerd: string | undefined;
  readonly hasPodman: boolean;
  /** Anything else that is, or brings, an engine: packages, Docker Desktop, contexts somebody made. */
  readonly otherEngines: readonly string[];
}

/** Folders of daemons that a user's PATH often lacks. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

const ENGINE_PACKAGES = ['docker-ce', 'docker-desktop', 'docker-engine', 'docker.io', 'moby-engine', 'podman'];

const DESKTOP_FOLDERS = ['/Applications/Docker.app', '/opt/docker-desktop', '/snap/docker'];

export async function readHostFacts(settings: SearchSettings): Promise<HostFacts> {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasSystemd: existsSync('/run/systemd/system'),
    distribution: readDistribution(),
    dockerd: await findCommand('dockerd'),
    hasPodman: (await findCommand('podman')) !== undefined,
    otherEngines: [
      ...(await installedPackages(ENGINE_PACKAGES)),
      ...DESKTOP_FOLDERS.filter((folder) => existsSync(folder)),
      ...contextNames(settings.docker.configDir, machine().files).map((name) => `context ${name}`),
    ],
  };
}

/** The whole path of a program, also where only root's PATH would find it. */
async function findCommand(name: string): Promise<string | undefined> {
  const onPath = await execa('/bin/sh', ['-c', 'command -v "$0"', name], { reject: false });
  if (onPath.stdout?.startsWith('/')) return onPath.stdout;
  return SYSTEM_FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function readDistribution(): string | undefined {
  try {
    return /^ID="?([\w.-]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Those of the packages that dpkg has installed; none where there is no dpkg. */
async function installedPackages(names: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await execa('dpkg', ['--get-selections', ...names], { reject: false });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line.endsWith('install') && !line.endsWith('deinstall'))
    .map((line) => line.split(/[:\s]/)[0] ?? '');
}
