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
/** Longer ones than Linux takes. */
const LONGEST_PATH = 8_192;

/** The path an expression stands for: a text, or `Path('/output') / 'name'`. */
export function pathOfObject(facts: Facts, node: Node): KnownPath {
  return pathWithin(facts, node, new Map(), 0);
}

function pathWithin(facts: Facts, node: Node, known: Map<Node, KnownPath>, depth: number): KnownPath {
  const inner = facts.tree.unwrap(node);
  if (inner === NONE || depth > MOST_PARTS) return NOWHERE;
  const before = known.get(inner);
  if (before !== undefined) return before;
  const path = bounded(pathMadeAt(facts, inner, (part) => pathWithin(facts, part, known, depth + 1)));
  known.set(inner, path);
  return path;
}

function pathMadeAt(facts: Facts, node: Node, pathOf: (part: Node) => KnownPath): KnownPath {
  const { tree, names } = facts;
  const text = names.constants.text(node);
  if (text !== undefined) return { text, isWhole: true };
  if (!names.namesOf(node).includes(PATH_INSTANCE)) return { ...NOWHERE, text: names.constants.textBeginning(node) };
  switch (tree.kind(node)) {
    case 'identifier':
      return pathOf(names.soleValue(node));
    case 'binary_operator':
      return joined([tree.child(node, 'left'), tree.child(node, 'right')].map(pathOf));
    case 'call':
      return joined(positionalArguments(tree, node).map(pathOf));
    default:
      return NOWHERE;
  }
}

// Parts that are said again and again make a path that doubles with each.
function bounded(path: KnownPath): KnownPath {
  return path.text.length <= LONGEST_PATH ? path : { text: path.text.slice(0, LONGEST_PATH), isWhole: false };
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
