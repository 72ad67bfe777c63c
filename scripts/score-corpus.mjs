// Scores the validator, and any peer beside it, on a folder of labelled Python files, in one run:
//   npm run build && npm run corpus -- FOLDER
//   npm run corpus -- FOLDER --without redcode-exec --peer 'bandit=bandit -q' --peer 'guarddog=...'
//   npm run corpus -- FOLDER --without redcode-exec --by-model igfit-ai-lean --mutants 3 --goals
// FOLDER/labels.jsonl names one file a line: {"path", "corpus", "eval"}. Files are read, never run. A peer is a command
// that is given the path as its last argument; leaving with a status other than 0 counts as a block. With --goals the
// last table says which of our goals hold, and the status is 1 where one does not, or was not measured.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { didYouMean } from '../dist/core/nearest-word.js';
import { printableLine } from '../dist/core/printable.js';
import { CodeValidator } from '../dist/index.js';
import { percent, verdictsOn } from './corpus/goals.mjs';
import { readLabels, readOrTell, WANTED } from './corpus/labels.mjs';
import { blockedMutants } from './corpus/mutants.mjs';
import { argumentsOf, refuse, watchOutput } from './wrong-call.mjs';

const MEANING = { blocked: 'to be blocked', passed: 'to pass: what is blocked of it is wrong' };
const ORDER = ['attack', 'attack-noparse', 'benign-clean', 'hard-negative'];
const OUR_NAME = 'quantine';
const USAGE =
  'npm run corpus -- FOLDER [--without CORPUS] [--by-model CORPUS] [--peer NAME=COMMAND] [--mutants N] [--goals]';
const { values, positionals } = argumentsOf(USAGE, {
  allowPositionals: true,
  options: {
    without: { type: 'string', multiple: true, default: [] },
    'by-model': { type: 'string', multiple: true, default: [] },
    peer: { type: 'string', multiple: true, default: [] },
    mutants: { type: 'string', default: '0' },
    goals: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (positionals.length !== 1) refuse(`one folder is scored at a time\nusage: ${USAGE}`);
if (!/^\d{1,3}$/.test(values.mutants)) refuse(`--mutants takes a number from 0 to 999, not ${values.mutants}`);

watchOutput();
const files = readLabels(join(folder, 'labels.jsonl'));
const columns = [OUR_NAME, ...values.peer.map(nameOfPeer)];
refuseUnknownNames();
const validator = new CodeValidator();
const judged = await judgeAll(files);
const mutants = await judgeMutants();
for (const peer of values.peer) askPeer(peer);

for (const label of labelsOf(files)) printLabel(label);
printTotals();
printUncounted();
printWrong();
printThroughput();
printMutants();
if (values.goals) printGoals();

function refuseUnknownNames() {
  for (const left of [...values.without, ...values['by-model']]) {
    if (!files.some(({ corpus }) => corpus === left)) refuse(`no label names the corpus ${left}`);
  }
  for (const [index, name] of columns.entries()) {
    if (columns.indexOf(name) < index) refuse(`two columns would have the name ${name}`);
  }
  for (const peer of values.peer) if (!/^[^=]+=\S/.test(peer)) refuse(`--peer takes NAME=COMMAND, not ${peer}`);
}

async function judgeAll(labelled) {
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

async function judgeMutants() {
  const sources = files.filter((file) => file.eval === 'attack').map(({ path }) => readOrTell(join(folder, path)));
  const isBlocked = async (text) => !(await validator.validate(text)).isValid;
  const texts = sources.map((source) => source.toString());
  const each = Number(values.mutants);
  return each === 0 ? { tried: 0, blocked: 0 } : await blockedMutants(texts, each, isBlocked);
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

function printMutants() {
  const { tried, blocked } = mutants;
  if (tried > 0) console.log(`\n${blocked} of ${tried} mutants of the dangerous files blocked`);
}

function printGoals() {
  console.log('\nGoals');
  const isBlocked = ({ blockedBy }) => blockedBy.has(OUR_NAME);
  const measured = { files, mutants, isBlocked, without: values.without, byModel: values['by-model'] };
  for (const { title, share, bound, verdict } of verdictsOn(measured)) {
    if (verdict !== 'met') process.exitCode = 1;
    printRow(title, [share === undefined ? '-' : percent(share), bound, verdict], '');
  }
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
