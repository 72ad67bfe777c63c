import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';

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
