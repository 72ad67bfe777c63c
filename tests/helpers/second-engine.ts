import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { probeEngine } from '../../src/engine/probe.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

export interface SecondEngine {
  readonly socketPath: string;
  /** `DOCKER_HOST` for it. */
  readonly host: string;
  readonly engine: DockerEngine;
  /** Ends the daemon and, with it, every container it runs; it may be started again. */
  stop(): Promise<void>;
  /** Ends the daemon as a crash would, at once and without a word to its containers. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes all that it had. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A `dockerd` of a test's own, for what may never be done to the user's: stopping, starving, reconfiguring. It shares
 * the kernel with the user's and nothing else: socket, data root, exec root, pid file and containerd are its own, and it
 * touches no network, bridge or firewall.
 *
 * @param extraArguments further flags of `dockerd`, such as `--seccomp-profile`
 */
export async function startSecondEngine(extraArguments: readonly string[] = []): Promise<SecondEngine> {
  // A socket's path may have 107 bytes at most, so the folder's name is short.
  const folder = mkdtempSync(join(tmpdir(), 'qe-'));
  const socketPath = join(folder, 'd.sock');
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const flags = [
    ['--host', `unix://${socketPath}`],
    ['--data-root', join(folder, 'data')],
    ['--exec-root', join(folder, 'exec')],
    ['--pidfile', join(folder, 'd.pid')],
    ['--config-file', join(folder, 'daemon.json')],
  ].flat();
  const withoutNetwork = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  const daemon = new Daemon(folder, [...flags, ...withoutNetwork, ...extraArguments]);
  const second: SecondEngine = {
    socketPath,
    host: `unix://${socketPath}`,
    engine: new DockerEngine({ address: { kind: 'socket', path: socketPath }, origin: 'second engine' }),
    stop: () => daemon.end('SIGTERM'),
    kill: () => daemon.end('SIGKILL'),
    start: () => daemon.start(socketPath),
    async [Symbol.asyncDispose]() {
      await daemon.end('SIGTERM');
      daemon.endOrphans();
      await unmountBelow(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await second.start();
  } catch (error) {
    await second[Symbol.asyncDispose]();
    throw error;
  }
  return second;
}

class Daemon {
  readonly #folder: string;
  readonly #args: readonly string[];
  #process: ReturnType<typeof spawn> | undefined;

  constructor(folder: string, args: readonly string[]) {
    this.#folder = folder;
    this.#args = args;
  }

  async start(socketPath: string): Promise<void> {
    this.endOrphans();
    const logPath = join(this.#folder, 'dockerd.log');
    const log = openSync(logPath, 'a');
    // Their processes are gone, and a zombie or a reused number must not pass for them.
    rmSync(join(this.#folder, 'd.pid'), { force: true });
    rmSync(join(this.#folder, 'exec/containerd/containerd.pid'), { force: true });
    const child = spawn('dockerd', this.#args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });
    closeSync(log);
    this.#process = child;
    const deadline = performance.now() + START_TIMEOUT_MS;
    while ((await probeEngine({ kind: 'socket', path: socketPath })).finding !== 'answers') {
      if (child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`the second dockerd did not start:\n${readFileSync(logPath, 'utf8').slice(-2000)}`);
      }
      await sleep(100);
    }
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exit;
    clearTimeout(patience);
  }

  /** A killed dockerd leaves its containerd, its shims (all name its folder in their arguments) and their containers. */
  endOrphans(): void {
    const running = processes();
    const orphans = running.filter((one) => one.command.includes(`${this.#folder}/`));
    const shims = new Set(orphans.map((one) => one.pid));
    const containers = running.filter((one) => shims.has(one.parent));
    for (const { pid } of [...containers, ...orphans]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended on its own between the list and here.
      }
    }
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of the machine, by /proc: a bare Debian has no `ps`. */
function processes(): readonly Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return [{ pid: Number(pid), parent: Number(parent), command }];
    } catch {
      return [];
    }
  });
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((target) => target.startsWith(`${folder}/`))
    .reverse();
  for (const target of mounts) await execa('umount', ['--lazy', target], { reject: false });
}
