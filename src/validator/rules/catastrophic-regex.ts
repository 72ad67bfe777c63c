import { READING } from '../../config/limits.js';
import { positionalArguments } from '../calls.js';
import type { Facts } from '../facts.js';
import { overlap, type PatternItem, readPattern } from '../regular-expression.js';
import type { Rule } from '../rule.js';
import { NONE } from '../tree.js';

const FUNCTIONS = ['compile', 'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer'];
const READERS: ReadonlySet<string> = new Set(FUNCTIONS.map((name) => `re.${name}`));

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

  *check(facts) {
    for (const { node, name, call } of facts.references) {
      if (call === NONE || !READERS.has(name)) continue;
      const pattern = patternOf(facts, call);
      if (pattern === undefined || !isCatastrophic(pattern)) continue;
      yield {
        node,
        qualifiedName: pattern,
        message: `The pattern ${pattern} can match one text in exponentially many ways`,
      };
    }
  },
};

function patternOf({ tree, names }: Facts, call: number): string | undefined {
  const [first = NONE] = positionalArguments(tree, call);
  const pattern = names.constants.text(first);
  return pattern !== undefined && pattern.length <= READING.patternCharacters ? pattern : undefined;
}

function isCatastrophic(pattern: string): boolean {
  // Most patterns repeat no group at all.
  if (!/\)(?:[*+]|\{\d*,\})/.test(pattern)) return false;
  return (readPattern(pattern) ?? []).some(hasAmbiguousRepetition);
}

// Only where something has to follow can the match fail, and be tried in another way.
function hasAmbiguousRepetition(items: readonly PatternItem[]): boolean {
  return items.some((item, index) => {
    const mayFail = items.slice(index + 1).some(({ isOptional, isPlace }) => !isOptional || isPlace === true);
    const within = item.alternatives ?? [];
    if (item.isUnbounded && mayFail && (repeatsRepetition(within) || alternativesOverlap(within))) return true;
    return within.some(hasAmbiguousRepetition);
  });
}

// `(a+)+`, `(a+b?)+`: the text of several rounds is the text of one as well.
function repeatsRepetition(alternatives: readonly (readonly PatternItem[])[]): boolean {
  return alternatives.some((items) =>
    items.some(({ isUnbounded }, index) => isUnbounded && items.every((other, at) => at === index || other.isOptional)),
  );
}

// `(\w|\d)+`: a character that two alternatives match can be had in two ways in every round.
function alternativesOverlap(alternatives: readonly (readonly PatternItem[])[]): boolean {
  const single = alternatives.flatMap((items) => (items.length === 1 && items[0] !== undefined ? [items[0]] : []));
  return single.some((left, index) => single.slice(index + 1).some((right) => overlap(left, right)));
}
