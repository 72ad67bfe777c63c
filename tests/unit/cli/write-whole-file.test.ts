import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
