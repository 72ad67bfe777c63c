import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExitCode } from '../../../src/cli/context.js';
import { buildProgram } from '../../../src/cli/program.js';
import { loadSettings } from '../../../src/config/load.js';
import { type FakeIo, fakeIo } from './fake-io.js';

let folder: string;
let io: FakeIo;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  io = fakeIo();
  for (const name of ['old', 'new']) await mkdir(join(folder, name));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (path: string, source: string) => writeFile(join(folder, path), source);

async function diff(...args: string[]): Promise<ExitCode | undefined> {
  let exitCode: ExitCode | undefined;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  await buildProgram({ settings: loadSettings({}), io, setExitCode }).parseAsync(['diff', ...args], { from: 'user' });
  return exitCode;
}

test('two files: the risk before and after, what was gained and what was lost', async () => {
  await write('old/s.py', 'import json\nresult = 1\n');
  await write('new/s.py', 'import os\nos.system("x")\n');

  expect(await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'))).toBe(1);
  expect(io.written.out).toContain('LOW 0 -> MEDIUM 60  refused: Risk score 60 exceeds maximum 30');
  expect(io.written.out).toContain('+ imports: os\n');
  expect(io.written.out).toContain('- imports: json');
  expect(io.written.out).toContain('+ dangerous-call: os.system +30 (line 2)');
});

test.each(['text', 'markdown'])('a new version that will not run does not just pass, as %s', async (format) => {
  await write('old/s.py', 'import numpy as np\nresult = np.nan\n');
  await write('new/s.py', 'import numpy as np\nresult = np.NaN\n');

  expect(await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'), '--format', format)).toBe(0);
  expect(io.written.out).toContain('passes, but will not run as it is');
  const line = { text: '+ will not run: numpy.NaN (line 2)', markdown: '| gained | will not run | `numpy.NaN` | 2 |' };
  expect(io.written.out).toContain(line[format as keyof typeof line]);
});

test('what has no effect does not read as what will not run', async () => {
  await write('old/s.py', 'data["close"] = 0\n');
  await write('new/s.py', 'data["close"][mask] = 0\n');

  await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'));
  expect(io.written.out).toContain('passes, but some of it has no effect\n  + has no effect: close[...] (line 1)');
});

test('what will run now is told as lost', async () => {
  await write('old/s.py', 'data.resample("M")\n');
  await write('new/s.py', 'data.resample("ME")\n');

  await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'));
  expect(io.written.out).toContain('LOW 0 -> LOW 0  passes\n  - will not run: offset M (line 1)');
});

test('a strategy that came is new, and one that went is removed', async () => {
  await write('old/gone.py', 'import os\nos.system("x")\n');
  await write('new/came.py', 'import math\n');

  await diff(join(folder, 'old'), join(folder, 'new'));
  expect(io.written.out).toContain('came.py  new: LOW 0  passes\n');
  expect(io.written.out).toContain('gone.py  removed (was MEDIUM 60)\n');
});

test('the same file twice: nothing gained, nothing lost', async () => {
  await write('old/s.py', 'result = 1\n');

  expect(await diff(join(folder, 'old/s.py'), join(folder, 'old/s.py'))).toBe(0);
  expect(io.written.out).toContain('nothing gained, nothing lost');

  io.written.out = '';
  await diff(join(folder, 'old/s.py'), join(folder, 'old/s.py'), '--format', 'markdown');
  expect(io.written.out).toContain('## Quantine: 0 changed, nothing is refused\n');
});

test('a bar is hidden from the table alone', async () => {
  await write('new/a|b.py', 'import c\nx = {}["a|b"]\n');

  await diff(join(folder, 'old'), join(folder, 'new'), '--format', 'markdown');
  expect(io.written.out).toContain('### `a|b.py`\n');
});

test('several files with the same bytes keep their order when they are renamed', async () => {
  for (const path of ['old/a1.py', 'old/a2.py', 'new/b1.py', 'new/b2.py']) await write(path, 'result = 1\n');

  await diff(join(folder, 'old'), join(folder, 'new'));
  expect(io.written.out).toMatch(/b1\.py {2}renamed from a1\.py(?:.|\n)*b2\.py {2}renamed from a2\.py/);
});

test('a file that was renamed is told once, in every format, with what the old path was', async () => {
  await mkdir(join(folder, 'new/deep'));
  const old = 'import math\nresult = math.pi\n';
  for (const path of ['old/a`.py', 'old/same.py', 'new/b.py', 'new/deep/same.py']) await write(path, old);
  await write('old/gone.py', 'import math\n');
  await write('new/came.py', 'import statistics\n');
  const folders = [join(folder, 'old'), join(folder, 'new')];

  expect(await diff(...folders)).toBe(0);
  expect(io.written.out).toContain('b.py  renamed from a`.py  LOW 0 -> LOW 0  passes\n  nothing gained, nothing lost');
  expect(io.written.out).toContain('deep/same.py  renamed from same.py  LOW 0');
  expect(io.written.out).toContain('\n4 files changed, 0 refused\n');

  io.written.out = '';
  await diff(...folders, '--format', 'markdown');
  expect(io.written.out).toContain('### `b.py`\n\nRenamed from `` a`.py ``. LOW 0 → LOW 0');

  io.written.out = '';
  await diff(...folders, '--format', 'json');
  const { differences } = JSON.parse(io.written.out);
  expect(differences.map(({ path, renamedFrom }: Record<string, unknown>) => [path, renamedFrom])).toEqual([
    ['b.py', 'a`.py'],
    ['came.py', undefined],
    ['deep/same.py', 'same.py'],
    ['gone.py', undefined],
  ]);
});

test('a renamed file that is refused is still told and refused', async () => {
  await write('old/a.py', 'import os\nos.system("x")\n');
  await write('new/b.py', 'import os\nos.system("x")\n');

  expect(await diff(join(folder, 'old'), join(folder, 'new'))).toBe(1);
  expect(io.written.out).toContain('b.py  renamed from a.py  MEDIUM 60 -> MEDIUM 60  refused: ');
});

test('of an empty folder everything is new or removed, and of two empty ones nothing can be told', async () => {
  await write('new/came.py', 'import math\n');
  await mkdir(join(folder, 'empty'));

  expect(await diff(join(folder, 'old'), join(folder, 'new'))).toBe(0);
  expect(io.written.out).toContain('came.py  new: LOW 0  passes\n');
  expect(await diff(join(folder, 'new'), join(folder, 'old'))).toBe(0);
  expect(io.written.out).toContain('came.py  removed (was LOW 0)\n');
  await expect(diff(join(folder, 'old'), join(folder, 'empty'))).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});

test('of an old version that nobody could read nothing is said to have stayed', async () => {
  await write('old/s.py', 'def (:\n');
  await write('new/s.py', 'result = 1\n');

  await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'));
  expect(io.written.out).toContain('UNREADABLE -> LOW 0  passes\n  what it could do before is not known\n');
});

test('two folders: what changed, came and went by relative path, and nothing of what stayed', async () => {
  await write('old/same.py', 'result = 1\n');
  await write('new/same.py', 'result = 1\n');
  await write('old/gone.py', 'import os\nos.system("x")\n');
  await write('new/came.py', 'import math\n');
  await write('old/changed.py', 'import math\n');
  await write('new/changed.py', 'import statistics\n');

  expect(await diff(join(folder, 'old'), join(folder, 'new'), '--format', 'json')).toBe(0);
  const { differences } = JSON.parse(io.written.out);
  expect(differences).toMatchObject([
    { path: 'came.py', before: null, after: { isValid: true, riskScore: 0 } },
    { path: 'changed.py', imports: { gained: ['statistics'], lost: ['math'] } },
    { path: 'gone.py', before: { isValid: false, riskScore: 60 }, after: null },
  ]);
});

test('a version that cannot be read is told as such and refused', async () => {
  await write('old/s.py', 'import pandas\n');
  await write('new/s.py', 'def (:\n');

  expect(await diff(join(folder, 'old/s.py'), join(folder, 'new/s.py'))).toBe(1);
  expect(io.written.out).toContain('LOW 0 -> UNREADABLE  refused: The source is not valid Python');
  expect(io.written.out).toContain('what it can do is not known');
  expect(io.written.out).not.toContain('imports');
});

test('a comment for a pull request holds what a strategy says in code spans only', async () => {
  const name = 'a|b `@team` <img src=x>.py';
  await write(`old/${name}`, 'x = 1\n');
  await write(`new/${name}`, 'import os\nos.system("x")\n');

  expect(await diff(join(folder, 'old'), join(folder, 'new'), '--format', 'markdown')).toBe(1);
  expect(io.written.out).toContain('## Quantine: 1 changed, **1 refused**');
  expect(io.written.out).toContain('### `` a|b `@team` <img src=x>.py ``');
  expect(io.written.out).toContain('| gained | dangerous-call (+30) | `os.system` | 2 |');
});

test.each([
  [['-', '-'], '- is named twice'],
  [['old', 'old/s.py'], 'a file cannot be compared with a folder'],
])('%j is a wrong call', async (paths, message) => {
  await write('old/s.py', 'x = 1\n');

  const named = paths.map((path) => (path === '-' ? path : join(folder, path)));
  await expect(diff(...named)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining(message),
  });
});

test('a version that is not there is a wrong call', async () => {
  await expect(diff(join(folder, 'none.py'), join(folder, 'old'))).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});
