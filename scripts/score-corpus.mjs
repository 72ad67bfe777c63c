// Scores the validator, and any peer beside it, on a folder of labelled Python files, in one run:
//   npm run build && npm run corpus -- FOLDER
//   npm run corpus -- FOLDER --without redcode-exec --peer 'bandit=bandit -q' --peer 'guarddog=...'
//   npm run corpus -- FOLDER --without redcode-exec --goals
// FOLDER/labels.jsonl names one file a line: {"path", "corpus", "eval"}. Files are read, never run. A peer is a command
// that is given the path as its last argument; leaving with a status other than 0 counts as a block. With --goals the
// last table says which of our goals hold, and the status is 1 where one does not, or was not measured.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { didYouMean } from '../dist/core/nearest-word.js';
import { printableLine } from '../dist/core/printable.js';
import { CodeValidator } from '../dist/index.js';
import { argumentsOf, refuse, watchOutput } from './wrong-call.mjs';

/** What a label asks for; every other label is counted and asks for nothing. */
const WANTED = {
  __proto__: null,
  attack: 'blocked',
  'attack-noparse': 'blocked',
  'benign-clean': 'passed',
  'hard-negative': 'passed',
};
const MEANING = { blocked: 'to be blocked', passed: 'to pass: what is blocked of it is wrong' };
const ORDER = ['attack', 'attack-noparse', 'benign-clean', 'hard-negative'];
const OUR_NAME = 'quantine';
/** What we hold ourselves to, in shares of what is blocked; `isRest` without the corpora that are left out. */
const GOALS = [
  { title: 'dangerous files', labels: ['attack', 'attack-noparse'], least: 0.99 },
  { title: 'dangerous without', labels: ['attack'], isRest: true, least: 0.97 },
  { title: 'what cannot be parsed', labels: ['attack-noparse'], least: 1 },
  { title: 'honest strategies', labels: ['benign-clean'], most: 0.003 },
  { title: 'what looks dangerous only', labels: ['hard-negative'], most: 0.01 },
];

