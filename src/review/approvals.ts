import { QuantineError } from '../core/errors.js';
import { isPlainObject } from '../core/given-options.js';
import { DECISION_FIELDS, type Decision } from './decision.js';

/** Every decision that a team made. Never changed: `with` gives another. */
export class Approvals {
  readonly entries: readonly Decision[];
  readonly #bySource: ReadonlyMap<string, readonly Decision[]>;
  readonly #byPath: ReadonlyMap<string, readonly Decision[]>;

  /** @throws QuantineError BAD_REQUEST where these are no decisions as `loadApprovals` would take them */
  constructor(entries: readonly Decision[] = []) {
    if (!Array.isArray(entries)) throw new QuantineError('BAD_REQUEST', 'approvals are made of a list of decisions');
    const taken = Array.from(entries, (entry, at) => copyOf(entry, `entry ${at + 1} of the approvals`));
    this.entries = Object.freeze(taken.sort((one, other) => compare(orderOf(one), orderOf(other))));
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

  /** @throws QuantineError BAD_REQUEST where that is no decision */
  with(decision: Decision): Approvals {
    const taken = copyOf(decision, 'what is to be added to the approvals');
    const replaced = new Set(this.replacedBy(taken));
    return new Approvals([...this.entries.filter((other) => !replaced.has(other)), taken]);
  }

  /**
   * Whoever refuses takes every approval of these bytes back, and whoever approves takes a refusal back.
   * @throws QuantineError BAD_REQUEST where that is no decision
   */
  replacedBy(given: Decision): readonly Decision[] {
    const { sha256, policySha256, decision } = copyOf(given, 'what is to replace others');
    return this.about(sha256).filter((other) => other.policySha256 === policySha256 || other.decision !== decision);
  }

  /** In an order of its own, a line for each field: two people who decide at the same time can be merged. */
  toJson(): string {
    return `${JSON.stringify({ version: 1, entries: this.entries }, null, 2)}\n`;
  }
}

/** A copy that is looked at and kept: nobody else can make another decision of it later. */
function copyOf(given: unknown, what: string): Decision {
  const copy = copied(given);
  if (copy === undefined) throw noDecision(what, '');
  const unknown = Object.keys(copy).find((name) => !Object.hasOwn(DECISION_FIELDS, name));
  if (unknown !== undefined) throw noDecision(what, `: there is no field ${JSON.stringify(unknown)}`);
  for (const [name, isRight] of Object.entries(DECISION_FIELDS)) {
    if (!isRight(copy[name])) throw noDecision(what, `: look at its ${name}`);
  }
  return Object.freeze(copy) as unknown as Decision;
}

/** A field may be asked for once only: a getter can say something else the second time. */
function copied(given: unknown): Record<string, unknown> | undefined {
  try {
    return isPlainObject(given) ? { ...given } : undefined;
  } catch {
    return undefined;
  }
}

function noDecision(what: string, why: string): QuantineError {
  return new QuantineError('BAD_REQUEST', `${what} is no decision${why}`);
}

function grouped(decisions: readonly Decision[], keyOf: (decision: Decision) => string): Map<string, Decision[]> {
  const groups = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const others = groups.get(keyOf(decision));
    if (others === undefined) groups.set(keyOf(decision), [decision]);
    else others.push(decision);
  }
  for (const group of groups.values()) Object.freeze(group);
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
