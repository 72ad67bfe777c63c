import { spawn } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { eventually, ourContainers, ran, realDocker } from '../helpers/real-engine.js';

const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 30 });
afterAll(() => executor.cleanup());

describe('one sandbox, one strategy, then destroyed', () => {
  it('a strategy finds nothing of the one before it', async () => {
    const source = [
      'import os',
      'found = [p for p in ("/tmp/mark", "/output/mark") if os.path.exists(p)]',
      'for path in ("/tmp/mark", "/output/mark"): open(path, "w").close()',
      'result = [found, os.uname().nodename]',
    ].join('\n');
    for (let time = 0; time < 2; time++) {
      expect(await executor.execute(source, { collectArtifacts: false })).toMatchObject({ value: [[], 'quantine'] });
    }
  });

  it('every run has a container of its own, and all are gone afterwards', async () => {
    const docker = await realDocker();
    const seen = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const outcome = ran(
        await executor.execute('import time\nprint("up", flush=True)\ntime.sleep(0.5)', {
          onOutput: async () => {
            for (const container of await ourContainers(docker)) seen.add(container.Id);
          },
        }),
      );
      expect(outcome.status).toBe('completed');
    }
    expect(seen.size).toBe(3);
    expect(
      await eventually(
        () => ourContainers(docker),
        (left) => left.length === 0,
      ),
    ).toEqual([]);
  });

  it('when the owner is killed, nothing of it runs ten seconds later, and the next start removes the rest', async () => {
    const docker = await realDocker();
    const strategy = spawnOwner('import time, os\nos.fork()\nwhile True: time.sleep(1)\n');
    const ofOwner = async () =>
      (await ourContainers(docker)).filter((one) => one.Labels['io.quantine.owner.pid'] === String(strategy.pid));
    const running = async () => (await ofOwner()).filter((container) => container.State === 'running');
    expect(await eventually(running, (found) => found.length === 1)).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    strategy.kill('SIGKILL');
    expect(await eventually(running, (found) => found.length === 0, 10_000)).toEqual([]);
    await using next = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
    await next.execute('result = 1');
    expect(await eventually(ofOwner, (left) => left.length === 0)).toEqual([]);
  });
});

/** A process of its own that runs this strategy. */
function spawnOwner(source: string) {
  const owner = spawn(process.execPath, ['dist/cli/main.js', 'run', '-', '--no-validate', '--timeout', '120'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  owner.stdin.end(source);
  return owner;
}
