import { z } from 'zod';
import { QuantineError } from '../core/errors.js';
import { Approvals } from './approvals.js';
import { DECISION_FIELDS, type Decision } from './decision.js';

/** What to do about a file of approvals that is damaged or cannot be read. */
export const NEXT_STEP = 'Mend the file, take it from version control, or name another one with --approvals.';

const NOTHING_DECIDED = '{"version": 1, "entries": []}';
/** Each string of a JSON text, with the colon after it where it is a key. */
const STRINGS = /("(?:[^"\\]|\\.)*")(\s*:)?/g;
const NOT_OURS = 'is not what Quantine writes there';

const entry = z.strictObject(
  Object.fromEntries(Object.entries(DECISION_FIELDS).map(([name, isRight]) => [name, z.custom(isRight)])),
);

const document = z.strictObject(
  { version: z.literal(1), entries: z.array(entry) },
  { error: ({ code }) => (code === 'invalid_type' ? 'it holds no {"version": 1, "entries": [...]}' : undefined) },
);

/**
 * @param shown what the text came from, for the error
 * @throws QuantineError BAD_REQUEST where it is no file of approvals: half of the decisions are worse than none
 */
export function readApprovals(text: string, shown: string): Approvals {
  const parsed = document.safeParse(parseJson(text, shown), { reportInput: true });
  if (parsed.success) {
    const entries = parsed.data.entries as unknown as readonly Decision[];
    refuseRepeatedKeys(text, shown, entries.length);
    return new Approvals(entries);
  }
  const [issue] = parsed.error.issues;
  throw damaged(shown, issue === undefined ? 'it is damaged' : sentenceOf(issue));
}

/** Of a key that stands twice JSON keeps the last, as two merged changes may leave it: a refusal and then an approval. */
function refuseRepeatedKeys(text: string, shown: string, entries: number): void {
  for (const [key, count] of timesOfKeys(text, shown)) {
    const expected = Object.hasOwn(DECISION_FIELDS, key) ? entries : 1;
    if (count > expected) throw damaged(shown, `its ${key} is there ${count} times, and ${expected} times is right`);
  }
}

/** How often each key is there. A text that is too long for the stack may be that of a key that stands twice. */
function timesOfKeys(text: string, shown: string): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  try {
    for (const [, string = '', colon] of text.matchAll(STRINGS)) {
      if (colon === undefined) continue;
      const key = JSON.parse(string) as string;
      written.set(key, (written.get(key) ?? 0) + 1);
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(shown, 'it has a text that is too long', cause);
    throw cause;
  }
  return written;
}

/** Entries count from 1, as people do. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const [list, index, field] = issue.path;
  const whole = typeof index === 'number' ? `entry ${index + 1}` : 'it';
  if (issue.code === 'unrecognized_keys') return `${whole} has a field that is not known: ${issue.keys.join(', ')}`;
  if (list === undefined) return issue.message;
  if (typeof index !== 'number') return `its ${String(list)} ${NOT_OURS}`;
  if (field === undefined) return `${whole} ${NOT_OURS}`;
  return issue.input === undefined ? `${whole} has no ${String(field)}` : `${whole}: its ${String(field)} ${NOT_OURS}`;
}

function parseJson(text: string, shown: string): unknown {
  // What a shell leaves behind where a command failed; not none, because it may have held refusals.
  if (text.trim() === '') throw damaged(shown, `it is empty; ${NOTHING_DECIDED} says that nothing is decided`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(shown, 'it is no JSON', cause);
  }
}

function damaged(shown: string, why: string, cause?: unknown): QuantineError {
  return new QuantineError('BAD_REQUEST', `${shown} is no file of approvals: ${why}`, { nextStep: NEXT_STEP, cause });
}
