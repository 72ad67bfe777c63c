// Which files there are to score, and what each is said to be.
import { readFileSync, statSync } from 'node:fs';
import { normalize } from 'node:path';
import { refuse } from '../wrong-call.mjs';

/** What a label asks for; every other label is counted and asks for nothing. */
export const WANTED = {
  __proto__: null,
  attack: 'blocked',
  'attack-noparse': 'blocked',
  'benign-clean': 'passed',
  'hard-negative': 'passed',
};

/** Nothing to score is no score: an empty or misread list must not pass for one without a fault. */
export function readLabels(path) {
  const lines = readOrTell(path).toString().split('\n');
  const labelled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [labelOf(line, `${path}:${index + 1}`)]));
  if (labelled.length === 0) refuse(`${path} names no file`);
  refuseRepeats(labelled);
  return labelled;
}

/** A line that is there twice weighs twice; of two labels that contradict each other one is wrong, whatever we say. */
function refuseRepeats(labelled) {
  const asked = new Map();
  const seen = new Set();
  for (const { path, corpus, eval: label } of labelled) {
    const file = normalize(path);
    const wanted = WANTED[label] ?? asked.get(file);
    if ((asked.get(file) ?? wanted) !== wanted) refuse(`${path} is both to be blocked and to pass`);
    asked.set(file, wanted);
    const line = JSON.stringify([file, corpus, label]);
    if (seen.has(line)) refuse(`${path} of ${corpus} is labelled twice`);
    seen.add(line);
  }
}

function labelOf(line, place) {
  try {
    const label = JSON.parse(line);
    if ([label.path, label.corpus, label.eval].every((word) => typeof word === 'string' && word !== '')) {
      return { ...label, blockedBy: new Set() };
    }
  } catch {
    // Told below like any other line that is no label.
  }
  return refuse(`${place}: this is no {"path", "corpus", "eval"}`);
}

export function readOrTell(path) {
  try {
    // A pipe would be waited for, and a device may never end.
    if (!statSync(path).isFile()) return refuse(`${path} cannot be read: it is no regular file`);
    return readFileSync(path);
  } catch ({ code }) {
    return refuse(`${path} cannot be read: ${code}`);
  }
}
