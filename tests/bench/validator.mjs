// How fast the validator reads, as one table, every figure beside what it is measured against:
//
//     npm run build && node tests/bench/validator.mjs [FOLDER] [--bandit PATH] [--rounds N] [--checks N]
//
// FOLDER holds Python files at any depth (examples/strategies where none is named); they are read, never run. Where they
// are fewer than a thousand they are taken again and again until they are a thousand.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodeValidator } from '../../dist/index.js';
import { argumentsOf, refuse } from '../../scripts/wrong-call.mjs';
import { bareParser } from './bare-parser.mjs';
import { ended, printed } from './programs.mjs';
import { layOut, nearest, pythonFiles, stitched, thousandOf } from './python-files.mjs';
import { scratchFolder } from './scratch.mjs';
import { medians, mediansInSlices } from './side-by-side.mjs';
import { warmThreads } from './warm-threads.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/strategies', import.meta.url));
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const BANDIT_RUN = fileURLToPath(new URL('bandit-run.py', import.meta.url));
const SMALL_FILE_BYTES = 7 * 1024;
const LARGE_FILE_BYTES = 3.4 * 1024 ** 2;
const LARGE_FILE_MS = 2000;
/** Files that are read in one way before they are read in the next. */
const SLICE = 100;
const CHECKS_BETWEEN_LOOKS = 1000;
/** As many as bandit-run.py takes the median of. */
const ROUNDS_OF_BANDIT = 3;
/** Memory that grows by no more is flat: what is collected when differs from run to run. */
const FLAT = 1.1;

const USAGE = 'node tests/bench/validator.mjs [FOLDER] [--bandit PATH] [--rounds N] [--checks N]';
const { values: flags, positionals } = argumentsOf(USAGE, {
  allowPositionals: true,
  options: {
    bandit: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    checks: { type: 'string', default: '10000' },
  },
});
const [rounds, checks] = ['rounds', 'checks'].map(counted);
if (positionals.length > 1) refuse(`one folder is measured at a time\nusage: ${USAGE}`);
const python = flags.bandit === undefined ? [] : pythonOf(flags.bandit);
const files = pythonFiles(positionals[0] ?? EXAMPLES);
const sources = thousandOf(files);
const bytes = sources.reduce((sum, { bytes: { length } }) => sum + length, 0);
const rows = [];
const scratch = scratchFolder();

console.log(
  `${files.length} files, taken until they are ${sources.length}: ${sizeOf(bytes)}; Node ${process.version}\n`,
);
await throughput();
const folder = layOut(sources, join(scratch, 'thousand'));
await twoThreads(folder);
if (flags.bandit !== undefined) await besideBandit(flags.bandit, folder);
await coldStart();
await largeFile();
await memory();
console.table(Object.fromEntries(rows));

function counted(flag) {
  const count = Number(flags[flag]);
  if (Number.isInteger(count) && count > 0) return count;
  return refuse(`--${flag} takes a whole number from 1 on, not ${flags[flag]}`);
}

async function throughput() {
  const { parse, parseAndWalk } = await bareParser();
  const validator = new CodeValidator();
  const times = await mediansInSlices(rounds, slicesOf(sources), {
    parse: (slice) => slice.texts.forEach(parse),
    walk: (slice) => slice.texts.forEach(parseAndWalk),
    check: async (slice) => {
      for (const source of slice.sources) await validator.validate(source.bytes);
    },
  });
  row('parse alone', times.parse, { speed: speedOf(times.parse) });
  row('parse and walk with a bare cursor', times.walk, { speed: speedOf(times.walk) });
  const share = `${percent(times.walk / times.check)} of the speed of parse and walk`;
  const goal = { goal: 'at least 80%', isMet: times.walk / times.check >= 0.8 };
  row('whole check, one thread', times.check, { speed: speedOf(times.check), measured: share, ...goal });
}

function slicesOf(all) {
  const slices = [];
  for (let start = 0; start < all.length; start += SLICE) {
    const part = all.slice(start, start + SLICE);
    slices.push({ sources: part, texts: part.map(({ bytes: source }) => source.toString()) });
  }
  return slices;
}

/** How long one thread takes to read the files, check them and hand the reports over, and two. */
async function twoThreads(folder) {
  const { one, two } = await warmThreads(rounds, folder);
  row('the same files, one thread of a pool', one, { speed: speedOf(one) });
  const measured = `${(one / two).toFixed(2)} times one thread`;
  row('the same files, two threads', two, {
    speed: speedOf(two),
    measured,
    goal: 'at least 1.7 times',
    isMet: one / two >= 1.7,
  });
}

/**
 * What each takes to read the files and look at them in its own process, once it is loaded; and whole programs over the same
 * folder, where both pay for their start and their report, and ours for a compiler that still learns the code.
 */
