import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StrategyRepository } from '../helpers/strategy-repository.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/ci/check-changes.sh', import.meta.url));
const RISKY = 'import os\nos.system("x")\n';

let repository: StrategyRepository;
let temporary: string;
beforeEach(() => {
  repository = new StrategyRepository();
  temporary = mkdtempSync(join(tmpdir(), 'quantine-ci-'));
});
afterEach(() => {
  repository[Symbol.dispose]();
  rmSync(temporary, { recursive: true });
});

/** How the script ends, and what it says. */
async function callScript(inputs: Readonly<Record<string, string>>, cwd = repository.folder) {
  const env = { RUNNER_TEMP: temporary, ...inputs };
  const { exitCode, stdout, stderr } = await execa('bash', [SCRIPT], { cwd, env, reject: false });
  return { exitCode, lines: stdout.split('\n'), stderr };
}

/** What action.yml would show and send for the last commit, by the quantine that this checkout built. */
async function checkChanges(base: string) {
  const { exitCode, lines } = await callScript({ INPUT_BASE: base });
  const [run] = JSON.parse(readFileSync(join(temporary, 'quantine.sarif'), 'utf8')).runs;
  return { exitCode, lines, results: run.results as { ruleId: string; locations: unknown[] }[] };
}

it('a dangerous change is refused, with annotations and a log that name it as the repository does', async () => {
  const base = repository.commit({ 'strategies/old.py': RISKY });
  repository.commit({ 'strategies/new.py': RISKY, 'strategies/good.py': 'result = 6 * 7\n' });

  const { exitCode, lines, results } = await checkChanges(base);

  expect(exitCode).toBe(1);
  expect(lines[0]).toMatch(/^::error file=strategies\/new\.py,line=1,/);
  expect(lines.at(-1)).toBe('quantine: 2 Python files judged, exit status 1');
  expect(lines.slice(0, -1).every((line) => line.startsWith('::error file=strategies/new.py,'))).toBe(true);
  expect(results.map(({ ruleId }) => ruleId)).toContain('dangerous-call');
  expect(results[0]!.locations).toMatchObject([
    { physicalLocation: { artifactLocation: { uri: 'strategies/new.py', uriBaseId: '%SRCROOT%' } } },
  ]);
});

it('a change cannot bring the policy that lets it pass, and can be let pass by the one that was there', async () => {
  const policy = 'off = ["dangerous-call"]\nallow-modules = ["os"]\n';
  const base = repository.commit();
  const withPolicy = repository.commit({ 'quantine.toml': policy });
  repository.commit({ 'new.py': RISKY });

  expect(await checkChanges(base)).toMatchObject({ exitCode: 1 });
  expect(await checkChanges(withPolicy)).toMatchObject({
    exitCode: 0,
    results: [{ ruleId: 'dangerous-call', suppressions: [{ kind: 'external' }] }],
  });
});

it('a file whose name is no UTF-8 is refused, and the one that it would be taken for is not read in its place', async () => {
  const base = repository.commit();
  repository.write({ 'n\uFFFD.py': 'result = 1\n' });
  const raw = Buffer.concat([Buffer.from(join(repository.folder, 'n')), Buffer.from([0xff]), Buffer.from('.py')]);
  writeFileSync(raw, RISKY);
  repository.commit();

  const { exitCode, lines } = await checkChanges(base);

  expect({ exitCode, last: lines.at(-1) }).toEqual({
    exitCode: 1,
    last: 'quantine: 2 Python files judged, exit status 1',
  });
  expect(lines.filter((line) => line.includes('is not UTF-8'))).toHaveLength(2);
});

it.each([
  ['a log of an older judgement is gone', 'quantine.sarif', '{\n  "$schema": "https://x/sarif-2.1.0.json"', false],
  ['what is no log stays', 'kept.txt', 'my notes on sarif', true],
])('after a judgement that could not be made %s', async (_, name, text, stays) => {
  repository.commit({ 'good.py': 'result = 1\n' });
  const log = join(temporary, name);

  for (const wrong of [{ INPUT_PATHS: 'nowhere' }, { INPUT_MAX_RISK: 'x' }, { QUANTINE_COMMAND: './nowhere' }]) {
    writeFileSync(log, text);
    expect(await callScript({ INPUT_SARIF_FILE: log, ...wrong })).toMatchObject({ exitCode: 2 });
    expect(existsSync(log)).toBe(stays);
  }
});

it('an honest change passes', async () => {
  const base = repository.commit();
  repository.commit({ 'good.py': 'result = 6 * 7\n' });

  expect(await checkChanges(base)).toEqual({
    exitCode: 0,
    lines: ['quantine: 1 Python file judged, exit status 0'],
    results: [],
  });
});

