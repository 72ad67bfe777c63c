import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const action = readFileSync(new URL('action.yml', root), 'utf8');
const inputs = [...action.split(/^outputs:/m)[0]!.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name!);

it('no value becomes a part of a script: what a name holds would run', () => {
  const scripts = [...action.matchAll(/^ +run: (.*)$/gm)].map(([, script]) => script);

  expect(scripts).toEqual([
    `'"$GITHUB_ACTION_PATH/scripts/quantine" --version'`,
    `'"$GITHUB_ACTION_PATH/scripts/ci/check-changes.sh"'`,
  ]);
});

it('every input is used, and none that is not there', () => {
  const used = [...action.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name!);

  expect(inputs).toContain('approvals');
  expect([...new Set(used)].toSorted()).toEqual(inputs.toSorted());
});

it('hands on all that the script reads, and no more', () => {
  const script = readFileSync(new URL('scripts/ci/check-changes.sh', root), 'utf8');
  const read = new Set([...script.matchAll(/\bINPUT_[A-Z_]+\b/g)].map(([name]) => name));
  const given = [...action.matchAll(/^ +(INPUT_[A-Z_]+):/gm)].map(([, name]) => name!);

  expect(given.toSorted()).toEqual([...read].toSorted());
});

it('sends the log even where the check refused, and only where it was asked to', () => {
  expect(action).toMatch(/if: .*always\(\) && inputs\.upload-sarif == 'true' && steps\.check\.outputs\.sarif != ''/);
  expect(existsSync(new URL('scripts/quantine', root))).toBe(true);
});
