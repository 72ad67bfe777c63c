import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(path: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, path), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  });
  return { status, stdout, stderr };
}

/** A person can mend it by reading, without the places in our code. */
const told = (message: string) => ({
  status: 2,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^(?!.*\\n +at )${message}`, 's')),
});

describe.each([
  'scripts/make-rule-pages.mjs',
  'scripts/lint/make-biome-config.mjs',
  'scripts/make-catalogue.mjs',
  'scripts/score-corpus.mjs',
  'tests/bench/validator.mjs',
  'tests/bench/folder.mjs',
  'scripts/make-constant-golden.mjs',
  'scripts/run-tests.mjs',
  'scripts/test-guest.mjs',
  'scripts/test-summary.mjs',
])('%s', (path) => {
  it('does nothing where a flag is misspelt, and says how it is called', () => {
    expect(script(path, '--chek')).toEqual(told("Unknown option '--chek'\\nusage: "));
  });

  it('says how it is called where it is asked', () => {
    expect(script(path, '--help')).toEqual({ status: 0, stdout: expect.stringMatching(/^usage: /), stderr: '' });
  });
});

it.each(['scripts/test', 'scripts/try-pre-commit.sh'])('%s begins nothing for whoever means a part of it', (path) => {
  const { status, stdout, stderr } = spawnSync(join(ROOT, path), ['--chek'], { encoding: 'utf8', timeout: 10_000 });
  expect({ status, stdout, stderr }).toEqual(told(`it takes no argument.*\nusage: ${path}\n`));
});

describe('scripts/score-corpus.mjs', () => {
  const scored = (labels: string) => {
    writeFileSync(join(folder, 'labels.jsonl'), labels);
    return script('scripts/score-corpus.mjs', folder);
  };
  const label = (path: string) => `${JSON.stringify({ path, corpus: 'ours', eval: 'attack' })}\n`;

  it.each([
    ['no folder', [], 'one folder is scored at a time\nusage: '],
    ['a folder that is not there', ['/nowhere'], '/nowhere/labels.jsonl cannot be read: ENOENT'],
  ])('tells whoever names %s', (_, args, message) => {
    expect(script('scripts/score-corpus.mjs', ...args)).toEqual(told(message));
  });

  it.each([
    ['no label', '\n\n', 'labels.jsonl names no file'],
    ['a line that is no JSON', `${label('a.py')}{`, 'labels.jsonl:2: this is no {"path", "corpus", "eval"}'],
    ['a label without a path', '{"corpus": "a", "eval": "attack"}', 'labels.jsonl:1: this is no'],
    ['a label of no corpus', label('a.py').replace('ours', ''), 'labels.jsonl:1: this is no'],
    ['a file that is not there', label('a.py'), 'a.py cannot be read: ENOENT'],
  ])('is no score without a fault where the list has %s', (_, labels, message) => {
    expect(scored(labels)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('waits for no pipe, and reads no device', () => {
    execFileSync('mkfifo', [join(folder, 'pipe.py')]);
    for (const path of ['pipe.py', '../../../../../../../../dev/zero']) {
      expect(scored(label(path))).toEqual(told('.*cannot be read: it is no regular file'));
    }
  });

  it('takes no file that is both to be blocked and to pass, and one of two corpora', () => {
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    expect(scored(label('a.py') + label('a.py').replace('attack', 'hard-negative'))).toEqual(
      told('a.py is both to be blocked and to pass'),
    );
    expect(scored(label('a.py') + label('a.py').replace('ours', 'theirs'))).toMatchObject({ status: 0 });
  });

  it('takes no line twice, however the file is spelt', () => {
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    expect(scored(label('a.py') + label('./a.py'))).toEqual(told('./a.py of ours is labelled twice'));
    expect(scored(label('./a.py') + label('a.py').replace('attack', 'benign-clean'))).toEqual(
      told('a.py is both to be blocked and to pass'),
    );
  });

  it('tells a class by the name that every object has, on one line, as any that counts nowhere', () => {
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    const names = ['constructor', '__proto__', 'two\nlines'];
    const labels = names.map((name) => `${JSON.stringify({ path: 'a.py', corpus: 'ours', eval: name })}\n`);
    expect(scored(labels.join('')).stdout).toContain(
      '\n3 of classes that count nowhere\n  constructor\n  __proto__\n  two\\x0alines\n',
    );
  });

  it.each([
    ['all hold', 'import os\nos.system("x")\n', 0, /dangerous files +100\.0% +at least 99\.0% +met/],
    ['one is missed', 'result = 1\n', 1, /dangerous files +33\.3% +at least 99\.0% +missed/],
  ])('says of goals that %s', (_, source, status, row) => {
    const rows = [
      { path: 'a.py', corpus: 'ours', eval: 'attack' },
      { path: 'a.py', corpus: 'left', eval: 'attack' },
      { path: 'broken.py', corpus: 'ours', eval: 'attack-noparse' },
      { path: 'b.py', corpus: 'model', eval: 'benign-clean' },
      { path: 'b.py', corpus: 'ours', eval: 'hard-negative' },
    ];
    writeFileSync(join(folder, 'labels.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    writeFileSync(join(folder, 'a.py'), source);
    writeFileSync(join(folder, 'b.py'), 'result = 1\n');
    writeFileSync(join(folder, 'broken.py'), 'result = = 1\n');
    const flags = ['--without', 'left', '--by-model', 'model', '--mutants', '2', '--goals'];
    const told = script('scripts/score-corpus.mjs', folder, ...flags);
    expect(told).toMatchObject({ status, stdout: expect.stringMatching(row), stderr: '' });
  });

  it('says of a goal what was measured of it, and which was not', () => {
    const rows = ['benign-clean', 'hard-negative'].map((label) => ({ path: 'a.py', corpus: 'ours', eval: label }));
    writeFileSync(join(folder, 'labels.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    writeFileSync(join(folder, 'a.py'), 'result = = 1\n');
    const { stdout } = script('scripts/score-corpus.mjs', folder, '--by-model', 'ours', '--mutants', '2', '--goals');
    expect(stdout).toMatch(/valid code not read +100\.0% +at most 0\.0% +missed/);
    expect(stdout).toMatch(/honest, by a model +100\.0% +at most 0\.0% +missed/);
    expect(stdout).toMatch(/dangerous, mutated +- +at least 95\.0% +not measured/);
  });

  it('tells which classes count nowhere, and what they may have been meant for', () => {
    writeFileSync(join(folder, 'labels.jsonl'), label('a.py').replace('attack', 'atack'));
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    expect(script('scripts/score-corpus.mjs', folder).stdout).toContain(
      '\n1 of classes that count nowhere\n  atack: did you mean attack?\n',
    );
  });

  it('takes no goal for met that was not measured', () => {
    writeFileSync(join(folder, 'labels.jsonl'), label('a.py').replace('attack', 'atack'));
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    const told = script('scripts/score-corpus.mjs', folder, '--goals');
    expect(told).toMatchObject({ status: 1, stdout: expect.stringMatching(/honest strategies +- .*not measured/) });
  });

  it.each([
    ['a corpus that no label names', ['--without', 'nowhere'], 'no label names the corpus nowhere'],
    ['a corpus of models that no label names', ['--by-model', 'nowhere'], 'no label names the corpus nowhere'],
    ['a number of mutants that is none', ['--mutants', 'many'], '--mutants takes a number from 0 to 999, not many'],
    ['a peer with our name', ['--peer', 'quantine=false'], 'two columns would have the name quantine'],
    ['a peer without a command', ['--peer', 'other='], '--peer takes NAME=COMMAND, not other='],
  ])('refuses %s', (_, args, message) => {
    writeFileSync(join(folder, 'labels.jsonl'), label('a.py'));
    writeFileSync(join(folder, 'a.py'), 'result = 1\n');
    expect(script('scripts/score-corpus.mjs', folder, ...args)).toEqual(told(message));
  });

  it('fails where its table is lost', () => {
    writeFileSync(join(folder, 'labels.jsonl'), label('a.py'));
    writeFileSync(join(folder, 'a.py'), 'import os\nos.system("x")\n');
    const args = [join(ROOT, 'scripts/score-corpus.mjs'), folder];
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', openSync('/dev/full', 'w'), 'ignore'] });
    expect(status).toBe(3);
  });
});

it.each([
  ['a folder that is not there', ['/nowhere'], '/nowhere cannot be read: ENOENT'],
  ['a count that is none', ['--rounds', 'many'], '--rounds takes a whole number'],
  ['two folders', ['/tmp', '/tmp'], 'one folder is measured at a time'],
  ['a Bandit that is not there', ['--bandit', '/nowhere'], '/nowhere cannot be read: ENOENT'],
  ['a Bandit that is no script', ['--bandit', '/etc/hostname'], '/etc/hostname does not begin with the Python'],
])('the benchmark tells whoever names %s', (_, args, message) => {
  expect(script('tests/bench/validator.mjs', ...args)).toEqual(told(message));
});
