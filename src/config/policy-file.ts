import { basename } from 'node:path';
import { QuantineError } from '../core/errors.js';
import type { DocumentProblem, PolicyDocument } from './policy-schema.js';
import { readTextFile } from './read-text-file.js';

/** The names of policy files, the one that wins in a folder first. */
export const POLICY_FILE_NAMES = ['quantine.toml', 'pyproject.toml'] as const;

const [, PYPROJECT] = POLICY_FILE_NAMES;
const NEXT_STEP = 'Correct the file, name another one with --config, or leave files of policy aside with --isolated.';

const LONGEST_MESSAGE = 600;

/** A policy file that was read. */
export interface PolicyFile extends PolicyDocument {
  /** As it is shown. */
  readonly path: string;
  /**
   * What is wrong with a value, once somebody who knows rules and images has looked at it.
   * @param word a key or value, by which the line is found
   */
  problem(message: string, word: string): QuantineError;
}

/**
 * Reads a policy file: `quantine.toml` by whatever name, or `[tool.quantine]` of a `pyproject.toml`.
 * @param shown the path as it is shown
 * @returns undefined for a `pyproject.toml` that has no such table
 * @throws QuantineError BAD_REQUEST naming the file, the line where it is known, the key and the nearest key there is
 */
export async function readPolicyFile(path: string, shown: string = path): Promise<PolicyFile | undefined> {
  const text = await readTextFile(path, { shown, nextStep: NEXT_STEP });
  const isPyproject = basename(path) === PYPROJECT;
  // Nearly every pyproject.toml has nothing to say to us, and then it need not even be TOML that we can read.
  if (isPyproject && !text.includes('quantine')) return undefined;
  const whole = await parseToml(text, shown);
  const table = isPyproject ? quantineTable(whole) : whole;
  if (table === undefined) return undefined;
  // The schema takes as long to load as a strategy takes to check, and most have no policy file.
  const { readDocument } = await import('./policy-schema.js');
  const found = readDocument(table);
  if (isDocument(found)) {
    return { ...found, path: shown, problem: (message, word) => problemsIn(shown, text, [{ message, word }]) };
  }
  throw problemsIn(shown, text, found);
}

function isDocument(found: PolicyDocument | readonly DocumentProblem[]): found is PolicyDocument {
  return 'settings' in found;
}

async function parseToml(text: string, shown: string): Promise<Record<string, unknown>> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [first = ''] = cause.message.split('\n');
    const why = first.replace(/^Invalid TOML document: /, '');
    // TOML has no largest number; whoever reads it may have one.
    const what = why.includes('cannot be represented') ? 'this number is too large' : `this is no TOML: ${why}`;
    throw new QuantineError('BAD_REQUEST', `${shown}:${cause.line}:${cause.column}: ${what}`, {
      nextStep: NEXT_STEP,
      cause,
    });
  }
}

function quantineTable(whole: Record<string, unknown>): unknown {
  const { tool } = whole;
  return typeof tool === 'object' && tool !== null ? (tool as { quantine?: unknown }).quantine : undefined;
}

function problemsIn(shown: string, text: string, problems: readonly DocumentProblem[]): QuantineError {
  const sentences = problems.map(({ message, word }) => `${shown}${lineSuffix(text, word)}: ${withoutMiddle(message)}`);
  return new QuantineError('BAD_REQUEST', sentences.join('\n'), {
    nextStep: NEXT_STEP,
    details: { file: shown, problems: problems.map(({ message }) => message) },
  });
}

/** What a file holds may be as long as the file. */
function withoutMiddle(message: string): string {
  return message.length <= LONGEST_MESSAGE
    ? message
    : `${message.slice(0, LONGEST_MESSAGE / 2)}…${message.slice(-LONGEST_MESSAGE / 2)}`;
}

/** TOML's parser keeps no places: a word that only one line has is on that line, and any other is not told. */
function lineSuffix(text: string, word: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s*#.*/, ''));
  const found = lines.flatMap((line, index) =>
    hasWord(line, word) || isTableBelow(line, word) ? [{ line, at: index + 1 }] : [],
  );
  // A table, or a value, may have the name of a key.
  const [only, ...others] = found.length === 1 ? found : found.filter(({ line }) => isSet(line, word));
  return only === undefined || others.length > 0 ? '' : `:${only.at}`;
}

function isSet(line: string, key: string): boolean {
  const [before = '', ...value] = line.split('=');
  return isTableBelow(line, key) || (value.length > 0 && !before.trimStart().startsWith('[') && hasWord(before, key));
}

/** `[key.name]`, which makes a table of the key too. */
function isTableBelow(line: string, key: string): boolean {
  return line.trimStart().replace(/^\[+/, '').startsWith(`${key}.`) && line.trimStart().startsWith('[');
}

function hasWord(line: string, word: string): boolean {
  const isPartOfWord = (character: string | undefined) => character !== undefined && /[\w.-]/.test(character);
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!isPartOfWord(line[at - 1]) && !isPartOfWord(line[at + word.length])) return true;
  }
  return false;
}
