import type { RiskLevel } from '../core/report.js';

/** What a person decided about one source: its exact bytes, and the policy that it was judged by then. */
export interface Decision {
  readonly sha256: string;
  readonly policySha256: string;
  /** Where the source lay, relative to the file of approvals: for people alone. */
  readonly path: string;
  /** What it scored; null where it could not be read. */
  readonly riskScore: number | null;
  readonly riskLevel: RiskLevel | null;
  readonly decision: 'approved' | 'refused';
  readonly by: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The most characters of a name or a reason. */
export const LONGEST_WORDS = 1000;
/** No system has longer ones. */
const LONGEST_PATH = 32_767;

const LEVELS: Readonly<Record<RiskLevel, true>> = { LOW: true, MEDIUM: true, HIGH: true, CRITICAL: true };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** What each field of a decision may hold, wherever it comes from. */
export const DECISION_FIELDS: Readonly<Record<keyof Decision, (value: unknown) => boolean>> = {
  sha256: isSha256,
  policySha256: isSha256,
  path: (value) => typeof value === 'string' && value.length <= LONGEST_PATH,
  riskScore: (value) => value === null || (Number.isFinite(value) && (value as number) >= 0),
  riskLevel: (value) => value === null || (typeof value === 'string' && Object.hasOwn(LEVELS, value)),
  decision: (value) => value === 'approved' || value === 'refused',
  by: isWords,
  reason: isWords,
  at: isInstant,
};

function isSha256(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isWords(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_WORDS && value.trim() !== '';
}

/** ISO 8601, UTC. A day that its month does not have is another one to Date. */
function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const instant = new Date(value);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value.slice(0, 16));
}
