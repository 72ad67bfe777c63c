// The files that a benchmark reads.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../scripts/wrong-call.mjs';

const THOUSAND = 1000;

/** Every Python file below a folder. */
export function pythonFiles(folder) {
  const paths = namesBelow(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(folder, name))
    .filter(isFile);
  if (paths.length === 0) refuse(`there is no *.py file below ${folder}`);
  return paths.toSorted().map((path) => ({ path, bytes: readFileSync(path) }));
}

/** A link may lead nowhere, or to itself. */
function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function namesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch ({ code }) {
    return refuse(`${folder} cannot be read: ${code}`);
  }
}

/** A thousand of the files, in turns, or all where they are more. */
export function thousandOf(files) {
  return Array.from({ length: Math.max(THOUSAND, files.length) }, (_, index) => files[index % files.length]);
}

/** Writes the sources into a folder, each under a name of its own. */
export function layOut(sources, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [index, { bytes }] of sources.entries()) writeFileSync(join(folder, `${index}.py`), bytes);
  return folder;
}

/** The file whose size is nearest to a number of bytes. */
export function nearest(files, bytes) {
  const distance = (file) => Math.abs(file.bytes.length - bytes);
  return files.toSorted((one, other) => distance(one) - distance(other))[0];
}

/** One source of at least so many bytes, made of all files in turns. What may only stand at the top of one is left out. */
export function stitched(files, bytes) {
  const usable = files.map((file) => file.bytes).filter((source) => !source.includes('__future__'));
  if (usable.length === 0) refuse('every *.py file has __future__ in it: of these none can be put behind another');
  const parts = [];
  for (let length = 0, index = 0; length < bytes; index++) {
    const part = Buffer.concat([usable[index % usable.length], Buffer.from('\n')]);
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}