const USAGE = 'npm run corpus -- FOLDER [--without CORPUS] [--peer NAME=COMMAND] [--goals]';
const { values, positionals } = argumentsOf(USAGE, {
  allowPositionals: true,
  options: {
    without: { type: 'string', multiple: true, default: [] },
    peer: { type: 'string', multiple: true, default: [] },
    goals: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (positionals.length !== 1) refuse(`one folder is scored at a time\nusage: ${USAGE}`);

watchOutput();
const files = readLabels(join(folder, 'labels.jsonl'));
const columns = [OUR_NAME, ...values.peer.map(nameOfPeer)];
refuseUnknownNames();
const judged = await judgeAll(files);
for (const peer of values.peer) askPeer(peer);

for (const label of labelsOf(files)) printLabel(label);
printTotals();
printUncounted();
printWrong();
printThroughput();
if (values.goals) printGoals();

function refuseUnknownNames() {
  for (const left of values.without) {
    if (!files.some(({ corpus }) => corpus === left)) refuse(`no label names the corpus ${left}`);
  }
  for (const [index, name] of columns.entries()) {
    if (columns.indexOf(name) < index) refuse(`two columns would have the name ${name}`);
  }
  for (const peer of values.peer) if (!/^[^=]+=\S/.test(peer)) refuse(`--peer takes NAME=COMMAND, not ${peer}`);
}

/** Nothing to score is no score: an empty or misread list must not pass for one without a fault. */
function readLabels(path) {
  const lines = readOrTell(path).toString().split('\n');
  const labelled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [labelOf(line, `${path}:${index + 1}`)]));
  if (labelled.length === 0) refuse(`${path} names no file`);
  refuseContradictions(labelled);
  return labelled;
}

/** One of the two labels would be counted as wrong, whatever we say. */
function refuseContradictions(labelled) {
  const asked = new Map();
  for (const { path, eval: label } of labelled) {
    const wanted = WANTED[label] ?? asked.get(path);
    if ((asked.get(path) ?? wanted) !== wanted) refuse(`${path} is both to be blocked and to pass`);
    asked.set(path, wanted);
  }
}

function labelOf(line, place) {
  try {
    const label = JSON.parse(line);
    if ([label.path, label.corpus, label.eval].every((word) => typeof word === 'string')) {
      return { ...label, blockedBy: new Set() };
    }
  } catch {
    // Told below like any other line that is no label.
  }
  return refuse(`${place}: this is no {"path", "corpus", "eval"}`);
}

function readOrTell(path) {
  try {
    // A pipe would be waited for, and a device may never end.
    if (!statSync(path).isFile()) return refuse(`${path} cannot be read: it is no regular file`);
    return readFileSync(path);
  } catch ({ code }) {
    return refuse(`${path} cannot be read: ${code}`);
  }
}

async function judgeAll(labelled) {
  const validator = new CodeValidator();
  const sources = labelled.map(({ path }) => readOrTell(join(folder, path)));
  // The first sources pay for loading the grammar and for compiling our own code.
  for (const source of sources.slice(0, 50)) await validator.validate(source);
  const start = performance.now();
  for (const [index, file] of labelled.entries()) {
    file.report = await validator.validate(sources[index]);
    if (!file.report.isValid) file.blockedBy.add(OUR_NAME);
  }
  const bytes = sources.reduce((sum, source) => sum + source.byteLength, 0);
  return { seconds: (performance.now() - start) / 1000, bytes };
}

function nameOfPeer(peer) {
  return peer.split('=', 1)[0];
}

function askPeer(peer) {
  const name = nameOfPeer(peer);
  const [program, ...given] = peer.slice(name.length + 1).split(/\s+/);
  for (const file of files) {
    const { status, signal, error } = spawnSync(program, [...given, resolve(join(folder, file.path))], {
      stdio: 'ignore',
    });
    if (error !== undefined) refuse(`the peer ${name} cannot be run: ${error.message}`);
    if (signal !== null) refuse(`the peer ${name} was ended by ${signal}`);
    if (status !== 0) file.blockedBy.add(name);
  }
}

function labelsOf(labelled) {
  const others = new Set(labelled.map((file) => file.eval).filter((label) => !ORDER.includes(label)));
  return [...ORDER, ...[...others].toSorted()].filter((label) => labelled.some((file) => file.eval === label));
}

function printLabel(label) {
  const ofLabel = files.filter((file) => file.eval === label);
  console.log(`\n${printableLine(label)} (${MEANING[WANTED[label]] ?? 'reported, not counted'})`);
  printRow('share blocked', columns, 'files');
  const corpora = [...new Set(ofLabel.map(({ corpus }) => corpus))].toSorted();
  for (const corpus of corpora) printShares(corpus, among(ofLabel, corpus));
  printShares('all files', ofLabel);
  for (const left of values.without) {
    const others = ofLabel.filter(({ corpus }) => corpus !== left);
    if (corpora.includes(left)) printShares(`all but ${left}`, others);
  }
  const means = columns.map((name) => mean(corpora.map((corpus) => shareBlocked(among(ofLabel, corpus), name))));
  printRow('mean over corpora', means.map(percent), '');
}

function printTotals() {
  console.log('\nAll together');
  printRow('share blocked', columns, 'files');
  for (const [wanted, title] of [
    ['blocked', 'of what is to be blocked'],
    ['passed', 'of what is to pass'],
  ]) {
    printShares(
      title,
      files.filter((file) => WANTED[file.eval] === wanted),
    );
  }
}

/** A misspelt class asks for nothing, and nothing wrong would be found of its files. */
function printUncounted() {
  const uncounted = files.filter((file) => WANTED[file.eval] === undefined);
  if (uncounted.length === 0) return;
  console.log(`\n${uncounted.length} of classes that count nowhere`);
  for (const name of new Set(uncounted.map((file) => file.eval)))
    console.log(`  ${printableLine(name)}${didYouMean(name, ORDER)}`);
}

function printWrong() {
  const wrong = files.filter((file) => WANTED[file.eval] === (file.report.isValid ? 'blocked' : 'passed'));
  console.log(`\n${wrong.length} wrong`);
  for (const { path, report, ...file } of wrong) {
    const scored = report.violations.filter(({ points }) => points > 0);
    const found = scored.map(({ rule, qualifiedName, points }) => `${rule} ${qualifiedName} ${points}`);
    console.log(
      `  ${file.eval}  ${printableLine(path)}  ${report.refusal ?? `passes with ${report.riskScore}`}  ${found.join(', ')}`,
    );
  }
}

function printThroughput() {
  const { seconds, bytes } = judged;
  const perSecond = `${Math.round(files.length / seconds)} files and ${(bytes / seconds / 2 ** 20).toFixed(1)} MiB a second`;
  console.log(`\n${files.length} files in ${seconds.toFixed(2)} s on one thread: ${perSecond}`);
}

function printGoals() {
  console.log('\nGoals');
  for (const goal of GOALS) {
    const left = goal.isRest ? values.without : [];
    const share = shareOf(goal, left);
    const verdict = share === undefined ? 'not measured' : verdictOn(share, goal);
    if (verdict !== 'met') process.exitCode = 1;
    printRow([goal.title, ...left].join(' '), [share === undefined ? '-' : percent(share), boundOf(goal), verdict], '');
  }
}

/** What is blocked of what a goal is about; undefined where nothing is, or where nothing is left out of the rest. */
function shareOf({ labels, isRest }, left) {
  const counted = files.filter((file) => labels.includes(file.eval) && !left.includes(file.corpus));
  return counted.length === 0 || (isRest && left.length === 0) ? undefined : shareBlocked(counted, OUR_NAME);
}

function verdictOn(share, { least = 0, most = 1 }) {
  return share >= least && share <= most ? 'met' : 'missed';
}

function boundOf({ least, most }) {
  return least === undefined ? `at most ${percent(most)}` : `at least ${percent(least)}`;
}

function among(labelled, corpus) {
  return labelled.filter((file) => file.corpus === corpus);
}

function shareBlocked(labelled, name) {
  return labelled.filter(({ blockedBy }) => blockedBy.has(name)).length / labelled.length;
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

function printShares(title, labelled) {
  if (labelled.length === 0) return;
  const shares = columns.map((name) => percent(shareBlocked(labelled, name)));
  printRow(printableLine(title), shares, String(labelled.length));
}

function printRow(title, cells, count) {
  console.log(
    `  ${title.padEnd(26)}${count.padStart(6)}${cells.map((cell) => cell.padStart(Math.max(12, cell.length + 2))).join('')}`,
  );
}
