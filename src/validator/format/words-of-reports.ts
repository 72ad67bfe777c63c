import { FIXED, RISK_LEVELS } from '../../config/limits.js';
import { meaningOf, REFUSAL_REASONS, type RefusalReason } from '../refusal.js';
import { PARDON_NOT_HEARD, TOLD_BY_NO_RULE, UNREADABLE_SOURCE } from './sarif-rules.js';

/** A word that reports use beside the names of rules. */
export interface WordOfReports {
  readonly word: string;
  readonly sections: readonly (readonly [heading: string, text: string])[];
}

type Section = WordOfReports['sections'][number];

const { mediumFrom, highFrom, highUpTo } = RISK_LEVELS;
const MAXIMUM = `A source is refused at a score of ${FIXED.defaultMaxRiskScore}, where the policy or --max-risk says no other.`;

const level = (scores: string, toDo: string): readonly Section[] => [
  ['What', `The level of a source that scores ${scores}. ${MAXIMUM}`],
  ['What to do', toDo],
];
const NOT_APPROVED = 'Mend what the findings name. Nobody can approve it.';

/** Words that stand in text, and of which the log of SARIF knows none. */
const OWN_WORDS: ReadonlyMap<string, readonly Section[]> = new Map([
  ['LOW', level(`less than ${mediumFrom}`, 'Nothing, where it passes.')],
  [
    'MEDIUM',
    level(
      `${mediumFrom} to ${highFrom - 1}`,
      'Mend what the findings name, or let somebody read it and say `quantine review approve`.',
    ),
  ],
  ['HIGH', level(`${highFrom} to ${highUpTo}`, NOT_APPROVED)],
  ['CRITICAL', level(`more than ${highUpTo}`, NOT_APPROVED)],
  ['security', [['What', 'The channel of findings about reach beyond what a strategy is given.']]],
  ['robustness', [['What', 'The channel of findings about a program that may not end, or not fit into memory.']]],
  [
    'has-no-effect',
    [
      ['What', 'A statement that changes nothing: it changes a copy, which is thrown away.'],
      ['Why', 'The run ends well, and its result is made without that change. It adds no points.'],
      ['What to do', 'Write what the message says, or run with an image in which it still has an effect.'],
    ],
  ],
  [
    'gives-no-result',
    [
      ['What', 'A strategy that defines neither run(data, params) nor a variable `result`.'],
      ['Why', 'The run ends well and gives nothing back: nobody calls its functions and classes. It adds no points.'],
      ['What to do', 'Give the function that should be called the name run, or put what it gives into `result`.'],
    ],
  ],
]);

/** What text calls by another name than the log of SARIF. */
const SARIF_IDS: ReadonlyMap<string, string> = new Map([
  ['UNREADABLE', UNREADABLE_SOURCE],
  ['comment-ignored', PARDON_NOT_HEARD],
]);

/** What a word of a report means that is no rule: a level, a note, a reason for which a source is refused unread. */
export function wordOfReports(given: string): WordOfReports | undefined {
  const word = given.trim().replaceAll(' ', '-');
  const sections = OWN_WORDS.get(word) ?? ofSarif(SARIF_IDS.get(word) ?? word) ?? ofRefusal(word);
  return sections === undefined ? undefined : { word, sections };
}

function ofSarif(id: string): readonly Section[] | undefined {
  const found = TOLD_BY_NO_RULE.find((one) => one.id === id);
  return found === undefined ? undefined : [...sectionsOf(found), ...(id === UNREADABLE_SOURCE ? REASONS : [])];
}

function ofRefusal(word: string): readonly Section[] | undefined {
  if (!Object.hasOwn(REFUSAL_REASONS, word)) return undefined;
  const meaning = REFUSAL_REASONS[word as RefusalReason];
  const doing = meaningOf(word) === undefined ? ' Mend the line that the message names.' : '';
  return [['What', `Why a source is refused unread, without a score. ${meaning}${doing}`]];
}

const REASONS: readonly Section[] = [['Reasons', Object.keys(REFUSAL_REASONS).join(', ')]];

function sectionsOf({ shortDescription, fullDescription, help }: (typeof TOLD_BY_NO_RULE)[number]) {
  return [
    ['What', shortDescription?.text ?? ''],
    ['Why', fullDescription?.text ?? ''],
    ['What to do', help?.text ?? ''],
  ] as const;
}
