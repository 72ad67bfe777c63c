import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hasPrinted, start } from './cli-command.js';

it.each(['doctor', 'setup', 'image build'])(
  'quantine %s ends with 130 where it is cancelled, whatever becomes of its engine',
  async (command) => {
    const socket = join(tmpdir(), `quantine-cancelled-${process.pid}.sock`);
    let wasAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      wasAsked = resolve;
    });
    const engine = createServer(({ url }, response) => {
      if (url === '/_ping') response.end('OK');
      else wasAsked();
    }).listen(socket);
    onTestFinished(() => {
      engine.closeAllConnections();
      engine.close();
    });
    const running = start({ args: command.split(' '), env: { DOCKER_HOST: `unix://${socket}` } });
    await asked;
    running.kill('SIGINT');
    await hasPrinted(running, 'cancelling', 'stderr');
    engine.closeAllConnections();
    expect(await running).toMatchObject({ exitCode: 130, stdout: '', stderr: expect.stringContaining('cancelled: ') });
  },
);
