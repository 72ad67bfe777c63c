import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import type { ContainerEngine } from '../../src/engine/container-engine.js';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { LABEL } from '../../src/engine/labels.js';
import { locateEngine } from '../../src/engine/locate.js';
import { SandboxExecutor } from '../../src/executor.js';
import { containersOf, endingOf, eventually, ran, realDocker } from '../helpers/real-engine.js';

const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 60 });
let engine: ContainerEngine;
beforeAll(async () => {
  engine = new DockerEngine(await locateEngine(loadSettings()));
});
afterAll(() => executor.cleanup());

/** An engine that forgets one thing it was asked for, as a real one may. */
function forgetful(change: (settings: Parameters<ContainerEngine['createContainer']>[0]) => unknown): ContainerEngine {
  return new Proxy(engine, {
    get: (target, name) => {
      if (name === 'createContainer') {
        return (settings: Parameters<ContainerEngine['createContainer']>[0]) =>
          settings.Labels['io.quantine.role'] === 'sandbox'
            ? target.createContainer(change(settings) as typeof settings)
            : target.createContainer(settings);
      }
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const without =
  (...keys: string[]) =>
  (settings: { HostConfig: object }) => ({
    ...settings,
    HostConfig: { ...settings.HostConfig, ...Object.fromEntries(keys.map((key) => [key, undefined])) },
  });

describe('no limit is ever silently absent', () => {
  it('the container in use has every setting, by the engine’s own account', async () => {
    const docker = await realDocker();
    let inspected: Awaited<ReturnType<ReturnType<typeof docker.getContainer>['inspect']>> | undefined;
    const source = 'import time\nprint("up", flush=True)\ntime.sleep(60)';
    const cancel = new AbortController();
    const running = executor.execute(source, {
      data: 'examples/data/sp500.csv',
      signal: cancel.signal,
      onOutput: async () => {
        const [ours] = (await containersOf(docker, process.pid)).filter(
          ({ Labels, State }) => Labels[LABEL.role] === 'sandbox' && State === 'running',
        );
        inspected = await docker.getContainer(ours!.Id).inspect();
        cancel.abort();
      },
    });
    expect(endingOf(await running)).toBe('terminated: cancelled');
    const { HostConfig, Config, Mounts } = inspected!;
    expect(HostConfig).toMatchObject({
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: null,
      IpcMode: 'none',
      Privileged: false,
      Memory: 512 * 1024 ** 2,
      MemorySwap: 512 * 1024 ** 2,
      PidsLimit: 64,
      NanoCpus: 2e9,
      LogConfig: { Type: 'none' },
    });
    expect(HostConfig.SecurityOpt).toEqual(['no-new-privileges', expect.stringMatching(/^seccomp=\{/)]);
    expect(Config.User).toBe('65532:65532');
    expect(Mounts.filter((mount) => mount.Type === 'bind')).toEqual([]);
    expect(Mounts.filter((mount) => mount.Type === 'volume' && mount.RW)).toEqual([]);
  });

  it.each([
    ['memory', 'Memory', 'MemorySwap'],
    ['pids', 'PidsLimit'],
    ['cpu', 'NanoCpus'],
    ['capabilities', 'CapDrop'],
    ['read-only root', 'ReadonlyRootfs'],
    ['ipc', 'IpcMode'],
    ['/tmp', 'Tmpfs'],
    ['nofile', 'Ulimits'],
  ])('a run whose %s cap the engine left out is refused, by name', async (cap, ...keys) => {
    await using careless = new SandboxExecutor({
      validateCode: false,
      memoryMiB: 512,
      engine: forgetful(without(...keys)),
    });
    const refusal = await careless.execute('print("ran")').catch((error) => error);
    expect(refusal).toMatchObject({ code: 'LIMIT_NOT_ENFORCED' });
    expect(refusal.details.caps).toContain(cap);
  });

  it('a run without the seccomp profile, and one as another user, are refused', async () => {
    const unconfined = forgetful((settings) => ({
      ...settings,
      HostConfig: { ...settings.HostConfig, SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] },
    }));
    await using first = new SandboxExecutor({ validateCode: false, memoryMiB: 512, engine: unconfined });
    await expect(first.execute('x = 1')).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED' });
    const asRoot = forgetful((settings) => ({ ...settings, User: '0:0' }));
    await using second = new SandboxExecutor({ validateCode: false, memoryMiB: 512, engine: asRoot });
    await expect(second.execute('x = 1')).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED' });
  });

  it('the CPU cap alone can be waived, and the outcome and its card say so', async () => {
    const engineWithoutCpu = forgetful(without('NanoCpus'));
    await using waiving = new SandboxExecutor({
      validateCode: false,
      memoryMiB: 512,
      waive: ['cpu'],
      engine: engineWithoutCpu,
    });
    const outcome = ran(await waiving.execute('result = 1'));
    expect([endingOf(outcome), outcome.waived, outcome.runCard.waived]).toEqual([
      'completed',
      ['validation', 'cpu'],
      ['validation', 'cpu'],
    ]);
  });

  it('the deadline holds though the process that watches it is stopped', async () => {
    const owner = spawn(process.execPath, ['dist/cli/main.js', 'run', '-', '--no-validate', '--timeout', '5'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    let printed = '';
    owner.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    owner.stdin.end('print("up", flush=True)\nwhile True: pass');
    const said = async () => printed;
    expect(await eventually(said, (text) => text.includes('up\n'))).toContain('up\n');
    owner.kill('SIGSTOP');
    const docker = await realDocker();
    const running = async () => (await containersOf(docker, owner.pid!)).filter(({ State }) => State === 'running');
    expect(await eventually(running, (found) => found.length === 0)).toEqual([]);
    expect(printed).not.toContain('time limit');
    owner.kill('SIGCONT');
    expect(await eventually(said, (text) => text.includes('time limit'))).toContain('stopped at its time limit of 5 s');
  });

  it('refused runs leave no container', async () => {
    const docker = await realDocker();
    const left = await eventually(
      () => containersOf(docker, process.pid),
      (found) => found.length === 0,
    );
    expect(left).toEqual([]);
  });
});
