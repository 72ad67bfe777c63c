/**
 * Starts an engine that is installed. Success is only ever that it answers: of two set-ups that start it at once one
 * `dockerd` gives way, and both go on with the other.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { monotonicMs } from '../../core/clock.js';
import { QuantineError } from '../../core/errors.js';
import type { EngineEndpoint } from '../../engine/container-engine.js';
import { SYSTEM_SOCKET } from '../../engine/locate.js';
import { probeEngine } from '../../engine/probe.js';
import type { CliIo } from '../context.js';
import { say } from './say.js';

const PID_FILE = '/var/run/docker.pid';
const CONTAINERD_PID_FILE = '/var/run/docker/containerd/containerd.pid';
const LOG_FILE = '/var/log/quantine-dockerd.log';
const START_TIMEOUT_MS = 90_000;
const POLL_MS = 200;

/** Where sandboxes have no network anyway, an engine without one will do; image builds then use the host's. */
const WITHOUT_NETWORK = ['--bridge=none', '--iptables=false', '--ip6tables=false'];

const SYSTEM_ENGINE: EngineEndpoint = {
  address: { kind: 'socket', path: SYSTEM_SOCKET },
  origin: SYSTEM_SOCKET,
};

export async function startUnit(io: CliIo, signal?: AbortSignal): Promise<EngineEndpoint> {
  say(io, 'Docker is installed and does not run: systemctl start docker ...');
  const { failed, stderr } = await execa('systemctl', ['start', 'docker'], { reject: false, stdin: 'ignore' });
  if (!failed && (await waitForAnswer(() => false, signal))) return SYSTEM_ENGINE;
  throw new QuantineError('DOCKER_UNAVAILABLE', `systemctl could not start docker: ${stderr}`, {
    nextStep: 'Read why with `journalctl -u docker -n 50`, mend it, and run this command again.',
  });
}

/** Starts a plain `dockerd` that outlives us; one that only its network keeps from starting is started without. */
export async function startDockerd(program: string, io: CliIo, signal?: AbortSignal): Promise<EngineEndpoint> {
  const logStart = logSize();
  if (isStarting()) {
    say(io, 'dockerd is starting already: waiting for it ...');
  } else {
    removeStalePidFiles();
    say(io, `Docker is installed and does not run: starting ${program} (its log: ${LOG_FILE}) ...`);
    if (await spawnAndWait(program, [], signal)) return SYSTEM_ENGINE;
    if (isNetworkTrouble(complaints(logStart))) {
      say(io, `this machine gives dockerd no network of its own: starting it with ${WITHOUT_NETWORK.join(' ')} ...`);
      if (await spawnAndWait(program, WITHOUT_NETWORK, signal)) return SYSTEM_ENGINE;
    }
  }
  if (isStarting() && (await waitForAnswer(() => !isStarting(), signal))) return SYSTEM_ENGINE;
  throw new QuantineError(
    'DOCKER_UNAVAILABLE',
    `dockerd did not start: ${complaints(logStart).at(-1) ?? 'no reason'}`,
    {
      nextStep: `Read ${LOG_FILE}, mend what it says, and run this command again.`,
    },
  );
}

async function spawnAndWait(program: string, args: readonly string[], signal?: AbortSignal): Promise<boolean> {
  const log = openSync(LOG_FILE, 'a');
  const child = spawn(program, args, { detached: true, cwd: '/', stdio: ['ignore', log, log] });
  closeSync(log);
  let isGone = false;
  const markGone = () => {
    isGone = true;
  };
  child.on('error', markGone).on('exit', markGone).unref();
  return waitForAnswer(() => isGone, signal);
}

/**
 * Whether the engine came to answer before it gave up.
 * @throws the reason of the signal
 */
async function waitForAnswer(hasGivenUp: () => boolean, signal?: AbortSignal): Promise<boolean> {
  const deadline = monotonicMs() + START_TIMEOUT_MS;
  while (monotonicMs() < deadline) {
    const { finding } = await probeEngine(SYSTEM_ENGINE.address);
    if (finding === 'answers') return true;
    if (hasGivenUp()) return false;
    signal?.throwIfAborted();
    await sleep(POLL_MS);
  }
  return false;
}

function isStarting(): boolean {
  return isLiving(PID_FILE, 'dockerd');
}

/** A dead one's file keeps the next from starting, where its number belongs to some other process by now. */
function removeStalePidFiles(): void {
  rmSync(PID_FILE, { force: true });
  if (!isLiving(CONTAINERD_PID_FILE, 'containerd')) rmSync(CONTAINERD_PID_FILE, { force: true });
}

/** Whether the file names a process of this program; one that is dead and not yet reaped is none. */
function isLiving(pidFile: string, program: string): boolean {
  try {
    const stat = readFileSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}/stat`, 'utf8');
    return stat.includes(`(${program}) `) && !stat.includes(') Z ');
  } catch {
    return false;
  }
}

function isNetworkTrouble(lines: readonly string[]): boolean {
  return lines.some((line) => /network controller|iptables|ip6tables|nftables|default bridge/i.test(line));
}

function logSize(): number {
  return statSync(LOG_FILE, { throwIfNoEntry: false })?.size ?? 0;
}

/** What dockerd wrote to its log from there on, without its tales of progress. */
function complaints(fromByte: number): readonly string[] {
  try {
    const lines = readFileSync(LOG_FILE).subarray(fromByte).toString().trim().split('\n');
    return lines.filter((line) => !/level=(debug|info|warning)/.test(line));
  } catch {
    return [];
  }
}
