import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../../scripts/test-summary.mjs');
let results: string;

beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'quantine-summary-'));
  write('complete', '');
});

afterEach(() => rmSync(results, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(results, name), text);
}

function step(name: string, status: 'passed' | 'failed', report: string | null = null): void {
  write(`${name}.step.json`, JSON.stringify({ name, status, reason: 'it ended with 1', report }));
}

function vitestReport(...statuses: string[]): string {
  const assertionResults = statuses.map((status, index) => ({
    fullName: `test ${index}`,
    status,
    failureMessages: [],
  }));
  return JSON.stringify({ testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] });
}

function summarise(env: Record<string, string> = {}): Promise<{ code: number; lines: string[] }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, results], { env }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), lines: stdout.trim().split('\n') });
    });
  });
}

describe('the last line of scripts/test', () => {
  it('adds up steps, vitest and pytest', async () => {
    step('types', 'passed');
    step('unit', 'passed', 'unit.vitest.json');
    write('unit.vitest.json', vitestReport('passed', 'passed'));
    step('guest', 'passed', 'guest.counts.json');
    write('guest.counts.json', '{"passed":2,"failures":[],"skips":[]}');
    expect(await summarise()).toEqual({ code: 0, lines: ['5 passed, 0 failed'] });
  });

  it('names what failed, and ends with 1', async () => {
    step('unit', 'failed', 'unit.vitest.json');
    write('unit.vitest.json', vitestReport('passed', 'failed'));
    step('guest', 'failed', 'guest.counts.json');
    write('guest.counts.json', '{"passed":0,"failures":["FAILED a.py::a"],"skips":[]}');
    const { code, lines } = await summarise();
    expect(code).toBe(1);
    expect(lines.sort()).toEqual(['1 passed, 2 failed', 'failed: FAILED a.py::a', 'failed: test 1']);
  });

  it('counts a step that failed although its tests passed', async () => {
    step('unit', 'failed', 'unit.vitest.json');
    write('unit.vitest.json', vitestReport('passed'));
    expect(await summarise()).toEqual({ code: 1, lines: ['failed: unit: it ended with 1', '1 passed, 1 failed'] });
  });

  it('counts a test file that did not load', async () => {
    step('unit', 'failed', 'unit.vitest.json');
    write('unit.vitest.json', '{"testResults":[{"name":"a.test.ts","status":"failed","assertionResults":[]}]}');
    expect((await summarise()).lines).toEqual(['failed: a.test.ts did not load', '0 passed, 1 failed']);
  });

  it.each([
    ['a report that is missing', undefined, 'it left no report'],
    ['a report without tests', vitestReport(), 'no test ran'],
  ])('fails on %s', async (_name, report, reason) => {
    step('unit', 'passed', 'unit.vitest.json');
    if (report !== undefined) write('unit.vitest.json', report);
    expect(await summarise()).toEqual({ code: 1, lines: [`failed: unit: ${reason}`, '0 passed, 1 failed'] });
  });

  it('fails where the run broke off', async () => {
    rmSync(join(results, 'complete'));
    step('types', 'passed');
    expect((await summarise()).lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('prints each skip with its reason, and fails on it in CI', async () => {
    step('guest', 'passed', 'guest.counts.json');
    write('guest.counts.json', '{"passed":1,"failures":[],"skips":["a.py:3: no swap"]}');
    expect(await summarise()).toEqual({
      code: 0,
      lines: ['skipped: a.py:3: no swap', '1 passed, 0 failed, 1 skipped'],
    });
    expect(await summarise({ CI: 'true' })).toEqual({
      code: 1,
      lines: ['failed, because skipped: a.py:3: no swap', '1 passed, 1 failed'],
    });
  });
});
