import type { FailedOutcome, StrategyError } from '../../core/outcome.js';
import { adviceOnFailure, imageIn } from '../../validator/compatibility/failure-advice.js';
import { definesRun, isInMainBlock } from './entry-point.js';
import { oneLine } from './guest-text.js';

const NAMES_OF_DATES = /^(?:date|datetime|time|timestamp)$/i;
const CALLED_OTHERWISE = /^(?:\w+\.)*run\(\) (?:takes \d+ positional arguments? but|missing \d+ required)/;
const LONGEST_MESSAGE = 100;
/** As Python shows a key: one with a quote or an escape in it is no column. */
const MISSING_KEY = /^'([^'\\]+)'$/;
/** What only a table says of a column. */
const MISSING_COLUMN = [
  /^'DataFrame' object has no attribute '([A-Z]\w*|date|datetime)'$/,
  /^"(?:None of )?\[(?:Index\(\[)?'([^'\\]+)'[^[]*\] (?:are in the \[?columns\]?|not in index)"$/,
];

/**
 * What Python's own error does not say: of `data`, that none was given, by which names several files are reached, how
 * columns are written; of what the image does not have any more; and of what of a script is run. Undefined where the error
 * is about something else.
 * @param text the strategy's own; undefined where it is not at hand
 */
export function failureHint(
  { error, runCard }: Pick<FailedOutcome, 'error' | 'runCard'>,
  text?: string,
): string | undefined {
  const image = imageIn(runCard.image.reference);
  return (
    hintOnData(error, runCard) ??
    (image === undefined ? undefined : adviceOnFailure(error, image)) ??
    hintOnEntryPoint(error, text)
  );
}

function hintOnEntryPoint(error: StrategyError, text: string | undefined): string | undefined {
  // The sandbox's own call has no line in the strategy.
  if (error.line === null && error.type === 'TypeError' && CALLED_OTHERWISE.test(error.message)) {
    return 'it is called as run(data, params)';
  }
  const line = error.traceback.find((frame) => frame.function === '<module>')?.line;
  if (text === undefined || line === undefined || !definesRun(text) || !isInMainBlock(text, line)) return undefined;
  return 'the block under `if __name__ == "__main__"` runs too, before run(data, params) is called: take it out';
}

function hintOnData(error: StrategyError, { data }: FailedOutcome['runCard']): string | undefined {
  if (data.length === 0) return isAboutNone(error) ? 'no --data was given, so `data` is None' : undefined;
  const { key, isOfTable } = missingKey(error);
  if (key === undefined) return undefined;
  if (NAMES_OF_DATES.test(key) && !data.some(({ name }) => name === key)) {
    return 'the dates are no column of `data` but its index, `data.index`; after reset_index() the column "date"';
  }
  if (data.length > 1 && !isOfTable) {
    const names = data.map(({ name }) => name);
    return names.includes(key) ? undefined : `if a file is meant: \`data\` has ${oneLine(names.join(', '))}`;
  }
  const column = inSnakeCase(key);
  if (column === key || column === '') return undefined;
  return `if a column of \`data\` is meant: they are in lower snake case, here "${oneLine(column)}"`;
}

function isAboutNone({ type, message }: StrategyError): boolean {
  return (type === 'TypeError' || type === 'AttributeError') && message.includes("'NoneType'");
}

function missingKey({ type, message }: StrategyError): { readonly key?: string; readonly isOfTable: boolean } {
  if (message.length < LONGEST_MESSAGE && (type === 'KeyError' || type === 'AttributeError')) {
    for (const pattern of [MISSING_KEY, ...MISSING_COLUMN]) {
      const key = pattern.exec(message)?.[1];
      if (key !== undefined) return { key, isOfTable: pattern !== MISSING_KEY };
    }
  }
  return { isOfTable: false };
}

/** As the guest names columns: `Adj Close` and `AdjClose` are `adj_close`. */
function inSnakeCase(name: string): string {
  return name
    .trim()
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}
