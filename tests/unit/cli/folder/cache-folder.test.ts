import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildId, openCache, REPORTS } from '../../../../src/cli/folder/cache-folder.js';
import { pruneCache } from '../../../../src/cli/folder/prune-cache.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

test('each build has a folder of its own, which nobody else can look into', async () => {
  const folder = openCache(join(cacheDir, 'not/there/yet'))!;
  expect(folder).toBe(join(cacheDir, 'not/there/yet', REPORTS, buildId()));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(openCache(join(cacheDir, 'not/there/yet'))).toBe(folder);
});

test('a folder that is open to others is no cache', async () => {
  const folder = openCache(cacheDir)!;
  await chmod(dirname(folder), 0o777);
  expect(openCache(cacheDir)).toBeUndefined();
});

test('a link is no cache, wherever it leads', async () => {
  await mkdir(join(cacheDir, 'elsewhere'), { mode: 0o700 });
  await symlink('elsewhere', join(cacheDir, 'quantine'));
  expect(openCache(cacheDir)).toBeUndefined();
});

test('where no folder can be made there is no cache', async () => {
  await writeFile(join(cacheDir, 'file'), '');
  expect(openCache(join(cacheDir, 'file'))).toBeUndefined();
});

async function keep(name: string, ageMs: number, now: number): Promise<string> {
  const path = join(openCache(cacheDir)!, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'x');
  await utimes(path, (now - ageMs) / 1000, (now - ageMs) / 1000);
  return path;
}

test('what is older than a month is thrown away, with the folders that it leaves empty, once a day', async () => {
  const now = Date.now();
  const young = await keep('ab/young', DAY_MS, now);
  const old = await keep('cd/old', 31 * DAY_MS, now);
  pruneCache(join(cacheDir, REPORTS), now);
  expect([young, old, dirname(old)].map((path) => existsSync(path))).toEqual([true, false, false]);
  const next = await keep('cd/next', 31 * DAY_MS, now);
  pruneCache(join(cacheDir, REPORTS), now + DAY_MS / 2);
  expect(existsSync(next)).toBe(true);
  pruneCache(join(cacheDir, REPORTS), now + 2 * DAY_MS);
  expect(existsSync(next)).toBe(false);
});

test('a cache that is gone is none to prune', () => {
  expect(() => pruneCache(join(cacheDir, 'gone'))).not.toThrow();
});
