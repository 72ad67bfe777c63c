/** What callers from JavaScript hand over, which nobody compiled: a misspelt or forgotten word is a limit silently absent. */
import { QuantineError } from './errors.js';
import { didYouMean } from './nearest-word.js';

/** Whether a value is what `{...}` makes. What comes of `new`, a list and a promise nobody awaited hold no options of ours. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Other realms, such as those of test runners, have an Object of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @throws QuantineError BAD_REQUEST where options are no plain object, or one of them is not known */
export function refuseUnknownOptions(options: unknown, known: readonly string[]): void {
  if (!isPlainObject(options)) throw notPlain('options', options);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const message = `options: there is no option ${JSON.stringify(unknown)}${didYouMean(unknown, known)}`;
  throw new QuantineError('BAD_REQUEST', message, { details: { option: unknown } });
}

/** @throws QuantineError BAD_REQUEST where settings are given and are no plain object */
export function refuseOddSettings(settings: unknown, option: string): void {
  if (settings !== undefined && !isPlainObject(settings)) throw notPlain(option, settings);
}

/** @throws QuantineError BAD_REQUEST where an option and the policy beside it say two maxima: which one counts nobody could tell */
export function refuseTwoMaxima({ maxRiskScore: own, policy }: TwiceSaid): void {
  const other = policy?.maxRiskScore;
  if (own === undefined || other === undefined || own === other) return;
  const message = `options: maxRiskScore is ${own}, and that of the policy ${other}: leave one out`;
  throw new QuantineError('BAD_REQUEST', message, { details: { option: 'maxRiskScore' } });
}

/** Where the score at which a source is refused may be said: by itself, and in the policy. */
interface TwiceSaid {
  readonly maxRiskScore?: number;
  readonly policy?: { readonly maxRiskScore?: number };
}

function notPlain(what: string, value: unknown): QuantineError {
  const kind = value instanceof Promise ? 'a promise: await it first' : kindOf(value);
  return new QuantineError('BAD_REQUEST', `${what}: it takes an object such as {}, not ${kind}`);
}

function kindOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : `a ${typeof value}`;
  return Array.isArray(value) ? 'a list' : 'an object of a class';
}

/** @throws QuantineError BAD_REQUEST where a path is no text, or an empty one: a URL works in some places only */
export function refuseOddPath(path: unknown, what: string): void {
  if (typeof path === 'string' && path !== '') return;
  throw new QuantineError('BAD_REQUEST', `the path of ${what} must be text, and not empty`);
}
