import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFiles, threadsFor } from '../../../../src/cli/folder/check-files.js';
import { Policies } from '../../../../src/validator/policy/policies.js';

// A thread that is stuck at one file, dies of another, and says the name of every other one.
const THREAD = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ path, settings }) => {
    while (path.endsWith('stuck.py'));
    if (path.endsWith('deadly.py')) throw new Error('out of memory');
    parentPort.postMessage(JSON.stringify({ isValid: true, sha256: path, maxRiskScore: settings.maxRiskScore }));
  });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(folder, { recursive: true }));

const policies = new Policies({ isIsolated: true }, { maxRiskScore: 77 });
const script = new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`);

test('a few files are worth no thread, and many no more than there are', () => {
  expect([1, 79, 80, 1000].map((files) => threadsFor(files, 8))).toEqual([1, 1, 2, 8]);
  expect(threadsFor(1000, 1)).toBe(1);
});

test('on threads every file has its report, in the order of the files, whatever becomes of a thread', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `${index}.py`);
  names[3] = 'stuck.py';
  names[7] = 'deadly.py';
  const files = [...names.map((path) => ({ path })), { path: 'locked', problem: 'The folder cannot be read' }];
  const told: string[] = [];
  const reasons: Record<string, string> = {};
  for await (const { path, report } of checkFiles(files, { policies, threads: 2, script, fileBudgetMs: 1000 })) {
    told.push(path);
    if (report.unreadable !== undefined) reasons[path] = report.unreadable.reason;
    else expect(report.sha256).toBe(path);
    expect(report.maxRiskScore).toBe(77);
    expect(report.isValid).toBe(report.unreadable === undefined);
  }
  expect(told).toEqual(files.map(({ path }) => path));
  expect(reasons).toEqual({ 'stuck.py': 'too-slow', 'deadly.py': 'unchecked', locked: 'unopened' });
});

test.each([
  ['a file', `Object.assign(new Error('EMFILE'), { code: 'EMFILE' })`],
  [
    'a file, as it is told',
    `new Error('it cannot be read', { cause: Object.assign(new Error(), { code: 'ENFILE' }) })`,
  ],
  ['itself', `Object.assign(new Error('Worker initialization failure: EMFILE'), { code: 'ERR_WORKER_INIT_FAILED' })`],
])('a thread that may open no file but fails at %s accuses nobody', async (_, error) => {
  const starved = new URL(`data:text/javascript,${encodeURIComponent(`throw ${error};`)}`);
  const files = Array.from({ length: 100 }, (_entry, index) => ({ path: `${index}.py` }));
  const checkAll = async () => {
    for await (const { report } of checkFiles(files, { policies, threads: 2, script: starved }))
      expect(report).toBe('none');
  };
  await expect(checkAll()).rejects.toThrow(/EMFILE|cannot be read/);
});

test('whoever stops listening leaves no thread behind', async () => {
  const files = Array.from({ length: 100 }, () => ({ path: 'stuck.py' }));
  files[0] = { path: 'a.py' };
  for await (const { path } of checkFiles(files, { policies, threads: 2, script })) {
    expect(path).toBe('a.py');
    break;
  }
});

test('a thread goes on where we are to be free, and no file is left out or told twice', async () => {
  const names = ['a.py', 'b.py', 'c.py', 'd.py'].map((name) => join(folder, name));
  for (const name of names) await writeFile(name, '');
  let isToBeFree = false;
  const told: [string, boolean][] = [];
  const options = { policies, threads: 1, script, isToBeFree: () => isToBeFree };
  for await (const { path, report } of checkFiles(
    names.map((path) => ({ path })),
    options,
  )) {
    isToBeFree = told.length >= 1;
    // The thread says the name of a file in place of a hash.
    told.push([basename(path), report.sha256 === path]);
  }
  expect(told).toEqual([
    ['a.py', false],
    ['b.py', false],
    ['c.py', true],
    ['d.py', true],
  ]);
});

test('a few files are read where we are', async () => {
  await writeFile(join(folder, 'honest.py'), 'result = 6 * 7\n');
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  const files = ['honest.py', 'risky.py', 'gone.py'].map((name) => ({ path: join(folder, name) }));
  const scores: Record<string, number | null> = {};
  for await (const { path, report } of checkFiles(files, { policies, threads: 8 })) {
    scores[basename(path)] = report.riskScore;
  }
  expect(scores).toEqual({ 'honest.py': 0, 'risky.py': 60, 'gone.py': null });
});
