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
  await mkdir(join(folder, 'research'));
  await writeFile(join(folder, 'research/opens.py'), 'open("x")\n');
});
afterEach(() => rm(folder, { recursive: true }));

const writePolicy = (text: string, name = 'quantine.toml') => writeFile(join(folder, name), text);

async function check(...args: string[]): Promise<ExitCode | undefined> {
  let exitCode: ExitCode | undefined;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  const program = buildProgram({ settings: loadSettings({ XDG_CACHE_HOME: join(folder, '.cache') }), io, setExitCode });
  await program.parseAsync(['check', join(folder, 'research'), ...args], { from: 'user' });
  return exitCode;
}

test('the nearest policy file has its say, and is named with its hash', async () => {
  await writePolicy('[[folder]]\npath = "research"\nmax-risk = 31\n');
  expect(await check()).toBe(0);
  expect(io.written.out).toMatch(/policy: .*quantine\.toml \([0-9a-f]{12}\)/);
});

test('--isolated leaves it aside, and --config puts another in its place', async () => {
  await writePolicy('max-risk = 31\n');
  await writePolicy('max-risk = 20\n', 'trusted.toml');
  expect(await check('--isolated')).toBe(1);
  expect(await check('--config', join(folder, 'trusted.toml'))).toBe(1);
  expect(io.written.out).toContain('exceeds maximum 20');
});

test('--max-risk wins over every file', async () => {
  await writePolicy('max-risk = 31\n');
  expect(await check('--max-risk', '30')).toBe(1);
});

test.each([
  [['--isolated', '--config', 'x.toml'], "option '--isolated' cannot be used with option '--config <file>'"],
  [['--config', '--isolated'], '--config lacks its value'],
  [['--config', ''], '--config takes a file'],
  [['--image', 'python27'], "argument 'python27' is invalid"],
  [['--config', 'gone.toml'], 'gone.toml cannot be read: there is no such file'],
])('%j is a wrong call', async (args, message) => {
  await expect(check(...args)).rejects.toThrow(message);
});

test('a policy file that is wrong is a wrong call too, and nothing is judged by half of it', async () => {
  await writePolicy('max-rsik = 90\n');
  await expect(check()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(io.written.out).toBe('');
});
