import { READING } from '../../config/limits.js';
import type { Facts } from '../facts.js';
import { type PatternItem, readPattern, samplesFor } from '../robustness/regular-expression.js';
import { foundAt, type Rule } from '../rule.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const FUNCTIONS = ['compile', 'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer'];
const READERS: ReadonlySet<string> = new Set(FUNCTIONS.map((name) => `re.${name}`));
/** Those of `Series.str` that take a regular expression unless told otherwise. */
const SERIES_METHODS: ReadonlySet<string> = new Set([
  ...['contains', 'match', 'fullmatch', 'extract', 'extractall', 'findall', 'count'],
]);
const REPEATS_GROUP = /\)(?:[*+]|\{\d*,\})/;

export const catastrophicRegex: Rule = {
  meta: {
    id: 'catastrophic-regex',
    points: 5,
    channel: 'robustness',
    what: 'A regular expression that can match one text in exponentially many ways.',
    why: 'A text that almost matches is tried in every one of these ways: forty characters are enough for years.',
    example: "import re\nre.match(r'(a+)+$', 'aaaa')\n",
    accepted: "import re\nre.match(r'(a+b)+$', 'abab')\n",
    saferWay: 'Let each repeated part begin with a character that the part before it cannot end with.',
  },

  check(facts) {
    let budget: number = READING.patternCharacters;
    // Most patterns repeat no group at all.
    const patterns = patternsOf(facts).filter(({ pattern }) => REPEATS_GROUP.test(pattern));
    return foundAt(patterns, ({ node, pattern }) => {
      budget -= pattern.length;
      if (budget < 0 || !isCatastrophic(pattern)) return [];
      const message = `The pattern ${pattern} can match one text in exponentially many ways`;
      return [{ node, qualifiedName: pattern, message }];
    });
  },
};

interface WrittenPattern {
  readonly node: Node;
  readonly pattern: string;
}

function patternsOf(facts: Facts): readonly WrittenPattern[] {
  const reading = facts.references.filter(({ name, call }) => call !== NONE && READERS.has(name));
  const ofSeries = facts.calls.filter((call) => isOfSeries(facts, call));
  return [
    ...reading.flatMap(({ node, call }) => patternIn(facts, call, node, 'pattern')),
    ...ofSeries.flatMap((call) => patternIn(facts, call, call, 'pat')),
  ];
}

function patternIn({ tree, names }: Facts, call: Node, node: Node, keyword: string): readonly WrittenPattern[] {
  const [first = keywordArgument(tree, call, keyword)] = positionalArguments(tree, call);
  const pattern = first === NONE ? undefined : names.constants.text(first);
  return pattern === undefined ? [] : [{ node, pattern }];
}

// `closes.str.contains(pattern)`: the accessor of pandas, by its name, since nobody knows what is a series.
function isOfSeries({ tree }: Facts, call: Node): boolean {
  const method = tree.unwrap(tree.child(call, 'function'));
  if (tree.kind(method) !== 'attribute') return false;
  const accessor = tree.unwrap(tree.child(method, 'object'));
  if (tree.kind(accessor) !== 'attribute') return false;
  if (tree.identifier(tree.child(accessor, 'attribute')) !== 'str') return false;
  const name = tree.identifier(tree.child(method, 'attribute'));
  if (SERIES_METHODS.has(name)) return true;
  return name === 'replace' && tree.kind(keywordArgument(tree, call, 'regex')) === 'true';
}

function isCatastrophic(pattern: string): boolean {
  const samples = samplesFor(pattern);
  return (readPattern(pattern) ?? []).some((items) => hasAmbiguousRepetition(items, samples));
}

function isAmbiguous(alternatives: readonly (readonly PatternItem[])[], samples: readonly string[]): boolean {
  return repeatsRepetition(alternatives) || samples.some((character) => hasSharedRun(alternatives, character));
}

// `((ab)*)*`: the text of several rounds is the text of one as well.
function repeatsRepetition(alternatives: readonly (readonly PatternItem[])[]): boolean {
  return alternatives.some((items) =>
    items.some(({ isUnbounded }, index) => isUnbounded && items.every((other, at) => at === index || other.isOptional)),
  );
}

// Only where something has to follow can the match fail, and be tried in another way.
function hasAmbiguousRepetition(items: readonly PatternItem[], samples: readonly string[]): boolean {
  return items.some((item, index) => {
    const mayFail = items.slice(index + 1).some(({ isOptional, isPlace }) => !isOptional || isPlace === true);
    const within = item.alternatives ?? [];
    if (item.isUnbounded && mayFail && isAmbiguous(within, samples)) return true;
    return within.some((alternative) => hasAmbiguousRepetition(alternative, samples));
  });
}

/**
 * Whether rounds of these alternatives can share out a run of one character in several ways: `(a+)+` and `(a+.)+`, where
 * the text of several rounds is the text of one as well, and `(\w|\d)+` and `(a|aa)+`, where two alternatives match it.
 */
function hasSharedRun(alternatives: readonly (readonly PatternItem[])[], character: string): boolean {
  const { isRun, isShared } = runOfGroup(alternatives, character);
  return isRun && isShared;
}

/** Whether something can match a run of one character, and whether it can do so in more than one way. */
interface Run {
  readonly isRun: boolean;
  readonly isShared: boolean;
}

const NO_RUN: Run = { isRun: false, isShared: false };

function runOfGroup(alternatives: readonly (readonly PatternItem[])[], character: string): Run {
  const running = alternatives.map((items) => runOfItems(items, character)).filter(({ isRun }) => isRun);
  return { isRun: running.length > 0, isShared: running.length > 1 || running.some(({ isShared }) => isShared) };
}

function runOfItems(items: readonly PatternItem[], character: string): Run {
  let [isRun, isShared] = [false, false];
  for (const item of items) {
    const run = runOfItem(item, character);
    if (!run.isRun && !item.isOptional) return NO_RUN;
    isRun ||= run.isRun;
    isShared ||= run.isShared;
  }
  return { isRun, isShared };
}

function runOfItem({ matches, alternatives = [], isUnbounded }: PatternItem, character: string): Run {
  const run =
    matches === undefined ? runOfGroup(alternatives, character) : { isRun: matches(character), isShared: false };
  return run.isRun ? { isRun: true, isShared: isUnbounded || run.isShared } : NO_RUN;
}
