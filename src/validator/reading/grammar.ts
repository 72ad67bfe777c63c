import { KINDS, MOST_KINDS } from '../tree/kinds.js';

/** May stand between any two parts, and mean nothing. */
const EXTRAS: ReadonlySet<string> = new Set(['comment', 'line_continuation']);

/** The kind of what no tree keeps: brackets, commas, keywords, comments. */
export const NOT_KEPT = 0xffff;

/** Which nodes of a language are kept, and as what: named nodes, and operators. */
export class Grammar {
  /** Names of kinds by our numbers, which begin with `KINDS`. */
  readonly kindNames: readonly string[];
  readonly fieldNames: readonly string[];
  /** Our number of a kind by the language's own. */
  private readonly numbers: Uint16Array;
  private readonly isNamed: readonly boolean[];

  /** @param isNamed whether a kind, by the language's number, is more than a token */
  constructor(
    types: readonly (string | null)[],
    fields: readonly (string | null)[],
    isNamed: (kind: number) => boolean,
  ) {
    this.kindNames = [...new Set<string>([...KINDS, ...types.map((name) => name ?? '')])];
    if (this.kindNames.length > MOST_KINDS) throw new RangeError(`The grammar has more than ${MOST_KINDS} kinds`);
    this.numbers = Uint16Array.from(types, (name) => this.kindNames.indexOf(name ?? ''));
    this.isNamed = types.map((name, kind) => isNamed(kind) && !EXTRAS.has(name ?? ''));
    this.fieldNames = Array.from(fields, (name) => name ?? '');
  }

  /** Whether a field, by the language's number, is the place of an operator. */
  isOperator(field: number): boolean {
    return this.fieldNames[field]?.startsWith('operator') ?? false;
  }

  /**
   * Our number of a kind, or `NOT_KEPT`.
   * @param kind the language's own number of it
   * @param isOperator whether it stands in the place of one
   */
  keptAs(kind: number, isOperator: boolean): number {
    const isKept = isOperator || this.isNamed[kind] === true;
    return isKept ? (this.numbers[kind] ?? NOT_KEPT) : NOT_KEPT;
  }
}