async function besideBandit(bandit, folder) {
  const run = Number(await printed([...python, BANDIT_RUN, folder]));
  row('run of Bandit, loaded', run, { speed: speedOf(run) });
  const { ours } = await medians(ROUNDS_OF_BANDIT, { ours: ownRun(folder) });
  row('the same files, read and checked', ours, {
    speed: speedOf(ours),
    measured: `${(run / ours).toFixed(1)} times Bandit`,
    goal: 'at least 5 times',
    isMet: run / ours >= 5,
  });
  const times = await medians(1, {
    ours: () => ended(process.execPath, [CLI, 'check', folder, '--format', 'json', '--threads', '1', '--no-cache']),
    theirs: () => ended(bandit, ['-r', folder, '-f', 'json', '-q']),
  });
  const ratio = `${(times.theirs / times.ours).toFixed(1)} times Bandit`;
  row('quantine check FOLDER', times.ours, { speed: speedOf(times.ours), measured: ratio });
  row('bandit -r FOLDER', times.theirs, { speed: speedOf(times.theirs) });
}

/** What `run_tests` of Bandit does: reads each file, looks at it, and keeps what it found. */
function ownRun(folder) {
  const validator = new CodeValidator();
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return async () => {
    const reports = [];
    for (const path of paths) reports.push(await validator.validate(readFileSync(path)));
    return reports;
  };
}

/** The command that a Python program begins with: `/usr/bin/python3`, or `/usr/bin/env python3`. */
function pythonOf(program) {
  const [, python] = /^#! *(\S[^\n]*)/.exec(firstLineOf(program)) ?? [];
  return python?.trim().split(/\s+/) ?? refuse(`${program} does not begin with the Python that runs it`);
}

function firstLineOf(path) {
  try {
    // A pipe would be waited for, and a device may never end.
    if (!statSync(path).isFile()) return refuse(`${path} cannot be read: it is no regular file`);
    return readFileSync(path, 'latin1').split('\n', 1)[0];
  } catch ({ code }) {
    return refuse(`${path} cannot be read: ${code}`);
  }
}

async function coldStart() {
  const { path, bytes: source } = nearest(files, SMALL_FILE_BYTES);
  const empty = join(scratch, 'empty.mjs');
  writeFileSync(empty, '');
  const times = await medians(3 * rounds, {
    empty: () => ended(process.execPath, [empty]),
    check: () => ended(process.execPath, [CLI, 'check', path]),
  });
  row('empty Node program', times.empty);
  const ratio = `${(times.check / times.empty).toFixed(2)} empty programs`;
  row(`quantine check, ${source.length} bytes`, times.check, {
    measured: ratio,
    goal: 'at most 2.2',
    isMet: times.check / times.empty <= 2.2,
  });
}

/** The largest file, and one stitched of all: a module in which every name is bound hundreds of times over. */
async function largeFile() {
  const largest = files.reduce((one, other) => (other.bytes.length > one.bytes.length ? other : one));
  await first('the largest file', largest.bytes, `under ${LARGE_FILE_MS} ms at 3.4 MB`);
  await first('all files in one', stitched(files, LARGE_FILE_BYTES));
}

async function first(what, source, goal) {
  const { time, report } = await checkedOnce(source);
  const measured = report.unreadable === undefined ? 'read' : `refused as ${report.unreadable.reason}`;
  // A smaller file says nothing of a large one.
  const isMet = goal === undefined || source.length < LARGE_FILE_BYTES ? undefined : time < LARGE_FILE_MS;
  row(`first check, ${what}: ${sizeOf(source.length)}`, time, { measured, goal, isMet });
}

async function checkedOnce(source) {
  const validator = new CodeValidator();
  const start = performance.now();
  const report = await validator.validate(source);
  return { time: performance.now() - start, report };
}

/** Resident memory and the heap in use, after the first thousand checks and after the last. */
async function memory() {
  const validator = new CodeValidator();
  const looks = [];
  const start = performance.now();
  for (let check = 1; check <= checks; check++) {
    await validator.validate(sources[check % sources.length].bytes);
    if (check % CHECKS_BETWEEN_LOOKS === 0) looks.push(process.memoryUsage().rss);
  }
  const [first = 0] = looks;
  const last = looks.at(-1) ?? 0;
  const measured = `${sizeOf(first)} after 1,000, ${sizeOf(last)} at the end`;
  const goal = { goal: 'flat, within 10%', isMet: looks.length < 2 ? undefined : last <= first * FLAT };
  row(`${checks} checks in one process`, performance.now() - start, { measured, ...goal });
}

function row(name, milliseconds, { speed = '', measured = '', goal = '', isMet } = {}) {
  const verdict = goal === '' ? '' : ({ true: 'met', false: 'missed' }[isMet] ?? 'not measured');
  rows.push([name, { ms: Number(milliseconds.toFixed(1)), speed, measured, goal, verdict }]);
}

function speedOf(milliseconds) {
  return `${(bytes / 1e3 / milliseconds).toFixed(2)} MB/s`;
}

function sizeOf(count) {
  return count < 1e5 ? `${(count / 1e3).toFixed(1)} KB` : `${(count / 1e6).toFixed(1)} MB`;
}

function percent(share) {
  return `${(100 * share).toFixed(0)}%`;
}
