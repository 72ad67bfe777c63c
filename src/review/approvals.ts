import { QuantineError } from '../core/errors.js';
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

/** Every decision that a team made. Never changed: `with` gives another. */
export class Approvals {
  readonly entries: readonly Decision[];
  readonly #bySource: ReadonlyMap<string, readonly Decision[]>;
  readonly #byPath: ReadonlyMap<string, readonly Decision[]>;

  /** @throws QuantineError BAD_REQUEST where these are no decisions; `loadApprovals` looks at all that a file says */
  constructor(entries: readonly Decision[] = []) {
    refuseOddDecisions(entries);
    this.entries = entries.toSorted((one, other) => compare(orderOf(one), orderOf(other)));
    this.#bySource = grouped(this.entries, ({ sha256 }) => sha256);
    this.#byPath = grouped(this.entries, ({ path }) => path);
  }

  /** What was decided about these bytes, under whatever policy. */
  about(sha256: string): readonly Decision[] {
    return this.#bySource.get(sha256) ?? [];
  }

  /** What was decided about a source that lay here then, whatever its bytes. */
  at(path: string): readonly Decision[] {
    return this.#byPath.get(path) ?? [];
  }

  with(decision: Decision): Approvals {
    const replaced = new Set(this.replacedBy(decision));
    return new Approvals([...this.entries.filter((other) => !replaced.has(other)), decision]);
  }

  /** Whoever refuses takes every approval of these bytes back, and whoever approves takes a refusal back. */
  replacedBy({ sha256, policySha256, decision }: Decision): readonly Decision[] {
    return this.about(sha256).filter((other) => other.policySha256 === policySha256 || other.decision !== decision);
  }

  /** In an order of its own, a line for each field: two people who decide at the same time can be merged. */
  toJson(): string {
    return `${JSON.stringify({ version: 1, entries: this.entries }, null, 2)}\n`;
  }
}

const TEXTS = ['path', 'by', 'reason', 'at'] as const satisfies (keyof Decision)[];
const SHA256 = /^[0-9a-f]{64}$/;

function refuseOddDecisions(entries: unknown): void {
  if (!Array.isArray(entries)) throw new QuantineError('BAD_REQUEST', 'approvals are made of a list of decisions');
  const isOdd = (entry: unknown) => {
    const { sha256, policySha256, decision, riskScore, ...rest } = Object(entry) as Record<string, unknown>;
    if (TEXTS.some((name) => typeof rest[name] !== 'string')) return true;
    if (![sha256, policySha256].every((hash) => typeof hash === 'string' && SHA256.test(hash))) return true;
    return (
      !(decision === 'approved' || decision === 'refused') || !(riskScore === null || typeof riskScore === 'number')
    );
  };
  const odd = entries.findIndex(isOdd);
  if (odd >= 0) throw new QuantineError('BAD_REQUEST', `entry ${odd + 1} of the approvals is no decision`);
}

function grouped(decisions: readonly Decision[], keyOf: (decision: Decision) => string): Map<string, Decision[]> {
  const groups = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const others = groups.get(keyOf(decision));
    if (others === undefined) groups.set(keyOf(decision), [decision]);
    else others.push(decision);
  }
  return groups;
}

function orderOf({ path, sha256, policySha256, decision }: Decision): readonly string[] {
  return [path, sha256, policySha256, decision];
}

/** By code units, so that it is the same order in every language. */
function compare(one: readonly string[], other: readonly string[]): number {
  const index = one.findIndex((word, at) => word !== other[at]);
  if (index < 0) return 0;
  return (one[index] ?? '') < (other[index] ?? '') ? -1 : 1;
}
