// Which files there are to score, and what each is said to be.
import { readFileSync, statSync } from 'node:fs';
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

export function readOrTell(path) {
  try {
    // A pipe would be waited for, and a device may never end.
    if (!statSync(path).isFile()) return refuse(`${path} cannot be read: it is no regular file`);
    return readFileSync(path);
  } catch ({ code }) {
    return refuse(`${path} cannot be read: ${code}`);
  }
}
