/** Decides what set-up does about the engine. Deciding is pure; `ensure-engine.ts` beside it acts. */
import type { EngineEndpoint } from '../../engine/container-engine.js';
import { answeringEngine, type Look, SYSTEM_SOCKET } from '../../engine/locate.js';
import type { HostFacts } from './host.js';

export type EnginePlan =
  | { readonly kind: 'use'; readonly endpoint: EngineEndpoint }
  | { readonly kind: 'start_unit' }
  | { readonly kind: 'start_dockerd'; readonly program: string }
  | { readonly kind: 'install' }
  /** Nothing that we may do: say what the reader can. Without `nextStep` the search's own sentence stands. */
  | { readonly kind: 'tell'; readonly nextStep?: string };

const DISTRIBUTIONS_WITH_DOCKER_IO = ['debian', 'ubuntu'];

/** @param mayChange whether this command may start what is installed and install what is missing */
export function planEngine(looks: readonly Look[], host: HostFacts, mayChange: boolean): EnginePlan {
  const endpoint = answeringEngine(looks);
  if (endpoint !== undefined) return { kind: 'use', endpoint };
  if (isChosenElsewhere(looks) || looks.some((look) => look.finding === 'no_permission')) return { kind: 'tell' };
  if (looks.some((look) => look.finding === 'silent')) {
    return { kind: 'tell', nextStep: `Something listens and does not answer: ${restartCommand(host)}` };
  }
  const canStart = host.isRoot && host.platform === 'linux' && mayChange;
  if (host.dockerd !== undefined && canStart) {
    return host.hasSystemd ? { kind: 'start_unit' } : { kind: 'start_dockerd', program: host.dockerd };
  }
  const startCommand = commandThatStarts(host);
  if (startCommand !== undefined) return { kind: 'tell', nextStep: startCommand };
  const canInstall = host.isRoot && takesDockerIo(host) && mayChange;
  return canInstall ? { kind: 'install' } : { kind: 'tell', nextStep: commandThatInstalls(host) };
}

/** The environment names an engine that is not the one this machine would start. */
function isChosenElsewhere([first]: readonly Look[]): boolean {
  if (first?.isChosen !== true) return false;
  const { address } = first;
  return address.kind !== 'socket' || ![SYSTEM_SOCKET, '/run/docker.sock'].includes(address.path);
}

function takesDockerIo({ platform, distribution }: HostFacts): boolean {
  return platform === 'linux' && DISTRIBUTIONS_WITH_DOCKER_IO.includes(distribution ?? '');
}

function restartCommand({ hasSystemd }: HostFacts): string {
  return hasSystemd ? 'look at `journalctl -u docker`, then `sudo systemctl restart docker`.' : 'restart it.';
}

/** How to start what is installed; undefined where nothing is. */
function commandThatStarts(host: HostFacts): string | undefined {
  if (host.dockerd !== undefined) {
    return host.hasSystemd
      ? 'Docker is installed and does not run. Start it: sudo systemctl start docker'
      : "Docker is installed and does not run. Start it: sudo sh -c 'setsid dockerd >/var/log/dockerd.log 2>&1 &'";
  }
  if (host.otherEngines.includes('/Applications/Docker.app')) {
    return 'Docker Desktop is installed and does not run. Start it: open -a Docker';
  }
  if (host.otherEngines.some((engine) => engine.endsWith('docker-desktop'))) {
    return 'Docker Desktop is installed and does not run. Start it: systemctl --user start docker-desktop';
  }
  if (host.hasPodman) return startPodman(host);
  if (host.otherEngines.length > 0) {
    return `This machine has an engine that does not answer (${host.otherEngines.join(', ')}). Start that one, or name another in DOCKER_HOST.`;
  }
  return undefined;
}

function startPodman({ hasSystemd, isRoot, platform }: HostFacts): string {
  if (platform !== 'linux') return 'Podman is installed and does not run. Start it: podman machine start';
  if (isRoot) {
    return 'Podman is installed and its service does not run. Start it: podman system service --time=0 unix:///run/podman.sock & and set DOCKER_HOST=unix:///run/podman.sock';
  }
  return hasSystemd
    ? 'Podman is installed and its service does not run. Start it: systemctl --user start podman.socket'
    : 'Podman is installed and its service does not run. Start it: podman system service --time=0 &';
}

function commandThatInstalls(host: HostFacts): string {
  if (takesDockerIo(host)) {
    return host.isRoot
      ? 'Install an engine: apt-get update && apt-get install docker.io   Then run this command again.'
      : 'Install an engine: sudo apt-get update && sudo apt-get install docker.io && sudo usermod -aG docker $USER   Log in again, then run this command again.';
  }
  if (host.platform === 'darwin') {
    return 'Install an engine: Docker Desktop (https://docs.docker.com/desktop/setup/install/mac-install/) or `brew install colima && colima start`.';
  }
  if (host.platform === 'win32') {
    return 'Install Docker Desktop: https://docs.docker.com/desktop/setup/install/windows-install/';
  }
  return 'Install Docker Engine 20.10 or later: https://docs.docker.com/engine/install/   Then run this command again.';
}
