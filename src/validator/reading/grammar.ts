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
  private readonly isOperator: readonly boolean[];

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
    this.isOperator = this.fieldNames.map((name) => name.startsWith('operator'));
  }

  /** Our number of a kind, or `NOT_KEPT`, by the numbers that the language gives the kind and the field. */
  keptAs(kind: number, field: number): number {
    const isKept = this.isNamed[kind] === true || this.isOperator[field] === true;
    return isKept ? (this.numbers[kind] ?? NOT_KEPT) : NOT_KEPT;
  }
}
