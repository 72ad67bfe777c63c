import type { FailedOutcome, StrategyError } from '../../core/outcome.js';
import { adviceOnFailure, imageIn } from '../../validator/compatibility/failure-advice.js';
import { oneLine } from './guest-text.js';

/**
 * What Python's own error does not say of `data`: that none was given, by which names several files are reached, how
 * columns are written; and of what the image does not have any more. Undefined where the error is about something else.
 */
export function failureHint({ error, runCard }: Pick<FailedOutcome, 'error' | 'runCard'>): string | undefined {
  const image = imageIn(runCard.image.reference);
  return hintOnData(error, runCard) ?? (image === undefined ? undefined : adviceOnFailure(error, image));
}

function hintOnData(error: StrategyError, { data }: FailedOutcome['runCard']): string | undefined {
  if (data.length === 0) return isAboutNone(error) ? 'no --data was given, so `data` is None' : undefined;
  const key = missingKey(error);
  if (key === undefined) return undefined;
  if (data.length > 1) {
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

/** Python shows the key as a literal; one with a quote or an escape in it is no column. */
function missingKey({ type, message }: StrategyError): string | undefined {
  return type === 'KeyError' && message.length < 100 ? /^'([^'\\]+)'$/.exec(message)?.[1] : undefined;
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
