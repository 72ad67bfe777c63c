import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ReportCache } from '../../../../src/cli/folder/report-cache.js';
import type { Report } from '../../../../src/core/report.js';
import { definePolicy } from '../../../../src/validator/policy/define-policy.js';
import { CodeValidator } from '../../../../src/validator/validate.js';

const POLICY = definePolicy({ path: 'quantine.toml' });
const SOURCE = new TextEncoder().encode('import os\nos.system("x")\n');

let folder: string;
let judged: number;
const validator = new CodeValidator();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  judged = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ask(source = SOURCE, policy = POLICY, cache = new ReportCache(folder)): Promise<Report> {
  return await cache.reportOn(source, policy, async () => {
    judged += 1;
    return await validator.validate(source, policy);
  });
}

async function entry(): Promise<string> {
  const [name] = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  return join(name!.parentPath, name!.name);
}

test('the same bytes under the same policy are judged once', async () => {
  const first = await ask();
  expect(await ask()).toEqual(first);
  expect(judged).toBe(1);
});

test('other bytes, and another policy, are judged anew', async () => {
  await ask();
  await ask(new TextEncoder().encode('import os\nos.system("y")\n'));
  expect((await ask(SOURCE, definePolicy({ maxRiskScore: 90 }))).isValid).toBe(true);
  expect(judged).toBe(3);
});

test('the file that a policy comes from is told as it is now', async () => {
  await ask();
  expect((await ask(SOURCE, definePolicy({ path: 'sub/quantine.toml' }))).policy.path).toBe('sub/quantine.toml');
  expect((await ask(SOURCE, definePolicy())).policy).toEqual({ sha256: POLICY.sha256 });
  expect(judged).toBe(1);
});

test('nobody else can read or write what is kept', async () => {
  await ask();
  expect((await stat(await entry())).mode & 0o777).toBe(0o600);
});

test.each([
  ['cut', async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 200))],
  ['empty', (path: string) => writeFile(path, '')],
  [
    'edited',
    async (path: string) =>
      writeFile(path, (await readFile(path, 'utf8')).replace('"isValid":false', '"isValid":true')),
  ],
  ['open to others', (path: string) => chmod(path, 0o622)],
])('an entry that is %s counts for nothing, and is written anew', async (_, damage) => {
  const first = await ask();
  await damage(await entry());
  expect(await ask()).toEqual(first);
  expect(judged).toBe(2);
  await ask();
  expect(judged).toBe(2);
});

test('an entry under the name of another counts for nothing', async () => {
  await ask(new TextEncoder().encode('result = 1\n'));
  const honest = await readFile(await entry());
  await rm(await entry());
  await ask();
  await writeFile(await entry(), honest);
  expect((await ask()).isValid).toBe(false);
});

test('a link in place of an entry is not followed', async () => {
  await ask();
  const path = await entry();
  await rename(path, `${path}-moved`);
  await symlink(`${path}-moved`, path);
  await ask();
  expect(judged).toBe(2);
});

test('a cache that cannot be written to costs nothing but time', async () => {
  await writeFile(join(folder, 'file'), '');
  const cache = new ReportCache(join(folder, 'file'));
  expect((await ask(SOURCE, POLICY, cache)).riskScore).toBe(60);
  expect((await ask(SOURCE, POLICY, cache)).riskScore).toBe(60);
  expect(judged).toBe(2);
});

test('a report that a bad day made is not kept', async () => {
  const slow = { reason: 'too-slow' } as Report['unreadable'];
  const cache = new ReportCache(folder);
  await cache.reportOn(SOURCE, POLICY, async () => ({ ...(await validator.validate(SOURCE)), unreadable: slow! }));
  await ask();
  expect(judged).toBe(1);
});

test('many at once on one cache leave whole entries and nothing else', async () => {
  const reports = await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(new Set(reports.map(({ riskScore }) => riskScore))).toEqual(new Set([60]));
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.includes('.'))).toEqual([]);
});
