import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LOADER = new URL('../../scripts/bundle/load-compiled.mjs', import.meta.url).href;
const PARTS = new URL('../../dist/cli/parts/', import.meta.url).href;
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const isRejected = (...flags: string[]) =>
  execa(process.execPath, [
    ...flags,
    '--input-type=module',
    '--eval',
    `const { loadShared } = await import('${LOADER}');
     console.log(loadShared(new URL('${PARTS}')).script.cachedDataRejected);`,
  ]);

it('Node takes what the build left compiled', async () => {
  expect((await isRejected()).stdout).toBe('false');
});

it('under other flags, what the build left compiled is of no use, and the command runs all the same', async () => {
  expect((await isRejected('--liftoff-only')).stdout).toBe('true');
  expect((await execa(process.execPath, ['--liftoff-only', MAIN, '--version'])).stdout).toMatch(/^\d+\.\d+\.\d+$/);
});

it('what every command loads needs no package, and holds the validator', async () => {
  const light = await readFile(new URL('light.cjs', PARTS), 'utf8');
  const required = [...light.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
  expect(required.filter((name) => !name.startsWith('node:') && !name.startsWith('./'))).toEqual([]);
  expect(required).not.toContain('node:child_process');
  expect(light).toContain('CodeValidator = class');
});

it('modules of Node that few commands call are loaded when one does', async () => {
  const light = await readFile(new URL('light.cjs', PARTS), 'utf8');
  const first = [...light.matchAll(/^(?:let|const) .*require\("([^"]+)"\)/gm)].map(([, name]) => name);
  expect(first).toContain('node:fs');
  for (const late of ['node:zlib', 'node:readline', 'node:timers/promises']) {
    expect(first).not.toContain(late);
    expect(light).toContain(`require("${late}")`);
  }
});

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'quantine-bundle-'));
  await cp(fileURLToPath(new URL('../../dist', import.meta.url)), join(copy, 'dist'), { recursive: true });
  await cp(fileURLToPath(new URL('../../package.json', import.meta.url)), join(copy, 'package.json'));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const copied = (...args: string[]) =>
  execa(process.execPath, [join(copy, 'dist/cli/main.js'), ...args], { reject: false, env: { XDG_CACHE_HOME: copy } });

it('what is kept of another program is not run', async () => {
  const light = join(copy, 'dist/cli/parts/light.cjs');
  const source = await readFile(light, 'latin1');
  await writeFile(light, source.replaceAll('"passes"', '"proves"'), 'latin1');
  const strategy = fileURLToPath(new URL('../../examples/strategies/sma_crossover.py', import.meta.url));
  expect((await copied('check', strategy, '--isolated')).stdout).toContain('proves');
});

it('what is kept and damaged is not run', async () => {
  const kept = join(copy, 'dist/cli/parts/light.cjs.compiled');
  const bytes = await readFile(kept);
  for (let at = 5000; at < bytes.length; at += 20_000) bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(kept, bytes);
  expect(await copied('--version')).toMatchObject({ exitCode: 0, stderr: '' });
});

it('reports of one build are not those of another', async () => {
  const folder = fileURLToPath(new URL('../../examples/strategies', import.meta.url));
  const builds = async () => {
    await copied('check', folder, '--isolated');
    return (await readdir(join(copy, 'quantine/reports'))).filter((name) => !name.startsWith('.')).length;
  };
  expect([await builds(), await builds()]).toEqual([1, 1]);
  const light = join(copy, 'dist/cli/parts/light.cjs');
  await writeFile(light, `${await readFile(light, 'latin1')}\n`, 'latin1');
  expect(await builds()).toBe(2);
});

it('an installation with a part missing is our fault, and says so', async () => {
  await rm(join(copy, 'dist/cli/parts/run-command.cjs'));
  expect(await copied('--version')).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('this installation is broken'),
  });
});