describe('a path that is named', () => {
  const judges = (files: number) => ({
    exitCode: 1,
    lines: expect.arrayContaining([
      `quantine: ${files} Python ${files === 1 ? 'file' : 'files'} judged, exit status 1`,
    ]),
  });

  it.each([
    ['.', 2],
    ['./', 2],
    ['sub\n.', 2],
    ['./sub', 1],
    ['sub//', 1],
    ['sub/.', 1],
    ['./sub//bad.py', 1],
  ])('in the spelling %j finds what git calls otherwise: %i files', async (paths, files) => {
    repository.commit({ 'sub/bad.py': RISKY, 'other.py': RISKY });

    expect(await callScript({ INPUT_PATHS: paths })).toMatchObject(judges(files));
  });

  it('counts from the root of the repository, wherever the script is called', async () => {
    repository.commit({ 'sub/bad.py': RISKY, 'other.py': RISKY });
    const below = join(repository.folder, 'sub');

    expect(await callScript({ INPUT_PATHS: 'sub' }, below)).toMatchObject(judges(1));
    expect(await callScript({ INPUT_PATHS: '.' }, below)).toMatchObject(judges(2));
    expect(await callScript({ INPUT_PATHS: 'bad.py' }, below)).toMatchObject({ exitCode: 2 });
  });

  it.each(['a [*]', ':(top)', '-x', 'é'])('may be a folder of any name, with a file of any name: %j', async (name) => {
    repository.commit({ [`${name}/c\nd.PY`]: RISKY, 'other.py': RISKY });

    expect(await callScript({ INPUT_PATHS: name })).toMatchObject(judges(1));
  });

  it.each([
    ['leads out of the repository', '../repository', /no path from the root/],
    ['comes back into it', 'sub/../sub', /no path from the root/],
    ['is absolute', '/etc', /no path from the root/],
    ['is a link', 'linked', /neither a folder nor a Python file/],
    ['is a link with more behind it', 'linked/bad.py', /there is no folder or file "linked\/bad\.py"/],
    ['is a folder without Python', 'docs', /there is no Python file below docs/],
    ['is a file that is no Python', 'notes.md', /neither a folder nor a Python file/],
    ['is in no commit', 'untracked', /there is no folder or file "untracked"/],
    ['is wrong beside a right one', '.\nnowhere', /there is no folder or file "nowhere"/],
  ])('is a wrong call where it %s, and judges nothing', async (_, paths, why) => {
    const base = repository.commit();
    symlinkSync('sub', join(repository.folder, 'linked'));
    repository.commit({ 'sub/bad.py': RISKY, 'notes.md': 'x', 'docs/a.py.md': 'x' });
    repository.write({ 'untracked/bad.py': RISKY });

    for (const INPUT_BASE of ['', base]) {
      expect(await callScript({ INPUT_BASE, INPUT_PATHS: paths })).toMatchObject({
        exitCode: 2,
        lines: [''],
        stderr: expect.stringMatching(why),
      });
    }
    expect(existsSync(join(temporary, 'quantine.sarif'))).toBe(false);
  });
});

describe('a policy that is named', () => {
  const MILD = 'off = ["dangerous-call"]\nallow-modules = ["os"]\n';

  it.each([
    ['strict.toml', 1],
    ['.//ci/./strict.toml', 1],
    ['ci/../strict.toml', 2],
    ['ROOT/strict.toml', 2],
  ])('is never the one that the change brings: with %s it ends with %i', async (name, exitCode) => {
    const base = repository.commit({ 'strict.toml': 'max-risk = 30\n', 'ci/strict.toml': 'max-risk = 30\n' });
    repository.commit({ 'strict.toml': MILD, 'ci/strict.toml': MILD, 'ci/new.py': RISKY });
    const config = name.replace('ROOT', repository.folder);

    expect(await callScript({ INPUT_BASE: base, INPUT_CONFIG: config })).toMatchObject({ exitCode });
  });

  it('may lie outside the repository, where no change reaches it', async () => {
    const base = repository.commit();
    repository.commit({ 'new.py': RISKY });
    const config = join(temporary, 'mild.toml');
    writeFileSync(config, MILD);

    expect(await callScript({ INPUT_BASE: base, INPUT_CONFIG: config })).toMatchObject({ exitCode: 0 });
  });
});

it('what keeps the check from being made is no strategy refused', async () => {
  repository.commit({ 'good.py': 'result = 6 * 7\n' });

  expect(await callScript({}, temporary)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/git repository/),
  });
  expect(await callScript({ QUANTINE_COMMAND: './nowhere' })).toMatchObject({ exitCode: 2 });
  expect(await callScript({ GITHUB_OUTPUT: join(temporary, 'nowhere', 'output') })).toMatchObject({ exitCode: 3 });
});
