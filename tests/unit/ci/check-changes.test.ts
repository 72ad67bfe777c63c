import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StrategyRepository } from '../../helpers/strategy-repository.js';

const SCRIPT = fileURLToPath(new URL('../../../scripts/ci/check-changes.sh', import.meta.url));

/** Stands for quantine: tells how it was called and what lay around it. */
const STUB = `#!/usr/bin/env node
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
const valueOf = (flag) => args.find((arg) => arg.startsWith(flag + '='))?.slice(flag.length + 1);
const tree = {};
for (const name of readdirSync('.', { recursive: true })) if (statSync(name).isFile()) tree[name] = readFileSync(name, 'utf8');
const list = readFileSync(valueOf('--files-from'), 'utf8');
writeFileSync(valueOf('--sarif'), '{}');
writeFileSync(process.env.STUB_TELLS, JSON.stringify({ args, tree, list }));
process.exit(Number(process.env.STUB_STATUS ?? 0));
`;

interface Told {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: string;
  /** How quantine was called; undefined where it was not. */
  readonly call?: { readonly args: readonly string[]; readonly tree: Record<string, string>; readonly list: string };
}

let repository: StrategyRepository;
let temporary: string;

beforeEach(() => {
  repository = new StrategyRepository();
  temporary = mkdtempSync(join(tmpdir(), 'quantine-ci-'));
  writeFileSync(join(temporary, 'stub.mjs'), STUB);
  chmodSync(join(temporary, 'stub.mjs'), 0o755);
});
afterEach(() => {
  repository[Symbol.dispose]();
  rmSync(temporary, { recursive: true });
});

function checkChanges(inputs: Readonly<Record<string, string>>, cwd = repository.folder): Told {
  const tells = join(temporary, 'tells.json');
  const outputs = join(temporary, 'outputs');
  writeFileSync(outputs, '');
  const { status, stdout, stderr } = spawnSync('bash', [SCRIPT], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: outputs,
      QUANTINE_COMMAND: join(temporary, 'stub.mjs'),
      STUB_TELLS: tells,
      ...inputs,
    },
  });
  const called = readdirSync(temporary).includes('tells.json');
  const call = called ? { call: JSON.parse(readFileSync(tells, 'utf8')) } : {};
  return { status, stdout, stderr, outputs: readFileSync(outputs, 'utf8'), ...call };
}

const namesIn = (list: string) => list.split('\0').slice(0, -1).toSorted();

