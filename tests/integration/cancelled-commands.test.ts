import { execa } from 'execa';
import { expect, it } from 'vitest';
import { hasPrinted, start } from './cli-command.js';
import { silentEngine } from './silent-engine.js';

const SIGNALS = new URL('../../dist/cli/cancel-on-signal.js', import.meta.url).href;

it('ends where it is cancelled while it is at work and nobody listens any more', async () => {
  const program = `
    const { holdSignals } = await import(${JSON.stringify(SIGNALS)});
    const held = holdSignals();
    process.kill(process.pid, 'SIGINT');
    for (const end = Date.now() + 50; Date.now() < end; );
    held[Symbol.dispose]();
    setTimeout(() => console.log('lives on'), 2000);`;
  const ended = await execa(process.execPath, ['--input-type=module', '--eval', program], { reject: false });
  expect(ended).toMatchObject({ signal: 'SIGINT', stdout: '' });
});

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
