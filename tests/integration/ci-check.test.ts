import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

/** What action.yml would show and send for the last commit, by the quantine that this checkout built. */
async function checkChanges(base: string) {
  const env = { INPUT_BASE: base, RUNNER_TEMP: temporary };
  const { exitCode, stdout } = await execa('bash', [SCRIPT], { cwd: repository.folder, env, reject: false });
  const [run] = JSON.parse(readFileSync(join(temporary, 'quantine.sarif'), 'utf8')).runs;
  return { exitCode, lines: stdout.split('\n'), results: run.results as { ruleId: string; locations: unknown[] }[] };
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

it('an honest change passes', async () => {
  const base = repository.commit();
  repository.commit({ 'good.py': 'result = 6 * 7\n' });

  expect(await checkChanges(base)).toEqual({
    exitCode: 0,
    lines: ['quantine: 1 Python files judged, exit status 0'],
    results: [],
  });
});
