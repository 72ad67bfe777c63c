import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTerminal, hasPrinted, shell, start } from './cli-command.js';

const FILES = 300;

let folder: string;
let cacheHome: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  cacheHome = join(folder, 'cache');
  for (let index = 0; index < FILES; index += 1) {
    const path = join(folder, 'strategies', String(index % 7), `s${index}.py`);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, index % 10 === 0 ? `import os\nos.system("${index}")\n` : `result = ${index}\n`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const check = (...flags: string[]) =>
  start({
    args: ['check', join(folder, 'strategies'), '--format', 'json', ...flags],
    env: { XDG_CACHE_HOME: cacheHome },
  });

describe('quantine check of a folder', () => {
  it('says the same on one thread, on many, from the cache, and twice at once on one cache', async () => {
    const alone = await check('--threads', '1', '--no-cache');
    expect(alone).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(alone.stdout).reports).toHaveLength(FILES);
    const together = await check('--threads', '3', '--no-cache');
    expect(together.stdout).toBe(alone.stdout);
    const atOnce = await Promise.all([check('--threads', '2'), check('--threads', '2')]);
    expect(atOnce.map(({ stdout }) => stdout === alone.stdout)).toEqual([true, true]);
    const kept = await readdir(join(cacheHome, 'quantine/reports'), { recursive: true, withFileTypes: true });
    expect(kept.filter((entry) => entry.isFile() && entry.name.length > 40)).toHaveLength(FILES);
    const again = await check('--threads', '2');
    expect(again.stdout).toBe(alone.stdout);
  });

  it('writes no second report to its standard output, and one where the other goes elsewhere', async () => {
    await writeFile(join(folder, 'honest.py'), 'result = 1\n');
    const checkTo = (more: string, to: string) =>
      shell(`quantine check '${folder}/honest.py' --format json ${more} ${to}`);
    for (const to of ['| cat', `>'${folder}/file'`]) {
      const twice = await checkTo('--sarif /dev/stdout', to);
      expect(twice).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is standard output, where') });
      const { exitCode, stdout } = await checkTo('--output /dev/null --sarif /dev/stdout', to);
      const written = to === '| cat' ? stdout : await readFile(join(folder, 'file'), 'utf8');
      expect([exitCode, JSON.parse(written).runs.length]).toEqual([0, 1]);
    }
  });

  it('does without a cache that cannot be made', async () => {
    await writeFile(join(folder, 'no-folder'), '');
    const flags = ['check', join(folder, 'strategies/1')];
    const { exitCode, stderr } = await start({ args: flags, env: { XDG_CACHE_HOME: join(folder, 'no-folder') } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  });

  it('reads a policy, and counts columns beyond ASCII: packages that are imported when they are needed', async () => {
    const desk = join(folder, 'desk');
    await mkdir(desk);
    await writeFile(join(desk, 'quantine.toml'), 'max-risk = 40\n');
    await writeFile(join(desk, 's.py'), 'text = "日本"; open("/etc/hosts")\n');
    const { exitCode, stdout, stderr } = await start({ args: ['check', desk] });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('quantine.toml (');
  });

  it('shows how far it is on a terminal alone', async () => {
    // Long enough for every machine: nothing is shown within the first second.
    const slow = ['check', ...Array(40).fill(join(folder, 'strategies')), '--no-cache', '--threads', '2'];
    const { stdout } = await atTerminal(slow, { CI: '' });
    expect(stdout.split('\r\u001B[2K')[1]).toMatch(/^[\d,]+ of 12,000 files, [\d,]+ refused/);
    expect((await start({ args: slow })).stderr).toBe('');
  });

  it('ends at once with 130 where it is cancelled in the middle', async () => {
    const args = ['check', join(folder, 'strategies'), join(folder, 'strategies'), '--no-cache', '--threads', '2'];
    const running = start({ args });
    await hasPrinted(running, 's0.py');
    running.kill('SIGINT');
    // What ends by this signal has 130 for its status in every shell.
    expect(await running).toMatchObject({ signal: 'SIGINT' });
  });

  it('ends with 3 where its output has no room', async () => {
    const { exitCode, stderr } = await shell(`quantine check '${folder}/strategies' --no-cache --threads 2 >/dev/full`);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the disk is full') });
  });
});
