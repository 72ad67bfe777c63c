import { rootOf } from '../qualified-name.js';

interface Row<Meaning> {
  readonly meaning: Meaning;
  /** Dotted names; `*` stands for what follows it in the name, a last `.*` for everything below. */
  readonly patterns: readonly string[];
}

interface Compiled<Meaning> {
  readonly matches: RegExp;
  readonly meaning: Meaning;
}

/** Finds what the tables say of a dotted name, looking only at the rows of its module. */
export class NamePatterns<Meaning> {
  private readonly rows = new Map<string, Compiled<Meaning>[]>();
  /** Of each module, what matches where any of its rows does: most names match none. */
  private readonly any = new Map<string, RegExp>();

  constructor(rows: readonly Row<Meaning>[]) {
    for (const { meaning, patterns } of rows) {
      for (const pattern of patterns) {
        const root = rootOf(pattern);
        const known = this.rows.get(root) ?? [];
        this.rows.set(root, known);
        known.push({ matches: matcherOf(pattern), meaning });
      }
    }
    for (const [root, compiled] of this.rows) {
      this.any.set(root, new RegExp(compiled.map(({ matches }) => matches.source).join('|')));
    }
  }

  /** The meaning of the first row that matches. */
  of(name: string): Meaning | undefined {
    const root = rootOf(name);
    if (this.any.get(root)?.test(name) !== true) return undefined;
    return this.rows.get(root)?.find(({ matches }) => matches.test(name))?.meaning;
  }
}

function matcherOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.()]/g, '\\$&').replaceAll('*', '\\w*');
  return new RegExp(pattern.endsWith('.*') ? `^${escaped}` : `^${escaped}(?:\\.|$)`);
}
