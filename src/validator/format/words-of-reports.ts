import { meaningOf, REFUSAL_REASONS, type RefusalReason } from '../refusal.js';
import { TOLD_BY_NO_RULE, UNREADABLE_SOURCE } from './sarif-rules.js';

/** A word that reports use beside the names of rules. */
export interface WordOfReports {
  readonly word: string;
  readonly sections: readonly (readonly [heading: string, text: string])[];
}

/** What notes are called in text, which the log of SARIF knows by one id. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['has-no-effect', 'will-not-run'],
  ['gives-no-result', 'will-not-run'],
]);

/** What a word of a report means that is no rule: a note, a reason for which a source is refused unread. */
export function wordOfReports(given: string): WordOfReports | undefined {
  const word = given.trim().replaceAll(' ', '-');
  const id = NOTES.get(word) ?? word;
  const found = TOLD_BY_NO_RULE.find((one) => one.id === id);
  if (found !== undefined)
    return { word, sections: [...sectionsOf(found), ...(id === UNREADABLE_SOURCE ? REASONS : [])] };
  if (!Object.hasOwn(REFUSAL_REASONS, word)) return undefined;
  const meaning = REFUSAL_REASONS[word as RefusalReason];
  const doing = meaningOf(word) === undefined ? ' Mend the line that the message names.' : '';
  return {
    word,
    sections: [['What', `Why a source is refused unread, without a score. ${meaning}${doing}`]],
  };
}

const REASONS: WordOfReports['sections'] = [['Reasons', Object.keys(REFUSAL_REASONS).join(', ')]];

function sectionsOf({ shortDescription, fullDescription, help }: (typeof TOLD_BY_NO_RULE)[number]) {
  return [
    ['What', shortDescription?.text ?? ''],
    ['Why', fullDescription?.text ?? ''],
    ['What to do', help?.text ?? ''],
  ] as const;
}
