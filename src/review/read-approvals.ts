import { z } from 'zod';
import { QuantineError } from '../core/errors.js';
import { Approvals, type Decision } from './approvals.js';

/** What to do about a file of approvals that is damaged or cannot be read. */
export const NEXT_STEP = 'Mend the file, take it from version control, or name another one with --approvals.';

const NOTHING_DECIDED = '{"version": 1, "entries": []}';
/** Each string of a JSON text, with the colon after it where it is a key. */
const STRINGS = /("(?:[^"\\]|\\.)*")(\s*:)?/g;
const NOT_OURS = 'is not what Quantine writes there';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const words = z
  .string()
  .max(1000)
  .refine((text) => text.trim() !== '');

const entry = z.strictObject({
  sha256,
  policySha256: sha256,
  path: z.string(),
  riskScore: z.number().nonnegative().nullable(),
  riskLevel: z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']).nullable(),
  decision: z.enum(['approved', 'refused']),
  by: words,
  reason: words,
  at: z.iso.datetime(),
}) satisfies z.ZodType<Decision>;

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
    refuseRepeatedKeys(text, shown, parsed.data.entries);
    return new Approvals(parsed.data.entries);
  }
  const [issue] = parsed.error.issues;
  throw damaged(shown, issue === undefined ? 'it is damaged' : sentenceOf(issue));
}

/** Of a key that stands twice JSON keeps the last, as two merged changes may leave it: a refusal and then an approval. */
function refuseRepeatedKeys(text: string, shown: string, entries: readonly Decision[]): void {
  const written = new Map<string, number>();
  for (const [, string = '', colon] of text.matchAll(STRINGS)) {
    if (colon === undefined) continue;
    const key = JSON.parse(string) as string;
    written.set(key, (written.get(key) ?? 0) + 1);
  }
  for (const [key, count] of written) {
    const expected = key in entry.shape ? entries.length : 1;
    if (count > expected) throw damaged(shown, `its ${key} is there ${count} times, and ${expected} times is right`);
  }
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
