import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PolicyFinder, type PolicySearch, settingsIn } from '../../../src/config/policy-finder.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function inForce(strategy: string, search: PolicySearch = {}) {
  return await new PolicyFinder({ cwd: root, ...search }).inForceFor(strategy);
}

async function pathInForce(strategy: string, search: PolicySearch = {}): Promise<string | undefined> {
  return (await inForce(strategy, search))?.file.path;
}

async function settingsFor(strategy: string, search: PolicySearch = {}) {
  const finder = new PolicyFinder({ cwd: root, ...search });
  const found = await finder.inForceFor(strategy);
  return found && settingsIn(found, finder.folderOf(strategy));
}

describe('the file in force', () => {
  test('is the nearest one upwards, and no other', async () => {
    await write('quantine.toml', 'max-risk = 20\noff = ["file-io"]\n');
    await write('desk/quantine.toml', 'max-risk = 40\n');
    expect(await settingsFor('desk/a/b/strategy.py')).toEqual({ maxRiskScore: 40, path: 'desk/quantine.toml' });
    expect(await settingsFor('other/strategy.py')).toMatchObject({ maxRiskScore: 20, path: 'quantine.toml' });
  });

  test('is quantine.toml where a folder has both', async () => {
    await write('pyproject.toml', '[tool.quantine]\nmax-risk = 20\n');
    await write('quantine.toml', 'max-risk = 40\n');
    expect(await pathInForce('strategy.py')).toBe('quantine.toml');
  });

  test('is a pyproject.toml only where it has [tool.quantine]', async () => {
    await write('pyproject.toml', '[tool.quantine]\npolicy = "strict"\n');
    await write('desk/pyproject.toml', '[project]\nname = "desk"\ndependencies = ["quantine"]\n');
    expect(await settingsFor('desk/strategy.py')).toEqual({ policy: 'strict', path: 'pyproject.toml' });
  });

  test('is none where a pyproject.toml that does not speak of us is no TOML', async () => {
    await write('pyproject.toml', 'this is = = no TOML');
    expect(await pathInForce('strategy.py')).toBeUndefined();
  });

  test('is, for standard input, that of the folder we are in', async () => {
    await write('quantine.toml', '');
    expect(await pathInForce('-')).toBe('quantine.toml');
  });

  test('is the one that is named, by whatever name, and its folders are those of where we are', async () => {
    await write('quantine.toml', 'max-risk = 90\n');
    await write('trusted/ci.toml', 'max-risk = 20\n[[folder]]\npath = "research"\nmax-risk = 10\n');
    const search = { config: 'trusted/ci.toml' };
    expect(await settingsFor('desk/strategy.py', search)).toEqual({ maxRiskScore: 20, path: 'trusted/ci.toml' });
    expect(await settingsFor('research/strategy.py', search)).toMatchObject({ maxRiskScore: 10 });
  });

  test('is none where files are left aside', async () => {
    await write('quantine.toml', 'max-risk = 90\n');
    expect(await pathInForce('strategy.py', { isIsolated: true })).toBeUndefined();
  });

  test('is read once for many strategies, though it may have gone meanwhile', async () => {
    await write('quantine.toml', 'max-risk = 40\n');
    const finder = new PolicyFinder({ cwd: root });
    await finder.inForceFor('a/one.py');
    await rm(join(root, 'quantine.toml'));
    expect((await finder.inForceFor('b/two.py'))?.file.path).toBe('quantine.toml');
  });

  test('is looked for below as many folders as a path has', async () => {
    await write('quantine.toml', 'max-risk = 40\n');
    expect(await pathInForce(`${'a/'.repeat(3000)}s.py`)).toBe('quantine.toml');
  });

  test('may be a link to a file', async () => {
    await write('shared/policy.toml', 'max-risk = 40\n');
    await symlink('shared/policy.toml', join(root, 'quantine.toml'));
    expect(await settingsFor('strategy.py')).toMatchObject({ maxRiskScore: 40 });
  });
});

