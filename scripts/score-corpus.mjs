// Scores the validator, and any peer beside it, on a folder of labelled Python files, in one run:
//   npm run build && npm run corpus -- FOLDER
//   npm run corpus -- FOLDER --without redcode-exec --peer 'bandit=bandit -q' --peer 'guarddog=...'
// FOLDER/labels.jsonl names one file a line: {"path", "corpus", "eval"}. Files are read, never run. A peer is a command
// that is given the path as its last argument; leaving with a status other than 0 counts as a block.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CodeValidator } from '../dist/index.js';

/** What a label asks for; every other label is counted and asks for nothing. */
const WANTED = { attack: 'blocked', 'attack-noparse': 'blocked', 'benign-clean': 'passed', 'hard-negative': 'passed' };
const ORDER = ['attack', 'attack-noparse', 'benign-clean', 'hard-negative'];
const OUR_NAME = 'quantine';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    without: { type: 'string', multiple: true, default: [] },
    peer: { type: 'string', multiple: true, default: [] },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('usage: npm run corpus -- FOLDER [--without CORPUS] [--peer NAME=COMMAND]');

const files = readLabels(folder);
const judged = await judgeAll(files);
const columns = [OUR_NAME, ...values.peer.map(nameOfPeer)];
for (const peer of values.peer) askPeer(peer);

for (const label of labelsOf(files)) printLabel(label);
printTotals();
printWrong();
printThroughput();

function readLabels(where) {
  const lines = readFileSync(join(where, 'labels.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => ({ ...JSON.parse(line), blockedBy: new Set() }));
}

async function judgeAll(labelled) {
  const validator = new CodeValidator();
  const sources = labelled.map(({ path }) => readFileSync(join(folder, path)));
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
    const { status, error } = spawnSync(program, [...given, resolve(folder, file.path)], { stdio: 'ignore' });
    if (error !== undefined) throw new Error(`The peer ${name} cannot be run: ${error.message}`);
    if (status !== 0) file.blockedBy.add(name);
  }
}

function labelsOf(labelled) {
  const others = new Set(labelled.map((file) => file.eval).filter((label) => !ORDER.includes(label)));
  return [...ORDER, ...[...others].toSorted()].filter((label) => labelled.some((file) => file.eval === label));
}

function printLabel(label) {
  const ofLabel = files.filter((file) => file.eval === label);
  console.log(`\n${label} (${WANTED[label] === undefined ? 'reported, not counted' : `to be ${WANTED[label]}`})`);
  printRow('', columns, 'files');
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
  console.log('\nBlocked of all that was to be blocked, and of all that was to pass');
  printRow('', columns, 'files');
  for (const wanted of ['blocked', 'passed']) {
    printShares(
      `to be ${wanted}`,
      files.filter((file) => WANTED[file.eval] === wanted),
    );
  }
}

function printWrong() {
  const wrong = files.filter((file) => WANTED[file.eval] === (file.report.isValid ? 'blocked' : 'passed'));
  console.log(`\n${wrong.length} wrong`);
  for (const { path, report, ...file } of wrong) {
    const scored = report.violations.filter(({ points }) => points > 0);
    const found = scored.map(({ rule, qualifiedName, points }) => `${rule} ${qualifiedName} ${points}`);
    console.log(`  ${file.eval}  ${path}  ${report.refusal ?? `passes with ${report.riskScore}`}  ${found.join(', ')}`);
  }
}

function printThroughput() {
  const { seconds, bytes } = judged;
  const perSecond = `${Math.round(files.length / seconds)} files and ${(bytes / seconds / 2 ** 20).toFixed(1)} MiB a second`;
  console.log(`\n${files.length} files in ${seconds.toFixed(2)} s on one thread: ${perSecond}`);
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
  printRow(title, shares, String(labelled.length));
}

function printRow(title, cells, count) {
  console.log(`  ${title.padEnd(26)}${count.padStart(6)}${cells.map((cell) => cell.padStart(12)).join('')}`);
}
