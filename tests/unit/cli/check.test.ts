import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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
  await writeFile(join(folder, 'honest.py'), 'result = 6 * 7\n');
});
afterEach(() => rm(folder, { recursive: true }));

async function check(...args: string[]): Promise<ExitCode | undefined> {
  let exitCode: ExitCode | undefined;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  const settings = loadSettings({ XDG_CACHE_HOME: join(folder, '.cache') });
  await buildProgram({ settings, io, setExitCode }).parseAsync(['check', ...args], { from: 'user' });
  return exitCode;
}

test('an honest strategy passes', async () => {
  expect(await check(join(folder, 'honest.py'))).toBe(0);
  expect(io.written.out).toContain('LOW 0/30');
});

test('one refused file among several fails the check, and every file is told and counted', async () => {
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  expect(await check(folder)).toBe(1);
  expect(io.written.out).toContain('honest.py');
  expect(io.written.out).toContain('Risk score 60 exceeds maximum 30');
  expect(io.written.out).toMatch(/\n2 files: 1 passes, 1 refused\n$/);
  expect(io.written.out).toMatch(/honest\.py {2}LOW 0\/30 {2}passes\n\n\S+risky\.py {2}MEDIUM/);
});

test('JSON is one document and nothing else, with a report for every file in order', async () => {
  await writeFile(join(folder, 'broken.py'), 'def (:\n');
  await symlink('nowhere', join(folder, 'gone.py'));
  expect(await check(folder, '--format', 'json')).toBe(1);
  expect(JSON.parse(io.written.out)).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    reports: [
      { path: join(folder, 'broken.py'), isValid: false, riskScore: null, unreadable: { reason: 'syntax', line: 1 } },
      { path: join(folder, 'gone.py'), isValid: false, riskScore: null, unreadable: { reason: 'unopened' } },
      { path: join(folder, 'honest.py'), isValid: true, riskScore: 0, riskLevel: 'LOW', violations: [] },
    ],
  });
  expect(io.written.err).toBe('');
});

test('--max-risk moves the line', async () => {
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  expect(await check(join(folder, 'risky.py'), '--max-risk', '61')).toBe(0);
  expect(await check(join(folder, 'risky.py'), '--max-risk', '60')).toBe(1);
});

test('what does not exist is a wrong call, before anything is told', async () => {
  await expect(check(join(folder, 'honest.py'), join(folder, 'no.py'))).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
  });
  expect(io.written.both).toBe('');
});

test('a maximum out of its bounds is a wrong call', async () => {
  await expect(check(folder, '--max-risk', '91')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a file past the cap is refused without being read to its end', async () => {
  await writeFile(join(folder, 'huge.py'), Buffer.alloc(11 * 1024 * 1024, '#'));
  expect(await check(join(folder, 'huge.py'), '--format', 'json')).toBe(1);
  expect(JSON.parse(io.written.out).reports[0]).toMatchObject({
    unreadable: { reason: 'too-large' },
    counts: { bytes: 10 * 1024 * 1024 + 1 },
  });
});

test('--sarif writes a log besides what is told, of one reading', async () => {
  const log = join(folder, 'log.sarif');
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  expect(await check(join(folder, 'risky.py'), '--format', 'github', '--sarif', log)).toBe(1);
  expect(io.written.out).toMatch(/^::error file=/);
  expect(JSON.parse(await readFile(log, 'utf8'))).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'blacklisted-module' }, {}, {}] }],
  });
});

test('--output writes what would be told, whole and without colours, and tells nothing', async () => {
  const target = join(folder, 'report.txt');
  await writeFile(target, 'what was there');
  await symlink(target, join(folder, 'link'));
  expect(await check(join(folder, 'honest.py'), '--output', join(folder, 'link'))).toBe(0);
  expect(await readFile(target, 'utf8')).toMatch(/honest\.py {2}LOW 0\/30 {2}passes\n$/);
  expect(io.written.both).toBe('');
  expect((await readdir(folder)).toSorted()).toEqual(['honest.py', 'link', 'report.txt']);
});

