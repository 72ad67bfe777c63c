import { existsSync } from 'node:fs';
import { aptInstall } from '../../engine/apt.js';
import type { CliIo } from '../context.js';
import { say, sayDetail } from './say.js';

/** With AppArmor in the kernel the engine needs its parser to start any container. */
const APPARMOR = '/sys/kernel/security/apparmor';

/** Installs the distribution's own engine. Only for a machine that has none at all: it conflicts with docker-ce. */
export async function installEngine(io: CliIo, signal?: AbortSignal): Promise<void> {
  say(io, 'there is no engine on this machine: installing docker.io with apt-get ...');
  const packages = ['docker.io', 'iptables', 'ca-certificates'];
  await aptInstall(existsSync(APPARMOR) ? [...packages, 'apparmor'] : packages, {
    failsAs: 'DOCKER_UNAVAILABLE',
    onLine: (line) => sayDetail(io, line),
    signal,
  });
}