describe('a folder below the file', () => {
  beforeEach(() =>
    write(
      'quantine.toml',
      `max-risk = 30
off = ["infinite-loop"]
points.unknown-module = 0
[[folder]]
path = "research/agents"
max-risk = 10
[[folder]]
path = "./research/"
max-risk = 60
off = []
points = { file-io = 50 }
`,
    ),
  );

  test('has the keys of the file where it says nothing itself', async () => {
    expect(await settingsFor('live/strategy.py')).toMatchObject({ maxRiskScore: 30, off: ['infinite-loop'] });
  });

  test('replaces a key as a whole, and points rule by rule', async () => {
    expect(await settingsFor('research/deep/strategy.py')).toEqual({
      maxRiskScore: 60,
      off: [],
      points: { 'unknown-module': 0, 'file-io': 50 },
      path: 'quantine.toml',
    });
  });

  test('has the last word where it lies deeper, whatever the order', async () => {
    expect(await settingsFor('research/agents/strategy.py')).toMatchObject({ maxRiskScore: 10, off: [] });
  });

  test('is not one whose name only begins alike', async () => {
    expect(await settingsFor('research-old/strategy.py')).toMatchObject({ maxRiskScore: 30 });
  });
});

describe('a policy file that is wrong says where and what', () => {
  test.each([
    ['an unknown key', 'max-rsik = 3\n', 'quantine.toml:1: max-rsik is no key: did you mean max-risk?'],
    [
      'one of a folder',
      '[[folder]]\npath = "a"\npionts = {}\n',
      'quantine.toml:3: folder.pionts is no key: did you mean points?',
    ],
    [
      'one with the name of its table',
      '[[folder]]\npath = "a"\n# folder\nfolder = "b"\n',
      'quantine.toml:4: folder.folder is no key',
    ],
    ['one that is a value besides', 'off = ["max"]\nmax = 3\n', 'quantine.toml:2: max is no key'],
    ['a table below one', 'max-risk = 3\n[folders.sub]\n', 'quantine.toml:2: folders is no key: did you mean folder?'],
    ['two at once', 'a = 1\nb = 2\n', 'quantine.toml:1: a is no key\nquantine.toml:2: b is no key'],
    ['a value of another kind', '\nmax-risk = "high"\n', 'quantine.toml:2: max-risk takes a number, not "high"'],
    [
      'a list that is none',
      'off = "file-io"\n',
      'quantine.toml:1: off takes a list of rules, each in quotes, not "file-io"',
    ],
    [
      'a word that is none of two',
      'policy = "lax"\n',
      'quantine.toml:1: policy takes "standard" or "strict", not "lax"',
    ],
    ['points that are none', '[points]\nfile-io = "no"\n', 'quantine.toml:2: points.file-io takes a number, not "no"'],
    ['a folder that leads out', '[[folder]]\npath = "../x"\n', 'folder.path takes a folder below that of the file'],
    ['a pattern for a folder', '[[folder]]\npath = "a/**"\n', 'no pattern'],
    [
      'a folder twice',
      '[[folder]]\npath = "a"\n[[folder]]\npath = "a/"\n',
      'quantine.toml:4: folder a/ is there twice',
    ],
    [
      'a folder without a path',
      '[[folder]]\nmax-risk = 3\n',
      'quantine.toml:1: folder.path takes the path of a folder',
    ],
    ['a folder that is one table', '[folder]\npath = "a"\n', 'folder is a list of tables: write [[folder]]'],
    ['a key twice', 'max-risk = 3\nmax-risk = 4\n', 'quantine.toml:2:1: this is no TOML: trying to redefine'],
    [
      'a number that is past any',
      'points = { "dangerous-call" = 99999999999999999999 }',
      'quantine.toml:1:31: this number is too large',
    ],
    ['what is no TOML', 'max-risk = = 3\n', 'quantine.toml:1:'],
    ['a flag in the file', 'allow-inline = true\n', 'allow-inline is only a flag'],
    ['the table of pyproject.toml', '[tool.quantine]\nmax-risk = 3\n', 'tool is for pyproject.toml'],
    ['a date for a table', 'points = 1979-05-27\n', 'points is a table of rules'],
    ['no number for points', 'points = { file-io = nan }\n', 'points.file-io takes a number'],
    ['a maximum that is none', 'max-risk = nan\n', 'quantine.toml:1: max-risk takes a number, not NaN'],
    ['a maximum without end', 'max-risk = inf\n', 'quantine.toml:1: max-risk takes a number, not Infinity'],
    ['a key that is no word', '"__proto__" = 1\n', '__proto__ is no key'],
  ])('%s', async (_, text, message) => {
    await write('quantine.toml', text);
    await expect(inForce('strategy.py')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message),
    });
  });

  test('points for what is no rule, and nothing besides', async () => {
    await write('quantine.toml', '[points]\n"__proto__" = 1\n');
    await expect(inForce('s.py')).rejects.toMatchObject({
      message: 'quantine.toml:1: points knows no rule "__proto__"',
    });
  });

  test('a [tool.quantine] that is no table', async () => {
    await write('pyproject.toml', '[tool]\nquantine = 3\n');
    await expect(inForce('s.py')).rejects.toMatchObject({
      message: 'pyproject.toml:2: tool.quantine is a table: write [tool.quantine], not 3',
    });
  });

  test('a key of nearly a mebibyte, in a message that can be read', async () => {
    await write('quantine.toml', `${'k'.repeat(1_000_000)} = 1\n`);
    const { message } = (await inForce('s.py').catch((error: Error) => error as Error)) as Error;
    expect(message).toMatch(/^quantine\.toml:1: k{100,}….*k is no key$/);
    expect(message.length).toBeLessThan(700);
  });

  test('one of 10,000 folders that is there twice', async () => {
    const tables = Array.from({ length: 10_000 }, (_, index) => `[[folder]]\npath = "f${index}"\n`);
    await write('quantine.toml', `${tables.join('')}[[folder]]\npath = "./f7"\n`);
    await expect(inForce('s.py')).rejects.toThrow('folder ./f7 is there twice');
  });

  test('where it was found, what to do about it names no option that nobody gave', async () => {
    await mkdir(join(root, 'quantine.toml'));
    await expect(inForce('s.py')).rejects.toMatchObject({
      nextStep: expect.stringContaining('leave files of policy aside with --isolated'),
    });
  });

  test.each([
    ['no text', new Uint8Array([0x61, 0]), 'it is no text: it holds a NUL byte'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'it is not valid UTF-8'],
    ['too large', new Uint8Array(1024 * 1024 + 1).fill(0x0a), 'it is larger than 1 MiB'],
  ])('%s', async (_, bytes, why) => {
    await write('quantine.toml', bytes);
    await expect(inForce('strategy.py')).rejects.toThrow(`quantine.toml cannot be read: ${why}`);
  });

  test('a byte order mark is no fault', async () => {
    await write('quantine.toml', '\ufeffmax-risk = 40\n');
    expect(await settingsFor('strategy.py')).toMatchObject({ maxRiskScore: 40 });
  });

  test('a folder, a pipe and a link that leads nowhere are no policy', async () => {
    await mkdir(join(root, 'a/quantine.toml'), { recursive: true });
    await mkdir(join(root, 'b'));
    execFileSync('mkfifo', [join(root, 'b/quantine.toml')]);
    await mkdir(join(root, 'c'));
    await symlink('nowhere', join(root, 'c/quantine.toml'));
    await expect(inForce('a/s.py')).rejects.toThrow('it is no regular file');
    await expect(inForce('b/s.py')).rejects.toThrow('it is no regular file');
    await expect(inForce('c/s.py')).rejects.toThrow('there is no such file');
  });

  test('a file that is named and is not there, or has no table of ours', async () => {
    await write('pyproject.toml', '[project]\nname = "desk"\n');
    await expect(inForce('s.py', { config: 'gone.toml' })).rejects.toThrow('gone.toml cannot be read');
    await expect(inForce('s.py', { config: 'pyproject.toml' })).rejects.toThrow('has no [tool.quantine]');
  });
});
