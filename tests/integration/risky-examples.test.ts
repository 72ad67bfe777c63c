import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf, ran } from '../helpers/real-engine.js';

const folder = new URL('../../examples/risky/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
const expected = Object.entries(
  JSON.parse(read('expected.json').toString()) as Record<string, { layer: string; ending: string }>,
);
const executor = new SandboxExecutor({ memoryMiB: 512 });
const careless = new SandboxExecutor({ memoryMiB: 512, validateCode: false });
afterAll(async () => {
  await executor.cleanup();
  await careless.cleanup();
});

describe('a risky example', () => {
  it.each(expected)('%s ends as it says', async (name, { ending }) => {
    const timeoutSeconds = ending === 'terminated:wall_clock' ? 2 : 60;
    const outcome = await executor.execute(read(name), { data: 'examples/data/sp500.csv', timeoutSeconds });
    expect(endingOf(outcome).replace(': ', ':')).toBe(ending);
  });
});

// What the validator stops is stopped by the container as well: here nobody reads it first.
describe('let through, a risky example', () => {
  const runUnread = async (name: string) =>
    ran(await careless.execute(read(name), { data: 'examples/data/sp500.csv', timeoutSeconds: 60 }));

  it.each([
    ['network_exfiltration.py', 'failed: ModuleNotFoundError'],
    ['obfuscated_eval.py', 'failed: AttributeError'],
    ['run_a_program.py', 'failed: FileNotFoundError'],
    ['silent_exit.py', 'failed: AbruptExit'],
    ['write_to_the_root.py', 'failed: OSError'],
  ])('%s ends as %s', async (name, ending) => {
    expect(endingOf(await runUnread(name))).toBe(ending);
  });

  it('fork_bomb.py gets no further than its processes', async () => {
    expect(await runUnread('fork_bomb.py')).toMatchObject({ success: false, limits: { pids: 64 } });
  });

  it('borrowed_module.py sees the image, and nothing of the host', async () => {
    const image = ['bin', 'etc', 'lib', 'lib64', 'opt', 'sbin', 'usr', '.dockerenv'];
    const engine = ['dev', 'proc', 'run', 'sys', 'data', 'datasets', 'output', 'tmp'];
    const { value } = (await runUnread('borrowed_module.py')) as { value?: string[] };
    expect(value?.filter((name) => ![...image, ...engine].includes(name))).toEqual([]);
    expect(value).toContain('datasets');
  });

  it('read_passwords.py reads of nobody but the sandbox’s own user', async () => {
    const { value } = (await runUnread('read_passwords.py')) as { value?: string };
    const users = value?.split('\n').slice(1);
    expect(users?.map((line) => line.trim().split(/\s+/)[1])).toEqual(['root', 'sandboxuser']);
  });

  it('unpickle_a_model.py starts no program: there is no shell', async () => {
    expect(await runUnread('unpickle_a_model.py')).toMatchObject({ status: 'completed', value: 127 << 8 });
  });
});
