import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPolicy, Policies } from '../../../../src/validator/policy/policies.js';
import { CodeValidator } from '../../../../src/validator/validate.js';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'quantine-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const writePolicy = (text: string) => writeFile(join(cwd, 'quantine.toml'), text);

test('a policy is made of the file in force, and what the caller gives wins', async () => {
  await writePolicy('max-risk = 40\npolicy = "strict"\n');
  const policy = await new Policies({ cwd }, { maxRiskScore: 50 }).policyFor('strategy.py');
  expect(policy).toMatchObject({ maxRiskScore: 50, isStrict: true, path: 'quantine.toml' });
});

test('a policy without a file has no path', async () => {
  const policy = await new Policies({ cwd, isIsolated: true }).policyFor('strategy.py');
  expect(policy).toMatchObject({ maxRiskScore: 30, path: undefined });
});

test('strategies of one folder have one policy', async () => {
  const policies = new Policies({ cwd });
  expect(await policies.policyFor('a/one.py')).toBe(await policies.policyFor('a/two.py'));
});

test.each([
  ['off = [\n  "file-oi",\n]\n', 'quantine.toml:2: off knows no rule "file-oi": did you mean file-io?'],
  ['[points]\nfile-io = 101\n', 'quantine.toml:2: points gives file-io 101: it takes a whole number from 0 to 100'],
  ['[points]\n"__proto__" = 3\n', 'points knows no rule "__proto__"'],
  ['\nmax-risk = 0\n', 'quantine.toml:2: max-risk takes a number from 1 to 90, not 0'],
  ['image = "python27"\n', 'quantine.toml:1: image knows no image "python27"'],
  ['allow-modules = ["a b"]\n', 'quantine.toml:1: allow-modules takes names'],
])('what rules and images do not know is told with its place: %j', async (text, message) => {
  await writePolicy(text);
  await expect(new Policies({ cwd }).policyFor('strategy.py')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining(message),
  });
});

test('a wrong value for a folder is told, though no strategy lies there', async () => {
  await writePolicy('[[folder]]\npath = "research"\nmax-risk = 91\n');
  await expect(new Policies({ cwd }).policyFor('strategy.py')).rejects.toThrow('quantine.toml:3: max-risk takes');
});

test('a validator takes what loadPolicy read, and its report names it', async () => {
  await writePolicy('max-risk = 31\n[[folder]]\npath = "research"\nmax-risk = 30\n');
  const policy = await loadPolicy(join(cwd, 'quantine.toml'));
  const report = await new CodeValidator({ policy }).validate('open("x")\n');
  expect(report).toMatchObject({ isValid: true, riskScore: 30, policy: { path: join(cwd, 'quantine.toml') } });
});

test('a validator reads no file of its own accord', async () => {
  expect((await new CodeValidator().validate('x = 1\n')).policy).not.toHaveProperty('path');
});

test('the policy in docs/policy.md is one', async () => {
  const page = await readFile(new URL('../../../../docs/policy.md', import.meta.url), 'utf8');
  const [, text = ''] = /```toml\n(.*?)```/s.exec(page) ?? [];
  await writePolicy(text);
  const policies = new Policies({ cwd });
  expect(await policies.policyFor('strategy.py')).toMatchObject({ isStrict: false, off: new Set(['infinite-loop']) });
  expect(await policies.policyFor('research/agents/one.py')).toMatchObject({ maxRiskScore: 10, off: new Set() });
  expect((await policies.inForceIn(cwd))?.file.extendExclude).toEqual(['vendored/']);
});