describe('a change', () => {
  it('is judged by the Python files that it adds, alters or renames, and no others', () => {
    const base = repository.commit({
      'same.py': '1',
      'altered.py': '1',
      'gone.py': '3',
      'old.py': 'a long text\n'.repeat(9),
    });
    repository.git('rm', '--quiet', 'gone.py');
    repository.git('mv', 'old.py', 'new.py');
    repository.commit({ 'altered.py': '2', 'sub/added.py': '1', 'notes.md': 'x', 'UPPER.PY': '1' });

    const { call, status } = checkChanges({ INPUT_BASE: base });

    expect(status).toBe(0);
    expect(namesIn(call!.list)).toEqual(['UPPER.PY', 'altered.py', 'new.py', 'sub/added.py']);
    expect(Object.keys(call!.tree).toSorted()).toEqual(namesIn(call!.list));
    expect(call!.tree['altered.py']).toBe('2');
  });

  it('is judged by the policies and approvals from before it, wherever they lie', () => {
    const base = repository.commit({
      'quantine.toml': 'strict',
      'sub/pyproject.toml': 'strict too',
      'sub/quantine-approvals.json': '[]',
    });
    repository.commit({
      'quantine.toml': 'mild',
      'sub/quantine.toml': 'off',
      'sub/quantine-approvals.json': '["me"]',
      'sub/a.py': '1',
    });

    expect(checkChanges({ INPUT_BASE: base }).call!.tree).toEqual({
      'quantine.toml': 'strict',
      'sub/pyproject.toml': 'strict too',
      'sub/quantine-approvals.json': '[]',
      'sub/a.py': '1',
    });
  });

  it('takes files of policy and approvals that are named from before it, too', () => {
    const base = repository.commit({ 'ci/policy.toml': 'strict', 'ci/reviewed.json': '[]' });
    repository.commit({ 'ci/policy.toml': 'mild', 'ci/reviewed.json': '["me"]', 'a.py': '1' });

    const { call } = checkChanges({
      INPUT_BASE: base,
      INPUT_CONFIG: 'ci/policy.toml',
      INPUT_APPROVALS: 'ci/reviewed.json',
    });

    expect(call!.tree).toEqual({ 'ci/policy.toml': 'strict', 'ci/reviewed.json': '[]', 'a.py': '1' });
    expect(call!.args).toEqual(expect.arrayContaining(['--config=ci/policy.toml', '--approvals=ci/reviewed.json']));
  });

  it('is narrowed down to the paths that are named, taken literally', () => {
    const base = repository.commit();
    repository.commit({ 'one/a.py': '1', 'two/b.py': '1', 'a [*]/c.py': '1', 'three.py': '1' });

    const { call } = checkChanges({ INPUT_BASE: base, INPUT_PATHS: 'one\na [*]\nthree.py\n' });

    expect(namesIn(call!.list)).toEqual(['a [*]/c.py', 'one/a.py', 'three.py']);
  });

  it.each([
    ['a commit that nobody has', '0123456789012345678901234567890123456789'],
    ['an option', '--upload-pack=touch stolen'],
  ])('is a wrong call, told in words, where the commit before it is %s', (_, base) => {
    repository.git('remote', 'add', 'origin', repository.folder);
    repository.commit({ 'a.py': '1' });

    const { status, stderr, call } = checkChanges({ INPUT_BASE: base });

    expect({ status, call }).toEqual({ status: 2, call: undefined });
    expect(stderr).toContain('the commit before the change, is not there and cannot be fetched from origin: correct');
    expect(readdirSync(repository.folder)).not.toContain('stolen');
  });

  it('is a wrong call where a path that is named was there neither before nor after', () => {
    const base = repository.commit({ 'gone/a.py': '1' });
    rmSync(join(repository.folder, 'gone'), { recursive: true });
    repository.commit();

    expect(checkChanges({ INPUT_BASE: base, INPUT_PATHS: 'nowhere' }).status).toBe(2);
    expect(checkChanges({ INPUT_BASE: base, INPUT_PATHS: 'gone' }).status).toBe(0);
  });

  it('may have names that look like options, commands or several lines', () => {
    const base = repository.commit();
    const names = [
      '--output=x.py',
      '$(touch hacked).py',
      'a\nb.py',
      '::stop-commands::x.py',
      "'; touch hacked;'.py",
      '-.py',
    ];
    repository.commit(Object.fromEntries(names.map((name) => [name, '1'])));

    const { call, stdout, stderr } = checkChanges({ INPUT_BASE: base });

    expect(namesIn(call!.list)).toEqual(names.toSorted());
    expect(call!.args.filter((arg) => !/^--(?:format|sarif|files-from)=/.test(arg))).toEqual(['check']);
    expect(stdout).toBe('quantine: 6 Python files judged, exit status 0\n');
    expect(stderr).toBe('');
    expect(repository.git('status', '--short')).toBe('');
  });

  it('never leads out of itself by a link, which is told as missing', () => {
    const base = repository.commit({ 'payload.txt': 'x' });
    symlinkSync('/etc/passwd', join(repository.folder, 'absolute.py'));
    symlinkSync('payload.txt', join(repository.folder, 'relative.py'));
    repository.commit();

    const { call } = checkChanges({ INPUT_BASE: base });

    expect(namesIn(call!.list)).toEqual(['absolute.py', 'relative.py']);
    expect(call!.tree).toEqual({});
  });

  it('without a Python file is judged all the same, so that the log says that nothing is left', () => {
    const base = repository.commit();
    repository.commit({ 'notes.md': 'x' });

    const { call, stdout, outputs } = checkChanges({ INPUT_BASE: base });

    expect(call!.list).toBe('');
    expect(stdout).toBe('quantine: 0 Python files judged, exit status 0\n');
    expect(outputs).toBe(`sarif=${temporary}/quantine.sarif\n`);
  });

  it('is fetched from where it came where the checkout is shallow', () => {
    const base = repository.commit({ 'same.py': '1' });
    repository.commit({ 'a.py': '1' });
    const shallow = join(temporary, 'shallow');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, shallow);

    expect(namesIn(checkChanges({ INPUT_BASE: base }, shallow).call!.list)).toEqual(['a.py']);
  });

  it('is not judged below a policy that is no part of it', () => {
    const base = repository.commit();
    repository.commit({ 'quantine.toml': 'mild', 'a.py': '1' });

    const { status, call, stderr } = checkChanges({ INPUT_BASE: base, RUNNER_TEMP: join(repository.folder, '.git') });

    expect(status).toBe(2);
    expect(call).toBeUndefined();
    expect(stderr).toMatch(/lies below a folder with a quantine\.toml/);
  });

  it('fails where what was before it cannot be had', () => {
    repository.commit({ 'a.py': '1' });

    const { status, call } = checkChanges({ INPUT_BASE: '0123456789012345678901234567890123456789' });

    expect(status).not.toBe(0);
    expect(call).toBeUndefined();
  });
});

