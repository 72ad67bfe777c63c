import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Approvals } from '../../../src/review/approvals.js';
import { changeApprovals, findApprovals, loadApprovals } from '../../../src/review/approvals-file.js';
import type { Decision } from '../../../src/review/decision.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  file = join(folder, 'quantine-approvals.json');
});
afterEach(() => rm(folder, { recursive: true }));

function decisionOn(index: number): Decision {
  return {
    sha256: index.toString(16).padStart(64, '0'),
    policySha256: 'b'.repeat(64),
    path: `s${index}.py`,
    riskScore: 35,
    riskLevel: 'MEDIUM',
    decision: 'approved',
    by: 'Ada',
    reason: 'read',
    at: '2026-01-02T03:04:05.000Z',
  };
}

const add = (index: number) => changeApprovals(file, (before) => before.with(decisionOn(index)));

test('the nearest file upwards is found', async () => {
  await add(1);
  await mkdir(join(folder, 'a/b'), { recursive: true });
  expect(findApprovals(join(folder, 'a/b'))).toBe(file);
  await writeFile(join(folder, 'a/quantine-approvals.json'), '');
  expect(findApprovals(join(folder, 'a/b'))).toBe(join(folder, 'a/quantine-approvals.json'));
});

describe('a change', () => {
  test('of many at once loses none, and leaves nothing beside the file', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index)));
    expect((await loadApprovals(file)).entries).toHaveLength(20);
    expect(await readdir(folder)).toEqual(['quantine-approvals.json']);
  });

  test('through a link changes the file that it leads to', async () => {
    await writeFile(join(folder, 'real.json'), '{"version": 1, "entries": []}');
    await symlink('real.json', file);
    await add(1);
    expect((await loadApprovals(join(folder, 'real.json'))).entries).toHaveLength(1);
  });

  test('that fails leaves the file as it was and no lock', async () => {
    await add(1);
    const before = await readFile(file, 'utf8');
    const failing = changeApprovals(file, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['quantine-approvals.json']);
  });

  test('of a damaged file is refused, and does not mend it by throwing it away', async () => {
    await writeFile(file, '{"version": 1, "entries": [');
    await expect(add(1)).rejects.toThrow('is no file of approvals');
    expect(await readFile(file, 'utf8')).toBe('{"version": 1, "entries": [');
  });

  test('waits for a lock, and says which file to remove where nobody lets go of it', async () => {
    await writeFile(`${file}.lock`, '');
    await expect(add(1)).rejects.toMatchObject({
      message: `${file} cannot be written: somebody else is changing it`,
      nextStep: `Try again; if nobody is, remove ${file}.lock.`,
    });
    expect(await readdir(folder)).toEqual(['quantine-approvals.json.lock']);
  }, 10_000);

  test('in a folder that is not there is told', async () => {
    file = join(folder, 'gone/quantine-approvals.json');
    await expect(add(1)).rejects.toMatchObject({
      message: `${file} cannot be written: there is no folder ${folder}/gone`,
      nextStep: expect.stringMatching(/^See that its folder is there/),
    });
  });

  test('that cannot be is told by the name that the user gave, and a lock beside the file that a link leads to', async () => {
    const keep = (before: Approvals) => before;
    const gone = changeApprovals(join(folder, 'gone/a.json'), keep, 'gone/a.json');
    await expect(gone).rejects.toThrow('gone/a.json cannot be written: there is no folder gone');
    await writeFile(join(folder, 'real.json.lock'), '');
    await writeFile(join(folder, 'real.json'), '{"version": 1, "entries": []}');
    await symlink('real.json', file);
    await expect(changeApprovals(file, keep, 'a.json')).rejects.toMatchObject({
      message: 'a.json cannot be written: somebody else is changing it',
      nextStep: `Try again; if nobody is, remove ${await realpath(folder)}/real.json.lock.`,
    });
  });

  test('makes a file that a team can read', async () => {
    await add(1);
    expect((await stat(file)).mode & 0o400).toBe(0o400);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, entries: [decisionOn(1)] });
  });
});
