import { execFileSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWholeFile } from '../../../src/cli/write-whole-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is written whole, and nothing is left beside it', async () => {
  await writeWholeFile(join(folder, 'report'), 'text', '--output');
  expect(await readFile(join(folder, 'report'), 'utf8')).toBe('text');
  expect(await readdir(folder)).toEqual(['report']);
});

test("a disk that is full is the host's fault, as it is for the files of a run", async () => {
  await expect(writeWholeFile('/dev/full', 'text', '--output')).rejects.toMatchObject({
    code: 'DISK_FAILED',
    fault: 'host',
    message: '--output /dev/full cannot be written to: the disk is full',
  });
});

test("a folder that is not there is the caller's", async () => {
  await expect(writeWholeFile(join(folder, 'no/report'), 'text', '--output')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});

describe('pipes, as many as there are threads for files,', () => {
  const LONG = 'x'.repeat(300_000);
  const paths = () => ['a', 'b', 'c', 'd'].map((name) => join(folder, name));
  const writeAll = () => Promise.all(paths().map((path) => writeWholeFile(path, LONG, '--output')));
  const openAll = () => paths().map((path) => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
  const readAll = (pipes: readonly number[]) =>
    Promise.all(pipes.map((fd) => textOf(new Socket({ fd, readable: true, writable: false }))));
  const useFiles = async () => {
    for (let times = 0; times < 5; times += 1) {
      await writeFile(join(folder, 'other'), `${times}`);
      expect(await readFile(join(folder, 'other'), 'utf8')).toBe(`${times}`);
    }
  };
  beforeEach(() => {
    execFileSync('mkfifo', paths());
  });

  test('hold no thread while nobody reads them, so that a signal can end the process', async () => {
    const writing = writeAll();
    await useFiles();
    expect(await readAll(openAll())).toEqual(paths().map(() => LONG));
    await writing;
  });

  test('hold none while somebody opened them and does not read, and lose no part', async () => {
    const pipes = openAll();
    const writing = writeAll();
    await useFiles();
    expect(await readAll(pipes)).toEqual(paths().map(() => LONG));
    await writing;
  });
});

test('a socket is no pipe that a reader may still come to: it cannot be written to', async () => {
  const server = createServer().listen(join(folder, 'socket'));
  await expect(writeWholeFile(join(folder, 'socket'), 'text', '--output')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  server.close();
});
