import { expect, it } from 'vitest';
import { hasPrinted, start } from './cli-command.js';
import { silentEngine } from './silent-engine.js';

it.each(['doctor', 'setup', 'image build'])(
  'quantine %s ends with 130 where it is cancelled, whatever becomes of its engine',
  async (command) => {
    const { env, asked, hangUp } = silentEngine();
    const running = start({ args: command.split(' '), env });
    await asked;
    running.kill('SIGINT');
    await hasPrinted(running, 'cancelling', 'stderr');
    hangUp();
    expect(await running).toMatchObject({ exitCode: 130, stdout: '', stderr: expect.stringContaining('cancelled: ') });
  },
);
