import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { strategyFiles } from '../../../src/cli/strategy-files.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), '');
  }
}

async function found(...paths: string[]): Promise<string[]> {
  const files = await strategyFiles(paths.length > 0 ? paths : [folder]);
  return files.map(({ path }) => path.replace(`${folder}/`, ''));
}

test('a folder stands for every Python file below it, sorted', async () => {
  await put('b.py', 'a.py', 'deep/er/c.py', 'notes.txt');
  expect(await found()).toEqual(['a.py', 'b.py', 'deep/er/c.py']);
});

test('standard input stands for itself, once', async () => {
  expect(await found('-')).toEqual(['-']);
  await expect(strategyFiles(['-', folder, '-'])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('what tools keep beside the code is not walked', async () => {
  await put('a.py', '.git/x.py', 'node_modules/x.py', '__pycache__/x.py', '.venv/x.py', 'lib/.venv/x.py');
  expect(await found()).toEqual(['a.py']);
});

test('a loop of links ends', async () => {
  await put('a.py', 'sub/b.py');
  await symlink(folder, join(folder, 'sub', 'again'));
  expect(await found()).toEqual(['a.py', 'sub/b.py']);
});

test('a link to a file is checked, and so is one that leads nowhere: it must not pass for read', async () => {
  await put('hidden.txt');
  await symlink('hidden.txt', join(folder, 'link.py'));
  await symlink('nowhere', join(folder, 'dangling.py'));
  expect(await found()).toEqual(['dangling.py', 'link.py']);
});

test('a pipe among the files is left alone, because reading it would never end', async () => {
  await put('a.py');
  execFileSync('mkfifo', [join(folder, 'pipe.py')]);
  expect(await found()).toEqual(['a.py']);
});

test('a file that is named is checked whatever it is called, and - is standard input', async () => {
  await put('strategy.txt');
  expect(await found('-', join(folder, 'strategy.txt'))).toEqual(['-', 'strategy.txt']);
});

test('what does not exist is a wrong call', async () => {
  await expect(strategyFiles([join(folder, 'no.py')])).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});

test('a folder without one Python file is a wrong call, because nothing would be checked', async () => {
  await put('notes.txt');
  await expect(strategyFiles([folder])).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});
