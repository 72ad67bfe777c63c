// Adds up what run-tests.mjs left in a folder. Its last line is `N passed, N failed`, and `, N skipped` where tests were,
// each with its reason above. Ends with 1 on any failure, and with CI=true on any skip.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onlyArgumentOf } from './wrong-call.mjs';

const results = onlyArgumentOf('node scripts/test-summary.mjs RESULTS_DIR');

const READERS = { '.vitest.json': readVitest, '.counts.json': JSON.parse };

const counts = stepFiles().map(countStep);
if (!existsSync(join(results, 'complete'))) counts.push(failure('the run itself', 'it broke off'));

const failures = counts.flatMap((count) => count.failures);
const skips = counts.flatMap((count) => count.skips);
const isCi = process.env.CI === 'true';
for (const line of failures) console.log(`failed: ${line}`);
for (const line of skips) console.log(`${isCi ? 'failed, because skipped' : 'skipped'}: ${line}`);

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = failures.length + (isCi ? skips.length : 0);
const skipped = skips.length > 0 && !isCi ? `, ${skips.length} skipped` : '';
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed${skipped}`);

function stepFiles() {
  if (!existsSync(results)) return [];
  const names = readdirSync(results).filter((name) => name.endsWith('.step.json'));
  return names.map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));
}

/** A step without tests of its own counts as one. One that failed fails, whatever its report says. */
function countStep({ name, status, reason, report }) {
  if (report === null) return status === 'passed' ? { passed: 1, failures: [], skips: [] } : failure(name, reason);
  const count = readReport(name, join(results, report));
  const isUnexplained = status === 'failed' && count.failures.length === 0;
  return isUnexplained ? { ...count, failures: [`${name}: ${reason}`] } : count;
}

function readReport(name, path) {
  if (!existsSync(path)) return failure(name, 'it left no report');
  const read = Object.entries(READERS).find(([ending]) => path.endsWith(ending))?.[1];
  const count = read(readFileSync(path, 'utf8'));
  const ran = count.passed + count.failures.length + count.skips.length;
  return ran === 0 ? failure(name, 'no test ran') : count;
}

function failure(name, reason) {
  return { passed: 0, failures: [`${name}: ${reason}`], skips: [] };
}

function readVitest(text) {
  const { testResults } = JSON.parse(text);
  const tests = testResults.flatMap((file) => file.assertionResults);
  const named = (...statuses) => tests.filter((test) => statuses.includes(test.status));
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: named('passed').length,
    failures: [
      ...named('failed').map((test) => test.fullName),
      ...brokenFiles.map((file) => `${file.name} did not load`),
    ],
    skips: named('skipped', 'pending', 'todo', 'disabled').map((test) => `${test.fullName} (${reasonOf(test)})`),
  };
}

function reasonOf(test) {
  const notes = (test.meta?.annotations ?? []).map((note) => note.message);
  return [...notes, ...(test.failureMessages ?? [])].join('; ') || 'no reason given';
}
