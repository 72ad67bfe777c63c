import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import { imageReference } from '../../src/engine/image.js';
import { DEFAULT_TEMPLATE } from '../../src/engine/image-templates.js';
import { LABEL } from '../../src/engine/labels.js';
import { SandboxExecutor } from '../../src/executor.js';
import { dockerAt, eventually, ourContainers, realDocker } from '../helpers/real-engine.js';
import { type SecondEngine, startSecondEngine } from '../helpers/second-engine.js';
import { hasPrinted, start } from './cli-command.js';

let second: SecondEngine;

beforeAll(async () => {
  second = await startSecondEngine();
});
afterAll(() => second[Symbol.asyncDispose]());

async function copyImage(): Promise<void> {
  const reference = await imageReference(DEFAULT_TEMPLATE, loadSettings());
  const image = await (await realDocker()).getImage(reference).get();
  const loaded = await dockerAt({ kind: 'socket', path: second.socketPath }).loadImage(image);
  await new Promise((resolve, reject) => loaded.on('end', resolve).on('error', reject).resume());
}

const containersOnIt = () => ourContainers(dockerAt({ kind: 'socket', path: second.socketPath }));

const busy = 'import time\nprint("up", flush=True)\ntime.sleep(300)';

describe('an engine of our own', () => {
  it('without the image is refused with IMAGE_NOT_FOUND and what to type', async () => {
    await using executor = new SandboxExecutor({ validateCode: false, engine: second.engine });
    await expect(executor.execute('result = 1')).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      nextStep: expect.stringContaining('quantine image build'),
    });
  });

  it('that is lost in the middle of a run is ENGINE_LOST, and nothing of the run goes on when it is back', async () => {
    await copyImage();
    const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512, engine: second.engine });
    let up = () => {};
    const isUp = new Promise<void>((resolve) => {
      up = resolve;
    });
    const running = executor.execute(busy, { timeoutSeconds: 120, onOutput: () => up() });
    const ending = running.catch((error) => error);
    await Promise.race([isUp, running]);
    const args = ['run', '-', '--no-validate', '--memory', '512m'];
    const command = start({ args, input: busy, env: { DOCKER_HOST: second.host } });
    await hasPrinted(command, 'up\n');
    await second.kill();
    expect(await ending).toMatchObject({ code: 'ENGINE_LOST', retryable: true });
    expect(await command).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/error\[ENGINE_LOST\]: .*\n {2}\S.*start it and run again/),
    });
    await executor.cleanup();

    await second.start();
    await using next = new SandboxExecutor({ validateCode: false, memoryMiB: 512, engine: second.engine });
    expect(await next.execute('result = 1')).toMatchObject({ status: 'completed', value: 1 });
    // The command's container went with its owner. That of this process is dead, and stays until its owner is.
    const left = await eventually(containersOnIt, (all) => all.length === 1);
    expect(left.map(({ State, Labels }) => [State, Labels[LABEL.pid]])).toEqual([['exited', String(process.pid)]]);
  });

  it('that is gone is DOCKER_UNAVAILABLE', async () => {
    await second.stop();
    await using executor = new SandboxExecutor({ validateCode: false, engine: second.engine });
    await expect(executor.execute('result = 1')).rejects.toMatchObject({ code: 'DOCKER_UNAVAILABLE' });
  });
});
