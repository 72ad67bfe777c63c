import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refuseBadTargets } from '../../../src/cli/output-targets.js';
import { type FakeIo, fakeIo } from './fake-io.js';
import { quantine } from './in-process.js';

const HONEST = 'result = 6 * 7\n';
const RISKY = 'import os\nos.system("x")\n';

let folder: string;
let io: FakeIo;
const at = (name: string) => join(folder, name);
const check = (...args: string[]) => quantine(io, ['check', ...args, '--no-cache']);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  io = fakeIo();
  await writeFile(at('honest.py'), HONEST);
  await writeFile(at('risky.py'), RISKY);
  await writeFile(at('approvals'), '{"version": 1, "entries": []}');
  await writeFile(at('policy'), '');
  await writeFile(at('list'), `${at('honest.py')}\0`);
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(['--output', '--sarif'])('%s', (flag) => {
  test.each([
    ['a strategy, as where the flag is taken for a switch', 'risky.py', []],
    ['a Python file that is not there', 'new.py', []],
    ['the strategy itself, whatever it is called', 'strategy.txt', ['strategy.txt']],
    ['a link to the strategy', 'link', []],
    ['the list of strategies', 'list', ['--files-from', 'list']],
    ['the policy', 'policy', ['--config', 'policy']],
    ['a policy that would be found', 'quantine.toml', []],
    ['the decisions of people', 'approvals', ['--approvals', 'approvals']],
    ['a folder', 'sub', []],
    ['a file in a folder that is not there', 'no/report', []],
  ])('that names %s is a wrong call, and nothing is judged or written', async (_, target, inputs) => {
    await mkdir(at('sub'));
    await writeFile(at('strategy.txt'), HONEST);
    await symlink('honest.py', at('link'));
    const before = await contents();
    const others = inputs.map((word) => (word.startsWith('--') ? word : at(word)));
    await expect(check(at('honest.py'), ...others, flag, at(target))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(`${flag} ${at(target)} `),
    });
    expect(io.written.both).toBe('');
    expect(await contents()).toEqual(before);
  });

  test('takes no dash for a file, and says what may have been meant', async () => {
    await expect(check(at('honest.py'), flag, '-')).rejects.toMatchObject({
      nextStep: expect.stringMatching(/write \/dev\/stdin or \/dev\/stdout\. .* write \.\/-$/),
    });
    await expect(check(at('honest.py'), flag, '--format')).rejects.toMatchObject({
      nextStep: 'If that is the name of a file or folder, write ./--format',
    });
  });

  test.each(['--format', '-', ''])('takes no %j for the name of a file', async (value) => {
    await expect(check(at('honest.py'), flag, value)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

test.each([
  ['a', 'a'],
  ['a', './a'],
  ['there', 'link'],
])('two reports to one file, %s and %s, are a wrong call', async (one, other) => {
  await writeFile(at('there'), 'kept');
  await symlink('there', at('link'));
  const twice = check(at('honest.py'), '--output', at(one), '--sarif', `${folder}/${other}`);
  await expect(twice).rejects.toThrow(`--sarif ${folder}/${other} is the file of --output too`);
  expect(await readFile(at('there'), 'utf8')).toBe('kept');
});

test('two reports to two files, or to a device, are written', async () => {
  expect(await check(at('honest.py'), '--output', at('a'), '--sarif', at('b'))).toBe(0);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['a', 'b']));
  expect(await check(at('honest.py'), '--output', '/dev/null', '--sarif', '/dev/null')).toBe(0);
});

test.each([
  ['that leads to what is not there', 'not-there'],
  ['that leads to itself', 'link'],
])('a report to a link %s is a wrong call: the other one may be what it leads to by then', async (_, leadsTo) => {
  await symlink(leadsTo, at('link'));
  const both = check(at('honest.py'), '--output', at('link'), '--sarif', at('not-there'));
  await expect(both).rejects.toThrow(`--output ${at('link')} is a link that leads nowhere: `);
  expect(await readdir(folder)).not.toContain('not-there');
});

describe('reports that would run into one another', () => {
  const output = () => ({ name: '--output', path: at('pipe') });
  const sarif = () => ({ name: '--sarif', path: at('pipe') });
  const printed = (path: string) => ({ name: 'standard output', path });
  beforeEach(() => {
    execFileSync('mkfifo', [at('pipe'), at('other')]);
  });

  test('in one pipe are a wrong call, and in two are none', async () => {
    await expect(refuseBadTargets([output(), sarif()], [])).rejects.toThrow('is the file of --output too');
    await refuseBadTargets([output(), { ...sarif(), path: at('other') }], []);
  });

  test('in standard output are a wrong call, be it a pipe or a file', async () => {
    const message = 'is standard output, where the other report goes';
    await expect(refuseBadTargets([sarif()], [], printed(at('pipe')))).rejects.toThrow(message);
    const toFile = [{ ...sarif(), path: at('approvals') }];
    await expect(refuseBadTargets(toFile, [], printed(at('approvals')))).rejects.toThrow(message);
    await refuseBadTargets(toFile, [], printed(at('pipe')));
  });

  test('are none where nothing is kept', async () => {
    await refuseBadTargets([{ ...sarif(), path: '/dev/null' }], [], printed('/dev/null'));
  });
});

test('where the log cannot be written, no document is on standard output', async () => {
  await expect(check(at('risky.py'), '--format', 'json', '--sarif', '/dev/full')).rejects.toMatchObject({
    code: 'DISK_FAILED',
  });
  expect(io.written.out).toBe('');
});

test('a signal while a report is written ends with 130, and lets drafts be removed', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const listening = process.listenerCount('SIGTERM');
  const checking = check(at('honest.py'), '--output', at('pipe'));
  await vi.waitUntil(() => process.listenerCount('SIGTERM') > listening, { interval: 1 });
  process.emit('SIGTERM', 'SIGTERM');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  exit.mockRestore();
  expect(await readFile(at('pipe'), 'utf8')).toContain('passes');
  await checking;
  await vi.waitUntil(() => process.listenerCount('SIGTERM') <= listening, { interval: 1 });
});

describe('--quiet', () => {
  test.each(['text', 'github'])('tells in %s only of what is refused', async (format) => {
    expect(await check(folder, '--quiet', '--format', format)).toBe(1);
    expect(io.written.out).toContain('risky.py');
    expect(io.written.out).not.toContain('honest.py');
  });

  test('counts what passes all the same', async () => {
    await check(folder, '--quiet');
    expect(io.written.out).toMatch(/\n2 files: 1 passes, 1 refused\n$/);
  });

  test.each(['json', 'sarif'])('is a wrong call for %s, which is to be whole', async (format) => {
    await expect(check(folder, '--quiet', '--format', format)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('leaves the log of --sarif whole', async () => {
    await check(folder, '--quiet', '--sarif', at('log'));
    const { runs } = JSON.parse(await readFile(at('log'), 'utf8'));
    expect(runs[0].artifacts).toHaveLength(2);
  });
});

describe('a folder of the policy that is not there', () => {
  beforeEach(async () => {
    await mkdir(at('there'));
    const tables = ['there', 'thare', 'honest.py'].map(
      (path) => `[[folder]]\npath = "${path}"\noff = ["unknown-module"]`,
    );
    await writeFile(at('quantine.toml'), tables.join('\n'));
  });

  test('is told once, and the check goes on', async () => {
    expect(await check(at('honest.py'), at('honest.py'))).toBe(0);
    expect(io.written.err).toMatch(
      /^quantine: .*quantine\.toml speaks of a \[\[folder\]\] that is not there: thare, honest\.py\n$/,
    );
  });

  test('is told on one line however many there are', async () => {
    const tables = Array.from({ length: 9 }, (_, index) => `[[folder]]\npath = "f${index}"\n`);
    await writeFile(at('quantine.toml'), tables.join(''));
    await check(at('honest.py'));
    expect(io.written.err).toMatch(/: f0, f1, f2, f3, f4, 4 more\n$/);
  });

  test('is not told of a list of files, whose folders need not all be laid out', async () => {
    expect(await check('--files-from', at('list'))).toBe(0);
    expect(io.written.err).toBe('');
  });
});

async function contents() {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isDirectory());
  return await Promise.all(names.map(async ({ name }) => [name, await readFile(at(name), 'utf8')]));
}
