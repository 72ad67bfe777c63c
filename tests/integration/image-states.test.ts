import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SecondEngine, startSecondEngine } from '../helpers/second-engine.js';
import { start } from './cli-command.js';

const OLDER = 'quantine/python313:older';

/** An image of one empty file, which passes for one that an earlier version built. */
function emptyRoot(): Readable {
  const tar = pack();
  tar.entry({ name: 'empty' }, '');
  tar.finalize();
  return Readable.from(tar);
}

// In the order in which a person meets them, on an engine that never had an image.
describe('an engine with an image that is out of date', () => {
  let second: SecondEngine;
  let env: Record<string, string>;
  beforeAll(async () => {
    second = await startSecondEngine();
    env = { DOCKER_HOST: second.host };
    await second.engine.importImage(emptyRoot(), OLDER);
  });
  afterAll(() => second[Symbol.asyncDispose]());

  it('is told to build, with both names, and nothing is built on the way', async () => {
    expect(await start({ args: ['run', '-'], input: 'result = 1\n', env })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(
        /^error\[IMAGE_NOT_FOUND\]: the image quantine\/python313:\w{16} is out of date \(quantine\/python313:older\)\n {2}Run `quantine image build( --image python313)?`\.\n$/,
      ),
    });
  });

  it('is shown as stale', async () => {
    const { stdout, exitCode } = await start({ args: ['image', 'inspect', '--json'], env });
    expect(JSON.parse(stdout)).toMatchObject({ state: 'stale', image: { reference: OLDER }, inventory: null });
    expect(exitCode).toBe(3);
  });

  it('is said to be missing where another template is asked for', async () => {
    const call = { args: ['run', '-', '--image', 'python311', '--json'], input: 'result = 1\n', env };
    const { stdout, exitCode } = await start(call);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: 'IMAGE_NOT_FOUND',
        message: expect.stringMatching(/^the image quantine\/python311:\w{16} is not there$/),
        nextStep: 'Run `quantine image build --image python311`.',
      },
    });
    expect(exitCode).toBe(3);
  });

  it('gets the image of this version, step by step, where set-up is asked for, and then the strategy runs', async () => {
    const call = { args: ['run', '-'], input: 'result = 6 * 7\n', env: { ...env, QUANTINE_AUTO_SETUP: '1' } };
    const { exitCode, stdout, stderr } = await start(call);
    expect(stderr).toMatch(/^quantine: the image quantine\/python313:\w{16} is out of date: building it/m);
    expect(stderr).toMatch(/^ {2}step +\d+ of \d+: RUN /m);
    expect(stdout).toMatch(/^completed$/m);
    expect(stdout).toMatch(/^result\n {2}42$/m);
    expect(exitCode).toBe(0);
  }, 600_000);

  it('is current from then on, and nothing is set up again', async () => {
    const call = { args: ['run', '-'], input: 'result = 1\n', env: { ...env, QUANTINE_AUTO_SETUP: '1' } };
    expect(await start(call)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('an engine that this user may not use', () => {
  it('is PERMISSION_DENIED with what to type, and exits 3', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quantine-denied-'));
    const socket = join(folder, 'd.sock');
    const engine = createServer((_request, response) => response.end('OK')).listen(socket);
    await chmod(folder, 0o755);
    await chmod(socket, 0);
    // Root may use any socket, so what connects is somebody else by then; what runs has been read.
    const asNobody = `data:text/javascript,${encodeURIComponent(`
      import { Socket } from 'node:net';
      const { connect } = Socket.prototype;
      Socket.prototype.connect = function (...args) {
        if (process.geteuid() === 0) { process.setgroups([]); process.setegid(65534); process.seteuid(65534); }
        return connect.apply(this, args);
      };`)}`;
    const env = { DOCKER_HOST: `unix://${socket}`, NODE_OPTIONS: `--import=${asNobody}` };
    const { exitCode, stderr } = await start({ args: ['run', '-'], input: 'result = 1\n', env });
    engine.close();
    await rm(folder, { recursive: true });
    expect(stderr).toMatch(/^error\[PERMISSION_DENIED\]: this user may not use the engine: .*no permission\n {2}\S/);
    expect(exitCode).toBe(3);
  });
});