describe('a push', () => {
  it('is judged by every Python file, under its own policies', () => {
    repository.commit({ 'a.py': '1', 'sub/b.py': '1', 'quantine.toml': 'strict', 'notes.md': 'x' });
    repository.write({ 'left-behind.py': '1' });

    expect(checkChanges({}).call).toMatchObject({
      list: 'a.py\0sub/b.py\0',
      tree: { 'a.py': '1', 'sub/b.py': '1', 'quantine.toml': 'strict' },
    });
  });
});

describe('the check', () => {
  it.each([0, 1, 2, 3])('ends with the exit status %i of quantine', (status) => {
    repository.commit({ 'a.py': '1' });

    expect(checkChanges({ STUB_STATUS: `${status}` })).toMatchObject({
      status,
      stdout: `quantine: 1 Python file judged, exit status ${status}\n`,
    });
  });

  it.each([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ])('after %i it names a log to send: %s, because it could be an older one', (status, isNamed) => {
    repository.commit({ 'a.py': '1' });

    expect(checkChanges({ STUB_STATUS: `${status}` }).outputs !== '').toBe(isNamed);
  });

  it('hands options on, and writes the log where it is wanted', () => {
    repository.commit({ 'a.py': '1' });

    const { call, outputs } = checkChanges({
      INPUT_MAX_RISK: '50',
      INPUT_IMAGE: 'python311',
      INPUT_SARIF_FILE: 'out.sarif',
    });

    expect(call!.args).toEqual([
      'check',
      '--format=github',
      `--sarif=${repository.folder}/out.sarif`,
      expect.stringMatching(/^--files-from=/),
      '--max-risk=50',
      '--image=python311',
    ]);
    expect(outputs).toBe(`sarif=${repository.folder}/out.sarif\n`);
  });

  it('leaves nothing behind, and the index as it was', () => {
    repository.commit({ 'a.py': '1' });
    repository.write({ 'a.py': '2' });
    repository.git('add', 'a.py');

    checkChanges({});

    expect(repository.git('status', '--short')).toBe('M  a.py');
    expect(readdirSync(temporary).toSorted()).toEqual(['outputs', 'quantine.sarif', 'stub.mjs', 'tells.json']);
  });
});
