import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicySettings } from '../../src/config/policy-settings.js';
import { executeCodeInSandbox } from '../../src/executor.js';
import { Approvals } from '../../src/review/approvals.js';
import { changeApprovals } from '../../src/review/approvals-file.js';
import type { Decision } from '../../src/review/decision.js';
import { CodeValidator } from '../../src/validator/validate.js';
import { shell } from './cli-command.js';

const SOURCE = 'with open("/output/notes.txt", "w") as notes:\n    notes.write("kept")\nresult = 42\n';
const said = { by: 'Ada', reason: 'writes its own notes', at: '2026-01-02T03:04:05.000Z' };

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  file = join(folder, 'quantine-approvals.json');
});
afterEach(() => rm(folder, { recursive: true }));

async function decide(source: string, decision: Decision['decision'], policy: PolicySettings = {}): Promise<void> {
  const report = await new CodeValidator({ policy }).validate(source);
  const { sha256, riskScore, riskLevel } = report;
  const policySha256 = report.policy.sha256;
  await changeApprovals(file, (before) =>
    before.with({ sha256, policySha256, path: 'notes.py', riskScore, riskLevel, decision, ...said }),
  );
}

const execute = (source: string, policy: PolicySettings = {}) =>
  executeCodeInSandbox(source, { memoryMiB: 512, approvals: file, policy });

describe('a source of MEDIUM risk', () => {
  it('runs once it is approved, and its run card says by whom', async () => {
    await decide(SOURCE, 'approved');
    const outcome = await execute(SOURCE);
    expect(outcome).toMatchObject({
      status: 'completed',
      value: 42,
      report: { isValid: true, riskScore: 30, approval: said },
      runCard: { validation: { riskScore: 30, maxRiskScore: 30, approval: said } },
    });
    expect(outcome.status === 'completed' && outcome.artifacts.map(({ path }) => path)).toEqual(['notes.txt']);
  });

  it('is refused without an approval, with one byte changed, or under another policy', async () => {
    await writeFile(file, new Approvals().toJson());
    expect(await execute(SOURCE)).toMatchObject({ status: 'rejected' });
    await decide(SOURCE, 'approved');
    expect(await execute(`${SOURCE}\n`)).toMatchObject({ status: 'rejected' });
    expect(await execute(SOURCE, { policy: 'strict' })).toMatchObject({ status: 'rejected' });
  });

  it('is refused by a person though its score is fine', async () => {
    await decide('result = 1\n', 'refused');
    expect(await execute('result = 1\n')).toMatchObject({
      status: 'rejected',
      message: 'Ada refused it on 2026-01-02: writes its own notes',
    });
  });
});

describe('quantine run', () => {
  const run = (path: string) => shell(`quantine run ${path} --memory 512 --json`);

  it('runs what the file of approvals beside the policy approves', async () => {
    const path = join(folder, 'notes.py');
    await writeFile(path, SOURCE);
    await writeFile(join(folder, 'quantine.toml'), 'max-risk = 20\n');
    expect(JSON.parse((await run(path)).stdout)).toMatchObject({ status: 'rejected' });
    await decide(SOURCE, 'approved', { maxRiskScore: 20 });
    expect(JSON.parse((await run(path)).stdout)).toMatchObject({ status: 'completed', value: 42 });
  });
});
