import { openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prepareOutputFolder, writeArtifacts } from '../../../src/cli/write-artifacts.js';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, openSync: vi.fn(real.openSync) };
});

let folder: string;
let out: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  out = join(folder, 'out');
  await mkdir(out);
});
afterEach(() => rm(folder, { recursive: true }));

function artifact(path: string, text = 'new') {
  return { path, bytes: text.length, sha256: 'a'.repeat(64), content: Buffer.from(text) };
}

const written = async (path: string) => readFile(join(out, path), 'utf8');

test('files and their folders are made below the folder that was named', async () => {
  const fates = await writeArtifacts(out, [artifact('equity.csv', '1\n'), artifact('plots/a/b.svg', '<svg/>')]);
  expect(await written('equity.csv')).toBe('1\n');
  expect(await written('plots/a/b.svg')).toBe('<svg/>');
  expect(Object.fromEntries(fates)).toEqual({
    'equity.csv': { file: join(out, 'equity.csv') },
    'plots/a/b.svg': { file: join(out, 'plots/a/b.svg') },
  });
});

test('a file of an earlier run is replaced, and nothing else is left beside it', async () => {
  await writeFile(join(out, 'equity.csv'), 'old and longer');
  await writeArtifacts(out, [artifact('equity.csv')]);
  expect(await written('equity.csv')).toBe('new');
  expect(await readdir(out)).toEqual(['equity.csv']);
});

test.each(['../escaped', '/escaped', 'a/../../escaped', '', 'a//b', './a', 'a\\..\\b', 'nul\0'])(
  'the name %j leads elsewhere and is not written',
  async (path) => {
    const fates = await writeArtifacts(out, [artifact(path)]);
    expect(fates.get(path)).toEqual({ notWritten: 'its name leads elsewhere', fault: 'caller' });
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readdir(out)).toEqual([]);
  },
);

test('a folder that is a link is not followed', async () => {
  await mkdir(join(folder, 'elsewhere'));
  await symlink(join(folder, 'elsewhere'), join(out, 'plots'));
  const fates = await writeArtifacts(out, [artifact('plots/a.svg')]);
  expect(fates.get('plots/a.svg')).toMatchObject({ notWritten: expect.stringContaining('is a link') });
  expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
});

test('a file that is a link is neither followed nor replaced', async () => {
  await writeFile(join(folder, 'precious'), 'old');
  await symlink(join(folder, 'precious'), join(out, 'equity.csv'));
  const fates = await writeArtifacts(out, [artifact('equity.csv')]);
  expect(fates.get('equity.csv')).toHaveProperty('notWritten');
  expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('old');
});

test('one file that cannot be written does not keep the others back', async () => {
  await mkdir(join(out, 'equity.csv'));
  const fates = await writeArtifacts(out, [artifact('equity.csv'), artifact('trades.csv')]);
  expect(fates.get('equity.csv')).toHaveProperty('notWritten');
  expect(await written('trades.csv')).toBe('new');
});

test('a folder that went away while the strategy ran is told for each file', async () => {
  await rm(out, { recursive: true });
  const fates = await writeArtifacts(out, [artifact('equity.csv')]);
  expect(fates.get('equity.csv')).toEqual({ notWritten: 'ENOENT', fault: 'caller' });
});

test.each(['ENOSPC', 'EDQUOT', 'EIO'])("a disk that gives %s is the host's fault", async (code) => {
  vi.mocked(openSync).mockImplementationOnce(() => {
    throw Object.assign(new Error(code), { code });
  });
  const fates = await writeArtifacts(out, [artifact('equity.csv')]);
  expect(fates.get('equity.csv')).toEqual({ notWritten: code, fault: 'host' });
});

test('the folder is made, with those above it', async () => {
  await prepareOutputFolder(join(folder, 'new/er'));
  expect(await readdir(join(folder, 'new'))).toEqual(['er']);
});

test('folders that were made for nothing go again, but for those that were there', async () => {
  await mkdir(join(folder, 'there'));
  const out = await prepareOutputFolder(join(folder, 'there/new/er'));
  await out[Symbol.asyncDispose]();
  expect(await readdir(join(folder, 'there'))).toEqual([]);
});

test('a folder that is kept stays', async () => {
  const out = await prepareOutputFolder(join(folder, 'kept'));
  out.keep();
  await out[Symbol.asyncDispose]();
  expect(await readdir(folder)).toContain('kept');
});

test('a folder that cannot be had is a wrong call', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(prepareOutputFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(prepareOutputFolder(join(folder, 'file/below'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a process that exits while a file is written leaves no draft of it', async () => {
  const exit = process.listeners('exit');
  const writing = writeArtifacts(out, [artifact('equity.csv', 'x'.repeat(10_000_000))]);
  const removers = await vi.waitUntil(
    () => {
      const added = process.listeners('exit').filter((listener) => !exit.includes(listener));
      return added.length > 0 && added;
    },
    { interval: 0 },
  );
  for (const remove of removers) remove(0);
  expect(await readdir(out)).toEqual([]);
  await writing;
  expect(process.listeners('exit')).toEqual(exit);
});

test('a place that takes no folders is told at once', { timeout: 5_000 }, async () => {
  for (const place of ['/proc/results', '/proc/results/below']) {
    await expect(prepareOutputFolder(place)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: `--out ${place} cannot be written to: there is no such folder, and none can be made there`,
    });
  }
});
