import { posix } from 'node:path';
import { positionalArguments } from './calls.js';
import type { Facts } from './facts.js';
import type { FileSink } from './policy/file-sink.js';
import { GIVEN_DIRECTORIES, OUTPUT_DIRECTORY, SCRATCH_DIRECTORY } from './policy/sinks.js';
import { NONE, type Node } from './tree.js';

/** A path as far as it is known. */
export interface KnownPath {
  readonly text: string;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

const NOWHERE: KnownPath = { text: '', isWhole: false };
const PATH_INSTANCE = 'pathlib.Path()';
const BUFFERS: ReadonlySet<string> = new Set(['io.StringIO', 'io.BytesIO']);
const MOST_PARTS = 32;

/** The path an expression stands for: a text, or `Path('/output') / 'name'`. */
export function pathOfObject(facts: Facts, node: Node, depth = 0): KnownPath {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  if (inner === NONE || depth > MOST_PARTS) return NOWHERE;
  const text = names.constants.text(inner);
  if (text !== undefined) return { text, isWhole: true };
  if (!names.namesOf(inner).includes(PATH_INSTANCE)) return { ...NOWHERE, text: names.constants.textBeginning(inner) };
  switch (tree.kind(inner)) {
    case 'identifier':
      return pathOfObject(facts, names.soleValue(inner), depth + 1);
    case 'binary_operator':
      return joined([tree.child(inner, 'left'), tree.child(inner, 'right')].map(at(facts, depth)));
    case 'call':
      return joined(positionalArguments(tree, inner).map(at(facts, depth)));
    default:
      return NOWHERE;
  }
}

function at(facts: Facts, depth: number): (node: Node) => KnownPath {
  return (node) => pathOfObject(facts, node, depth + 1);
}

function joined(parts: readonly KnownPath[]): KnownPath {
  const firstUnknown = parts.findIndex(({ isWhole }) => !isWhole);
  const known = firstUnknown < 0 ? parts : parts.slice(0, firstUnknown + 1);
  // A later absolute part replaces what is before it, as pathlib does.
  const text = known
    .map((part) => part.text)
    .reduce((path, part) => (part.startsWith('/') || path === '' ? part : `${path}/${part}`), '');
  return { text: text.replaceAll(/\/{2,}/g, '/'), isWhole: firstUnknown < 0 };
}

/**
 * Whether a path lies in a directory that the sandbox gives, or is one where a directory is asked for. Of a path to
 * write to, the beginning is enough where it is in /output: nothing else can be written to.
 */
export function isGivenPath(
  path: KnownPath,
  { writes, isDirectory }: Pick<FileSink, 'writes' | 'isDirectory'>,
): boolean {
  const normal = posix.normalize(path.text);
  const text = isDirectory === true && path.isWhole && !normal.endsWith('/') ? `${normal}/` : normal;
  const given = isDirectory === true ? [...GIVEN_DIRECTORIES, SCRATCH_DIRECTORY] : GIVEN_DIRECTORIES;
  if (path.isWhole) return given.some((directory) => text.startsWith(directory));
  return writes === true && text.startsWith(OUTPUT_DIRECTORY);
}

/** Whether an argument where a path may stand is none: nothing, or a buffer in memory. */
export function isNoFile({ tree, names }: Facts, argument: Node): boolean {
  const inner = tree.unwrap(argument);
  if (tree.kind(inner) === 'none') return true;
  const value = tree.kind(inner) === 'identifier' ? names.soleValue(inner) : inner;
  if (value === NONE || tree.kind(value) !== 'call') return false;
  return names.namesOf(tree.child(value, 'function')).some((name) => BUFFERS.has(name));
}
