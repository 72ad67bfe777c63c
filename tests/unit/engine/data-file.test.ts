import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXED } from '../../../src/config/limits.js';
import { type HashedDataFile, hashDataFiles, unchangedContent } from '../../../src/engine/data-file.js';

const CSV = 'date,close\n2020-01-02,3257.85\n';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-data-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array = CSV): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function read(hashed: HashedDataFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of unchangedContent(hashed)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('hashDataFiles', () => {
  it('calls a file by its stem, and knows it by its hash', async () => {
    const path = await file('sp500.csv');

    expect(await hashDataFiles([{ path }])).toEqual([
      {
        name: 'sp500',
        fileName: 'sp500.csv',
        path,
        bytes: 30,
        sha256: createHash('sha256').update(CSV).digest('hex'),
      },
    ]);
  });

  it('calls a file by the name it is given', async () => {
    const path = await file('my daily bars.csv');

    expect(await hashDataFiles([{ name: 'bars', path }])).toMatchObject([
      { name: 'bars', fileName: 'my daily bars.csv' },
    ]);
  });

  it('keeps the order given, and takes the same file under two names', async () => {
    const path = await file('sp500.csv');
    const hashed = await hashDataFiles([
      { name: 'b', path },
      { name: 'a', path },
    ]);

    expect(hashed.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('takes a link to a file for the file', async () => {
    const path = join(folder, 'link.csv');
    await symlink(await file('sp500.csv'), path);

    expect(await hashDataFiles([{ path }])).toMatchObject([{ name: 'link', bytes: 30 }]);
  });

  it('has nothing to do without files', async () => {
    expect(await hashDataFiles([])).toEqual([]);
  });

  it('misses a file that is not there, by name', async () => {
    const path = join(folder, 'none.csv');

    await expect(hashDataFiles([{ path }])).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
      message: `the data file ${path} cannot be read: there is no such file`,
    });
  });

  it('refuses a directory', async () => {
    const path = join(folder, 'prices');
    await mkdir(path);

    await expect(hashDataFiles([{ path }])).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
      message: `${path} is not a regular file`,
    });
  });

  it('refuses an empty file', async () => {
    const path = await file('empty.csv', '');

    await expect(hashDataFiles([{ path }])).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: `the data file ${path} is empty`,
    });
  });

  it('refuses a binary file', async () => {
    const path = await file('prices.parquet', Buffer.from('PAR1\0\0\x15\x04', 'latin1'));

    await expect(hashDataFiles([{ path }])).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: `the data file ${path} is binary, not CSV: it holds NUL bytes`,
    });
  });

  it.each(['../etc', '', '.hidden', '-rf', 'a b', 'a/b', 'a\nb', 'é', 'x'.repeat(65)])(
    'refuses the name %j before it looks at the file',
    async (name) => {
      await expect(hashDataFiles([{ name, path: join(folder, 'none.csv') }])).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: `${JSON.stringify(name)} cannot name a data file`,
      });
    },
  );

  it('refuses two files of one name, and says how to name them', async () => {
    await mkdir(join(folder, 'b'));
    const files = [{ path: await file('prices.csv') }, { path: await file('b/prices.csv') }];

    await expect(hashDataFiles(files)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'two data files are named prices',
      nextStep: 'Name them: NAME=FILE.',
    });
  });

  it('refuses more files than a run can have', async () => {
    const files = Array.from({ length: FIXED.maxDatasets + 1 }, (_, index) => ({ name: `f${index}`, path: '/none' }));

    await expect(hashDataFiles(files)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: '33 data files are more than the 32 a run can have',
    });
  });
});

describe('unchangedContent', () => {
  const hashed = async (path: string) => (await hashDataFiles([{ path }]))[0]!;

  it('gives the bytes that were hashed', async () => {
    expect(await read(await hashed(await file('a.csv')))).toBe(CSV);
  });

  it.each([
    ['has other bytes', CSV.replace('3', '4')],
    ['has shrunk', CSV.slice(0, -1)],
  ])('fails at its end where the file %s meanwhile', async (_how, content) => {
    const before = await hashed(await file('a.csv'));
    await file('a.csv', content);

    await expect(read(before)).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: `the data file ${before.path} changed while it was read`,
    });
  });

  it('gives no more than was hashed where the file has grown meanwhile', async () => {
    const before = await hashed(await file('a.csv'));
    await file('a.csv', `${CSV}2020-01-03,3234.85\n`);

    expect(await read(before)).toBe(CSV);
  });
});
