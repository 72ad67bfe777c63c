import type { Facts } from '../facts.js';
import { isGivenPath } from '../paths/known-path.js';
import { isOutsideImages } from '../qualified-name.js';
import { isOwnClass } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import { hasKeyword, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** What reads a whole configuration of loggers from a table. */
export const LOGGING_CONFIGURATOR = 'logging.config.dictConfig';
const CLASSES: ReadonlySet<string> = new Set([
  ...['StreamHandler', 'NullHandler', 'FileHandler', 'Formatter', 'Filter'].map((name) => `logging.${name}`),
  ...['RotatingFileHandler', 'TimedRotatingFileHandler', 'WatchedFileHandler', 'MemoryHandler'].map(
    (name) => `logging.handlers.${name}`,
  ),
]);
const STREAMS: ReadonlySet<string> = new Set(['ext://sys.stdout', 'ext://sys.stderr']);
/** What fills in attributes of whatever is made, or makes what is named. */
const MAKING: ReadonlySet<string> = new Set(['.', 'factory', 'queue', 'listener']);
const PLAIN_TYPES: ReadonlySet<string> = new Set(['number', 'bigint', 'boolean']);
const MOST_NODES = 2_000;

/**
 * Whether a call configures logging by a table that is written out, of which every part was read: its handlers are
 * those of logging, its streams the two that everybody has, and its files lie in /output. Or by one that a framework
 * offers, as it is.
 */
export function isPlainLogging(facts: Facts, name: string, call: Node): boolean {
  const { tree } = facts;
  if (name !== LOGGING_CONFIGURATOR || call === NONE || hasKeyword(tree, call) || hidesArguments(tree, call))
    return false;
  const given = positionalArguments(tree, call)[0] ?? NONE;
  const table = facts.paths.writtenFor(given);
  return table === NONE ? isOfFramework(facts, tree.unwrap(given)) : isPlainTable(facts, table);
}

// `from framework import LOGGING`: a package that is in no image has nothing to reach here, and what is no more than
// handed over is what the package wrote.
function isOfFramework({ tree, names, reads }: Facts, given: Node): boolean {
  if (tree.kind(given) !== 'identifier') return false;
  const bindings = names.bindingsOf(given) ?? [];
  const isImported = ({ meaning }: Binding) =>
    meaning.kind === 'import' && meaning.qualifiedName.includes('.') && isOutsideImages(meaning.qualifiedName);
  if (bindings.length === 0 || !bindings.every(isImported)) return false;
  const name = tree.identifier(given);
  return reads.every((read) => read === given || tree.kind(read) !== 'identifier' || tree.identifier(read) !== name);
}

function isPlainTable(facts: Facts, table: Node): boolean {
  const { tree } = facts;
  if (tree.kind(table) !== 'dictionary' || tree.after(table) - table > MOST_NODES) return false;
  return tree.children(table).every((pair) => isPlainEntry(facts, tree.child(pair, 'key'), tree.child(pair, 'value')));
}

function isPlainEntry(facts: Facts, keyNode: Node, value: Node): boolean {
  const { tree, names } = facts;
  const key = names.constants.text(keyNode);
  const text = names.constants.text(value);
  if (key === undefined || MAKING.has(key)) return false;
  switch (key) {
    case 'class':
      return text !== undefined && CLASSES.has(text);
    case '()':
      return text === undefined ? isOwnClass(tree, names, tree.unwrap(value)) : CLASSES.has(text);
    case 'stream':
      return text === undefined ? isStream(facts, value) : STREAMS.has(text);
    case 'filename':
      return facts.paths.read(value).every((path) => isGivenPath(path, { writes: true }));
    default:
      return isPlainValue(facts, value);
  }
}

function isStream({ names }: Facts, value: Node): boolean {
  const known = names.namesOf(value);
  return known.length > 0 && known.every((name) => name === 'sys.stdout' || name === 'sys.stderr');
}

// A text may name anything that Python can import: `ext://os.system`.
function isPlainValue(facts: Facts, value: Node): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(value);
  const text = names.constants.text(inner);
  if (text !== undefined) return !text.includes('://');
  if (PLAIN_TYPES.has(typeof names.constants.fold(inner)) || tree.kind(inner) === 'none') return true;
  switch (tree.kind(inner)) {
    case 'dictionary':
      return isPlainTable(facts, inner);
    case 'list':
    case 'tuple':
      return tree.children(inner).every((part) => isPlainValue(facts, part));
    default: {
      const known = names.namesOf(inner);
      return known.length > 0 && known.every((name) => /^logging\.[A-Z]+$/.test(name));
    }
  }
}
