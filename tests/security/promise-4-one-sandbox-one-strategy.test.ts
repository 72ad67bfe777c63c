import { spawn } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { LABEL } from '../../src/engine/labels.js';
import { SandboxExecutor } from '../../src/executor.js';
import { containersOf, eventually, realDocker } from '../helpers/real-engine.js';

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

  it('every run has a container of its own, which is gone once the executor is', async () => {
    const own = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 60 });
    const cancel = new AbortController();
    const three = [1, 2, 3].map(() => runUntilCancelled(own, cancel.signal));
    await Promise.all(three.map(({ isUp }) => isUp));
    const during = await executionsWithContainer();
    cancel.abort();
    const outcomes = await Promise.all(three.map(({ outcome }) => outcome));
    await own.cleanup();
    const after = await executionsWithContainer();
    for (const { executionId } of outcomes) {
      expect(during.filter((id) => id === executionId)).toHaveLength(1);
      expect(after).not.toContain(executionId);
    }
  });

  it('a container is destroyed after its run, though the executor lives on', async () => {
    const { executionId } = await executor.execute('result = 1');
    const left = await eventually(executionsWithContainer, (found) => !found.includes(executionId));
    expect(left).not.toContain(executionId);
  });

  it('when the owner is killed, nothing of it runs ten seconds later, and the next start removes the rest', async () => {
    const docker = await realDocker();
    const owner = spawnOwner('import time, os\nos.fork()\nprint("up", flush=True)\nwhile True: time.sleep(1)\n');
    await isUp(owner);
    const ofOwner = () => containersOf(docker, owner.pid!);
    const running = async () => (await ofOwner()).filter((container) => container.State === 'running');
    expect(await running()).toHaveLength(1);
    owner.kill('SIGKILL');
    expect(await eventually(running, (found) => found.length === 0, 10_000)).toEqual([]);
    await using next = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
    await next.execute('result = 1');
    expect(await eventually(ofOwner, (left) => left.length === 0)).toEqual([]);
  });
});

/** The execution that each container of this process is for. */
async function executionsWithContainer(): Promise<readonly (string | undefined)[]> {
  const containers = await containersOf(await realDocker(), process.pid);
  return containers.map(({ Labels }) => Labels[LABEL.executionId]);
}

/** A strategy that runs until it is cancelled. It `isUp` once it has said its first word. */
function runUntilCancelled(own: SandboxExecutor, signal: AbortSignal) {
  let printed = () => {};
  const hasPrinted = new Promise<void>((resolve) => {
    printed = resolve;
  });
  const source = 'import time\nprint("up", flush=True)\nwhile True: time.sleep(1)';
  const outcome = own.execute(source, { signal, onOutput: () => printed() });
  return { isUp: Promise.race([hasPrinted, outcome]), outcome };
}

/** A process of its own that runs this strategy. */
function spawnOwner(source: string) {
  const owner = spawn(process.execPath, ['dist/cli/main.js', 'run', '-', '--no-validate', '--timeout', '120'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  owner.stdin.end(source);
  return owner;
}

/** Once the strategy of this process has printed something; its report comes before it. */
async function isUp(owner: ReturnType<typeof spawnOwner>): Promise<void> {
  let seen = '';
  for await (const chunk of owner.stdout) {
    seen += chunk;
    if (seen.includes('up\n')) return;
  }
  throw new Error(`it ended before it printed anything: ${seen}`);
}