test.each(['--output', '--sarif'])('%s that cannot be written is a wrong call', async (flag) => {
  await expect(check(join(folder, 'honest.py'), flag, join(folder, 'no/such/file'))).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining(`${flag} ${folder}/no/such/file cannot be written to`),
  });
  await expect(check(join(folder, 'honest.py'), flag, folder)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('--format sarif is one document and nothing else', async () => {
  expect(await check(folder, '--format', 'sarif')).toBe(0);
  expect(JSON.parse(io.written.out)).toMatchObject({ runs: [{ artifacts: [{}], results: [] }] });
});

test('JSON shows no terminal what would steer it, and means the same', async () => {
  await writeFile(join(folder, 'steering.py'), 'eval("\u200b")\n');
  expect(await check(join(folder, 'steering.py'), '--format', 'json')).toBe(1);
  expect(io.written.out).not.toContain('\u200b');
  expect(JSON.parse(io.written.out).reports[0].violations[0].snippet).toBe('eval("\u200b")');
});

test('--files-from checks the files that a list names, whatever they are called', async () => {
  const names = ['--output=x.py', '-', 'a\nb.py'].map((name) => join(folder, name));
  for (const name of names) await writeFile(name, 'result = 1\n');
  await writeFile(join(folder, 'list'), [...names, join(folder, 'gone.py')].map((name) => `${name}\0`).join(''));
  expect(await check('--files-from', join(folder, 'list'), '--format', 'json')).toBe(1);
  const { reports } = JSON.parse(io.written.out);
  expect(reports.map(({ path, riskScore }: Record<string, unknown>) => [path, riskScore])).toEqual([
    ...names.map((name) => [name, 0]),
    [join(folder, 'gone.py'), null],
  ]);
});

test('--files-from may be repeated, and every list counts', async () => {
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  await writeFile(join(folder, 'one'), `${join(folder, 'risky.py')}\0`);
  await writeFile(join(folder, 'two'), `${join(folder, 'honest.py')}\0`);
  expect(await check('--files-from', join(folder, 'two'))).toBe(0);
  expect(await check('--files-from', join(folder, 'one'), '--files-from', join(folder, 'two'))).toBe(1);
  expect(io.written.out).toContain('\n2 files: 1 passes, 1 refused\n');
});

test('a name of a list that is no UTF-8 is refused, and not read as another', async () => {
  const honest = join(folder, 'n\uFFFD.py');
  await writeFile(honest, 'result = 1\n');
  const raw = Buffer.concat([Buffer.from(join(folder, 'n')), Buffer.from([0xff]), Buffer.from('.py\0')]);
  await writeFile(join(folder, 'list'), raw);
  expect(await check('--files-from', join(folder, 'list'), '--format', 'json')).toBe(1);
  const [report] = JSON.parse(io.written.out).reports;
  expect(report.unreadable).toMatchObject({ reason: 'unopened', message: expect.stringContaining('is not UTF-8') });
});

test('a list of nothing passes, and one without names is a wrong call', async () => {
  await writeFile(join(folder, 'empty'), '');
  await writeFile(join(folder, 'lines'), 'honest.py\n');
  expect(await check('--files-from', join(folder, 'empty'))).toBe(0);
  expect(io.written.out).toBe('0 files: 0 pass\n');
  await expect(check('--files-from', join(folder, 'lines'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await writeFile(join(folder, 'nameless'), `${join(folder, 'honest.py')}\0\0`);
  await expect(check('--files-from', join(folder, 'nameless'))).rejects.toThrow('has a name that is empty');
  await expect(check('--files-from', join(folder, 'no'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('without a path it is a wrong call, and judges no other folder', async () => {
  await expect(check()).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('needs a file, a folder'),
  });
});

test('a list that never ends is refused after 64 MiB', async () => {
  await expect(check('--files-from', '/dev/zero')).rejects.toThrow('--files-from /dev/zero is larger than 64 MiB');
});

test('what is left out of a folder is counted, and listed with --verbose', async () => {
  await writeFile(join(folder, 'hidden.py'), 'import os\nos.system("x")\n');
  await writeFile(join(folder, '.gitignore'), 'hidden.py\n');
  expect(await check(folder)).toBe(0);
  expect(io.written.out).toMatch(/\n1 file: all pass; 1 file left out, not checked\n$/);
  expect(io.written.err).toBe('');
  expect(await check(folder, '--verbose')).toBe(0);
  expect(io.written.err).toMatch(/^quantine: left out by .*\.gitignore: .*hidden\.py\n$/);
});

test('--verbose lists all that is left out where nothing else is there, too', async () => {
  await writeFile(join(folder, 'other.py'), '');
  await writeFile(join(folder, '.gitignore'), '*.py\n');
  await expect(check(folder, '--verbose')).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  expect(io.written.err.match(/left out by .*\.gitignore: .*(?:honest|other)\.py\n/g)).toHaveLength(2);
});

test('a folder that is left out is not told as one file', async () => {
  await mkdir(join(folder, 'many'));
  await writeFile(join(folder, 'many/one.py'), '');
  await writeFile(join(folder, 'draft.py'), '');
  await writeFile(join(folder, '.quantineignore'), 'many/\ndraft.py\n');
  await check(folder);
  expect(io.written.out).toMatch(/; 1 folder and 1 file left out, not checked\n$/);
});

test('the summary counts what passes and will not run, even where such files are not told', async () => {
  await writeFile(join(folder, 'old.py'), 'import numpy as np\nresult = np.NaN\n');
  expect(await check(folder, '--quiet')).toBe(0);
  expect(io.written.out).toBe('2 files: all pass, but 1 of them will not run\n');
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  await writeFile(join(folder, 'older.py'), 'import numpy as np\nresult = np.Inf\n');
  expect(await check(folder)).toBe(1);
  expect(io.written.out).toMatch(/\n4 files: 3 pass, but 2 of them will not run, 1 refused\n$/);
});

test('the summary says in plain words that none of what passes will run', async () => {
  await writeFile(join(folder, 'honest.py'), 'import numpy as np\nresult = np.NaN\n');
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  await check(folder, '--quiet');
  expect(io.written.out).toMatch(/\n2 files: 1 passes, but it will not run, 1 refused\n$/);
  await writeFile(join(folder, 'risky.py'), 'import numpy as np\nresult = np.Inf\n');
  io.written.out = '';
  await check(folder, '--quiet');
  expect(io.written.out).toBe('2 files: all pass, but none of them will run\n');
});

test('--no-ignore leaves nothing out', async () => {
  await writeFile(join(folder, 'hidden.py'), 'import os\nos.system("x")\n');
  await writeFile(join(folder, '.gitignore'), '*.py\n');
  expect(await check(folder, '--no-ignore')).toBe(1);
  expect(io.written.out).toMatch(/\n2 files: 1 passes, 1 refused\n$/);
});

test('JSON lists what is left out', async () => {
  await writeFile(join(folder, '.gitignore'), 'honest.py\n');
  await writeFile(join(folder, 'other.py'), '');
  expect(await check(folder, '--format', 'json')).toBe(0);
  expect(JSON.parse(io.written.out)).toMatchObject({
    reports: [{ path: join(folder, 'other.py') }],
    leftOut: [{ path: join(folder, 'honest.py'), by: expect.stringContaining('.gitignore') }],
  });
});

test('a folder that is checked again says the same, from the cache, until a file changes', async () => {
  await writeFile(join(folder, 'risky.py'), 'import os\nos.system("x")\n');
  expect(await check(folder)).toBe(1);
  const told = io.written.out;
  io.written.out = '';
  expect(await check(folder)).toBe(1);
  expect(io.written.out).toBe(told);
  await writeFile(join(folder, 'risky.py'), 'result = 1\n');
  expect(await check(folder)).toBe(0);
});

test.each([['--no-cache'], []])('%s: a single file, and a check without a cache, keep nothing', async (...flags) => {
  await writeFile(join(folder, 'other.py'), '');
  await check(...(flags.length > 0 ? [folder, ...flags] : [join(folder, 'other.py')]));
  expect(await readdir(folder)).not.toContain('.cache');
});

test.each(['0', '257', '1.5', 'many'])('--threads %s is a wrong call', async (threads) => {
  await expect(check(folder, '--threads', threads)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
