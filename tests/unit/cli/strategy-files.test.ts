import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { strategyFiles } from '../../../src/cli/strategy-files.js';
import type { PolicyFile } from '../../../src/config/policy-file.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), '');
  }
}

const noPolicy = async () => undefined;

async function found(...paths: string[]): Promise<string[]> {
  const { files } = await strategyFiles(paths.length > 0 ? paths : [folder], noPolicy);
  return files.map(({ path }) => path.replace(`${folder}/`, ''));
}

async function leftOut(): Promise<string[]> {
  const selection = await strategyFiles([folder], noPolicy);
  return selection.leftOut.map(({ path }) => path.replace(`${folder}/`, ''));
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

test('a folder stands for every Python file below it, sorted', async () => {
  await put('b.py', 'a.py', 'deep/er/c.py', 'notes.txt', 'BAD.PY', 'a.pyc');
  expect(await found()).toEqual(['BAD.PY', 'a.py', 'b.py', 'deep/er/c.py']);
});

test('standard input stands for itself, once', async () => {
  expect(await found('-')).toEqual(['-']);
  await expect(strategyFiles(['-', folder, '-'], noPolicy)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('what nobody here wrote is not walked, and is told', async () => {
  await put('a.py', 'node_modules/x.py', '.venv/x.py', 'lib/venv/x.py', 'build/b.py', '__pycache__/c.py');
  expect(await found()).toEqual(['__pycache__/c.py', 'a.py', 'build/b.py']);
  expect(await leftOut()).toEqual(['.venv', 'lib/venv', 'node_modules']);
});

test('what Git keeps for itself is no strategy, whatever is left out or not', async () => {
  await put('a.py', '.git/refs/heads/fix.py');
  expect(await found()).toEqual(['a.py']);
  expect((await strategyFiles([folder])).files).toHaveLength(1);
  expect(await leftOut()).toEqual([]);
});

test('a loop of links ends', async () => {
  await put('a.py', 'sub/b.py');
  await symlink(folder, join(folder, 'sub', 'again'));
  expect(await found()).toEqual(['a.py', 'sub/b.py']);
});

test('a link to a file is checked, and so is one that leads nowhere: it must not pass for read', async () => {
  await put('hidden.txt');
  await symlink('hidden.txt', join(folder, 'link.py'));
  await symlink('nowhere', join(folder, 'dangling.py'));
  expect(await found()).toEqual(['dangling.py', 'link.py']);
});

test('a pipe among the files is left alone, because reading it would never end', async () => {
  await put('a.py');
  execFileSync('mkfifo', [join(folder, 'pipe.py')]);
  expect(await found()).toEqual(['a.py']);
});

/** A name of one byte that is no UTF-8, and what Node makes of it, which may be the name of another. */
const [RAW, READ_AS] = [Buffer.from([0xff]), '\uFFFD'];
const rawPath = (before: string, after: string) =>
  Buffer.concat([Buffer.from(join(folder, before)), RAW, Buffer.from(after)]);

test('a name that is no UTF-8 is told as a problem, and so is the one that it would be taken for', async () => {
  await put('a.py', `n${READ_AS}.py`, `notes${READ_AS}.txt`, 'é.py');
  await writeFile(rawPath('n', '.py'), '');
  await symlink('/dev/null', rawPath('link', '.py'));
  const { files } = await strategyFiles([folder], noPolicy);
  expect(files.map(({ path, problem }) => [basename(path), problem?.slice(0, 42)])).toEqual([
    ['a.py', undefined],
    [`link${READ_AS}.py`, 'It cannot be read: its path is not UTF-8, '],
    [`n${READ_AS}.py`, 'It cannot be read: its path is not UTF-8, '],
    [`n${READ_AS}.py`, 'It cannot be read: its path is not UTF-8, '],
    ['é.py', undefined],
  ]);
});

test('a folder whose name is no UTF-8 is not walked and not left out, whoever asks for that', async () => {
  await put('a.py', `d${READ_AS}/honest.py`, 'é/b.py', 'ü/c.py');
  await mkdir(rawPath('d', ''));
  await write('.gitignore', `d${READ_AS}\nü\n`);
  const { files } = await strategyFiles([folder], noPolicy);
  expect(files.map(({ path, problem }) => [relative(folder, path), problem !== undefined])).toEqual([
    ['a.py', false],
    [`d${READ_AS}`, true],
    [`d${READ_AS}`, true],
    ['é/b.py', false],
  ]);
});

test('a path that was misread is a wrong call, whether or not there is something by that name', async () => {
  await put(`n${READ_AS}.py`, 'é.py');
  for (const name of [`n${READ_AS}.py`, `m${READ_AS}.py`]) {
    await expect(strategyFiles([join(folder, name)], noPolicy)).rejects.toThrow('its path is not UTF-8');
  }
  expect(await found(join(folder, 'é.py'))).toEqual(['é.py']);
});

test('a file that is named is checked whatever it is called, and - is standard input', async () => {
  await put('strategy.txt');
  expect(await found('-', join(folder, 'strategy.txt'))).toEqual(['-', 'strategy.txt']);
});

test.each([['no.py'], ['no.py/a.py'], [`${'n'.repeat(256)}.py`]])(
  'what cannot exist is a wrong call: %s',
  async (name) => {
    await put('honest.py');
    const paths = [join(folder, 'honest.py'), join(folder, name)];
    await expect(strategyFiles(paths, noPolicy)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  },
);

test('a folder without one Python file is a wrong call, because nothing would be checked', async () => {
  await put('notes.txt');
  await expect(strategyFiles([folder], noPolicy)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});

test('an ignore file counts for its folder and below, and the deeper one has the last word', async () => {
  await put('a.py', 'draft.py', 'sub/draft.py', 'sub/deep/keep.py', 'sub/deep/lost.py', 'other/rooted.py', 'rooted.py');
  await write('.gitignore', '# comment\n\ndraft.py\n/rooted.py\nlost*\nkeep.py\r\n');
  await write('sub/deep/.gitignore', '!keep.py\n');
  expect(await found()).toEqual(['a.py', 'other/rooted.py', 'sub/deep/keep.py']);
  expect(await leftOut()).toEqual(['draft.py', 'rooted.py', 'sub/deep/lost.py', 'sub/draft.py']);
});

test('of two ignore files in a folder .quantineignore has the last word, over the usual names too', async () => {
  await put('a.py', 'b.py', 'node_modules/c.py');
  await write('.gitignore', 'a.py\n');
  await write('.quantineignore', '!a.py\nb.py\n!node_modules/\n');
  expect(await found()).toEqual(['a.py', 'node_modules/c.py']);
});

test('ignore files above count up to the root of the repository, and no further', async () => {
  await put('repo/.git/HEAD', 'repo/sub/a.py', 'repo/sub/b.py', 'repo/sub/c.py', 'repo/sub/d.py');
  await write('.gitignore', 'a.py\n');
  await write('repo/.gitignore', 'sub/b.py\n');
  await write('repo/.git/info/exclude', 'c.py\n');
  const { files, leftOut } = await strategyFiles([join(folder, 'repo/sub')], noPolicy);
  expect(files.map(({ path }) => basename(path))).toEqual(['a.py', 'd.py']);
  expect(leftOut).toEqual([
    { path: join(folder, 'repo/sub/b.py'), by: relative('', join(folder, 'repo/.gitignore')), isFolder: false },
    { path: join(folder, 'repo/sub/c.py'), by: relative('', join(folder, 'repo/.git/info/exclude')), isFolder: false },
  ]);
});

test('what is named is checked, whatever an ignore file says of it', async () => {
  await put('.git/HEAD', 'build/a.py', 'node_modules/b.py', 'c.py');
  await write('.gitignore', 'build/\nc.py\n');
  const named = ['build', 'node_modules', 'c.py'].map((name) => join(folder, name));
  expect(await found(...named)).toEqual(['build/a.py', 'node_modules/b.py', 'c.py']);
});

test('a folder of which everything is left out is a wrong call, because nothing would be checked', async () => {
  await put('a.py');
  await write('.gitignore', '*\n');
  await expect(strategyFiles([folder], noPolicy)).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    message: expect.stringContaining('--no-ignore'),
  });
});

test('without a word about policy nothing is left out', async () => {
  await put('a.py', 'node_modules/b.py');
  await write('.gitignore', 'a.py\n');
  expect((await strategyFiles([folder])).files).toHaveLength(2);
});

test('the patterns of a policy file are relative to its folder, and its exclude replaces the usual names', async () => {
  await put('old/a.py', 'new/b.py', 'new/c.py', 'node_modules/d.py');
  const file = { exclude: ['old/'], extendExclude: ['c.py'], path: 'quantine.toml' } as unknown as PolicyFile;
  const { files, leftOut } = await strategyFiles([folder], async () => ({ file, base: folder, folder }));
  expect(files.map(({ path }) => basename(path))).toEqual(['b.py', 'd.py']);
  expect(leftOut.map(({ by }) => by)).toEqual(['quantine.toml', 'quantine.toml']);
});

test('an ignore file that would be slow, is a link or is a pipe leaves nothing out', async () => {
  await put(`${'a'.repeat(200)}.py`, 'b.py', 'linked/c.py', 'piped/d.py', 'huge/e.py');
  await write('.gitignore', `${'*a'.repeat(30)}*b\n`);
  await write('patterns', '*.py\n');
  await symlink(join(folder, 'patterns'), join(folder, 'linked/.gitignore'));
  execFileSync('mkfifo', [join(folder, 'piped/.gitignore')]);
  await write('huge/.gitignore', `*.py\n${'#'.repeat(300_000)}`);
  expect(await leftOut()).toEqual([]);
});

/** Lines that are too dear to match, past the most that are read, or in a file that is too large to read. */
const UNREAD_LINES: readonly (readonly [string, string])[] = [
  ['is dear', '!*k*e*p*t*.py\n'],
  ['has no end', `!k${'*'.repeat(1000)}ept.py\n`],
  ['ends with a carriage return too many', '!kept.py\r\r\n'],
  ['is beyond the most', `${'no\n'.repeat(2000)}!kept.py\n`],
  ['stands in a file that is too large', `${'#'.repeat(300_000)}\n!kept.py\n`],
];

test.each(UNREAD_LINES)(
  'what takes back leaves nothing out of what was said before it, where it %s',
  async (_, lines) => {
    await put('kept.py', 'b.py', 'sub/kept.py', 'sub/b.py', 'node_modules/c.py');
    await write('.gitignore', `*.py\n`);
    await write('sub/.gitignore', `b.py\n${lines}`);
    expect(await found()).toEqual(['sub/b.py', 'sub/kept.py']);
    await write('.quantineignore', lines);
    expect(await found()).toContain('node_modules/c.py');
  },
);

test('what stands after a line that is not read counts, and so does what is before one that leaves out', async () => {
  await put('a.py', 'b.py', 'c.py');
  await write('.gitignore', 'a.py\n!*k*e*p*t*.py\nb.py\n*k*e*p*t*.py\n');
  expect(await found()).toEqual(['a.py', 'c.py']);
});

test('a .quantineignore that cannot be read leaves nothing out of its folder', async () => {
  await put('linked/a.py', 'piped/b.py', 'read/c.py', 'd.py');
  await write('.gitignore', '*.py\n');
  await write('patterns', '');
  await symlink(join(folder, 'patterns'), join(folder, 'linked/.quantineignore'));
  execFileSync('mkfifo', [join(folder, 'piped/.quantineignore')]);
  await write('read/.quantineignore', '');
  expect(await found()).toEqual(['linked/a.py', 'piped/b.py']);
});

test.each([
  ['?.py', ['a.py', 'é.py'], ['é.py']],
  ['[!b].py', ['a.py', 'b.py', 'é.py'], ['b.py', 'é.py']],
  ['é.py', ['a.py', 'é.py'], ['a.py']],
  ['a.py\t', ['a.py', 'b.py'], ['a.py', 'b.py']],
  ['a.py  ', ['a.py', 'b.py'], ['b.py']],
  ['sub/\t', ['b.py', 'deep/sub/a.py'], ['b.py', 'deep/sub/a.py']],
  ['/', ['sub/a.py'], ['sub/a.py']],
  ['*.py\n!//', ['sub/a.py', 'b.txt.py'], []],
  ['*.py\n\uFEFF!a.py', ['a.py', 'b.py'], []],
  ['\uFEFF*.py\n!a.py', ['a.py', 'b.py'], ['a.py']],
])('%j leaves out of %j what Git would, byte by byte', async (patterns, files, kept) => {
  await put(...files);
  await write('.gitignore', patterns);
  execFileSync('git', ['init', '--quiet', folder]);
  const others = execFileSync('git', ['-C', folder, 'ls-files', '-oz', '--exclude-standard'], { encoding: 'utf8' });
  expect(others.split('\0').filter((name) => name.endsWith('.py'))).toEqual(kept);
  expect(kept.length === 0 ? [] : await found()).toEqual(kept);
});

test('a folder whose name is a pattern is only a name', async () => {
  await put('[ab]/draft.py', '*/draft.py', 'a/draft.py');
  await write('[ab]/.gitignore', 'draft.py\n');
  await write('*/.gitignore', '/draft.py\n');
  expect(await found()).toEqual(['a/draft.py']);
});
