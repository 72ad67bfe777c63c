// Runs every kind of test there is and writes what each reported into the folder named as its argument, for
// test-summary.mjs to add up. Two lanes at first, one for each core: what needs Node alone, and the engine with its image.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { execa } from 'execa';
import { onlyArgumentOf } from './wrong-call.mjs';

const results = onlyArgumentOf('node scripts/run-tests.mjs RESULTS_DIR');
mkdirSync(results, { recursive: true });

/** No step may take the whole of the 20 minutes with it. */
const STEP_TIMEOUT_MS = 12 * 60_000;

const root = join(import.meta.dirname, '..');
const inModules = (name) => join(root, 'node_modules/.bin', name);
const node = process.execPath;

const vitest = (...projects) => {
  const report = `${projects.join('-')}.vitest.json`;
  const flags = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, report)}`];
  return { name: projects.join(' and '), report, command: [inModules('vitest'), 'run', ...flags, ...reporters] };
};

const steps = {
  style: { name: 'format, lint and layer rule', command: [inModules('biome'), 'check', '--error-on-warnings', '.'] },
  types: { name: 'types', command: [inModules('tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  unit: vitest('unit', 'contract'),
  setUp: { name: 'engine and image', command: [node, 'dist/cli/main.js', 'setup'] },
  guest: {
    name: 'guest',
    report: 'guest.counts.json',
    command: [node, 'scripts/test-guest.mjs', join(results, 'guest.counts.json')],
  },
  integration: vitest('integration'),
  security: vitest('security'),
};

const inOrder = async (...lane) => {
  let allPassed = true;
  for (const step of lane) allPassed = (await run(step)) && allPassed;
  return allPassed;
};

const [, isSetUp] = await Promise.all([inOrder(steps.style, steps.types, steps.unit), inOrder(steps.setUp)]);
if (isSetUp) await inOrder(steps.guest, steps.integration, steps.security);
else for (const step of [steps.guest, steps.integration, steps.security]) record(step, 'failed', 'there is no engine');
writeFileSync(join(results, 'complete'), '');

/** Runs one step, its output going to a file that is shown where it fails: two lanes would mix theirs on the screen. */
async function run(step) {
  const [program, ...args] = step.command;
  const logPath = join(results, `${step.name.replaceAll(' ', '-')}.log`);
  const log = createWriteStream(logPath);
  console.log(`... ${step.name}`);
  const started = performance.now();
  const child = execa(program, args, {
    cwd: root,
    all: true,
    stdin: 'ignore',
    reject: false,
    timeout: STEP_TIMEOUT_MS,
  });
  child.all.pipe(log);
  const ended = await child;
  await finished(log);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const reason = ended.timedOut ? 'it took too long' : `it ended with ${ended.exitCode ?? ended.signal}`;
  if (ended.failed) console.log(`\n${ended.all}\n\nFAILED ${step.name}: ${reason} (${seconds} s)`);
  else console.log(`ok  ${step.name} (${seconds} s)`);
  record(step, ended.failed ? 'failed' : 'passed', reason);
  return !ended.failed;
}

function record({ name, report = null }, status, reason) {
  const file = join(results, `${name.replaceAll(' ', '-')}.step.json`);
  writeFileSync(file, JSON.stringify({ name, status, reason, report }));
}
