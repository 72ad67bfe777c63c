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
  readonly #bySource = new Map<string, Decision[]>();

  constructor(entries: readonly Decision[] = []) {
    this.entries = entries.toSorted((one, other) => compare(orderOf(one), orderOf(other)));
    for (const decision of this.entries) {
      const others = this.#bySource.get(decision.sha256);
      if (others === undefined) this.#bySource.set(decision.sha256, [decision]);
      else others.push(decision);
    }
  }

  /** What was decided about these bytes, under whatever policy. */
  about(sha256: string): readonly Decision[] {
    return this.#bySource.get(sha256) ?? [];
  }

  /** Whoever refuses takes every approval of these bytes back, and whoever approves takes a refusal back. */
  with(decision: Decision): Approvals {
    const isReplaced = (other: Decision) =>
      other.sha256 === decision.sha256 &&
      (other.policySha256 === decision.policySha256 || other.decision !== decision.decision);
    return new Approvals([...this.entries.filter((other) => !isReplaced(other)), decision]);
  }

  /** In an order of its own, a line for each field: two people who decide at the same time can be merged. */
  toJson(): string {
    return `${JSON.stringify({ version: 1, entries: this.entries }, null, 2)}\n`;
  }
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
