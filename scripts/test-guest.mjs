// Checks the guest where it lives, in the `test` stage of the image, and writes what came of it as a report for
// test-summary.mjs into the file named as its argument.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../dist/config/load.js';
import { DockerEngine } from '../dist/engine/docker-engine.js';
import { checkGuest } from '../dist/engine/image-build.js';
import { DEFAULT_TEMPLATE } from '../dist/engine/image-templates.js';
import { locateEngine } from '../dist/engine/locate.js';
import { onlyArgumentOf } from './wrong-call.mjs';

const report = onlyArgumentOf('node scripts/test-guest.mjs REPORT');

const settings = loadSettings();
const engine = new DockerEngine(await locateEngine(settings));
const lines = [];
const onProgress = (progress) => {
  if (progress.kind === 'step') return;
  lines.push(progress.text);
  console.log(progress.text);
};

try {
  await checkGuest(engine, DEFAULT_TEMPLATE, settings, join(import.meta.dirname, '..'), { onProgress });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
writeFileSync(report, JSON.stringify(readPytest(lines)));

/** From pytest's own summary: `3 passed, 1 skipped in 0.1s`, and a line for each test that failed or was skipped. */
function readPytest(output) {
  const total = output.findLast((line) => /\b\d+ (passed|failed|skipped|error)/.test(line)) ?? '';
  const passed = Number(/(\d+) passed/.exec(total)?.[1] ?? 0);
  const skipped = Number(/(\d+) skipped/.exec(total)?.[1] ?? 0);
  const reasons = output.flatMap((line) => {
    const [, count = 0, reason] = /^SKIPPED \[(\d+)\] (.*)$/.exec(line) ?? [];
    return Array.from({ length: Number(count) }, () => reason);
  });
  const unexplained = Array.from({ length: Math.max(0, skipped - reasons.length) }, () => 'no reason given');
  return {
    passed,
    failures: output.filter((line) => /^(FAILED|ERROR) /.test(line)),
    skips: [...reasons, ...unexplained],
  };
}
