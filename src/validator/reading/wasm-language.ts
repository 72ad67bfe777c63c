/** Places in `struct TSLanguage` (tree-sitter 0.26, lib/src/parser.h, ABI 13 to 15), in 32-bit words. */
const LANGUAGE = {
  symbolCount: 1,
  aliasCount: 2,
  productionCount: 7,
  fieldCount: 8,
  longestAliasSequence: 9,
  fieldMapSlices: 16,
  fieldMapEntries: 17,
  publicSymbols: 19,
  aliasSequences: 21,
} as const;

/** One `TSFieldMapEntry`: a field (16 bits), a child's index, and whether an inner production gives the field. */
const FIELD_ENTRY_BYTES = 4;
/** Bits of a field in `LanguageTables.children`, below those of an alias. */
export const FIELD_BITS = 8;
export const FIELD_MASK = 2 ** FIELD_BITS - 1;
/** A child's index has 8 bits. */
const MOST_CHILDREN_OF_PRODUCTION = 256;

/** What a language says of its productions: which child fills which field, and which is shown under another name. */
export interface LanguageTables {
  /** Of a symbol: the one that it is shown as. */
  readonly publicSymbols: Uint16Array;
  /**
   * Of a child of a production, at `production * childrenOfProduction + index`: its field, 0 for none, and above
   * `FIELD_BITS` the symbol that it is shown as instead of its own, 0 for its own.
   */
  readonly children: Uint32Array;
  /** Children of one production in the table: the last stands for all that follow, of which none has either. */
  readonly childrenOfProduction: number;
}

/** Copies the tables of a language out of the memory of its module. */
export function readLanguageTables(memory: ArrayBufferLike, address: number): LanguageTables {
  const bytes = new Uint8Array(memory);
  const halves = new Uint16Array(memory);
  const words = new Uint32Array(memory);
  const read = (place: number) => words[(address >> 2) + place] ?? 0;
  const productions = read(LANGUAGE.productionCount);
  const sparse = new Uint32Array(productions * MOST_CHILDREN_OF_PRODUCTION);
  const longest = read(LANGUAGE.longestAliasSequence) & 0xffff;
  for (let production = 0; production < productions; production++) {
    const row = production * MOST_CHILDREN_OF_PRODUCTION;
    const slice = (read(LANGUAGE.fieldMapSlices) >> 1) + production * 2;
    const first = read(LANGUAGE.fieldMapEntries) + (halves[slice] ?? 0) * FIELD_ENTRY_BYTES;
    const end = first + (halves[slice + 1] ?? 0) * FIELD_ENTRY_BYTES;
    for (let entry = end - FIELD_ENTRY_BYTES; entry >= first; entry -= FIELD_ENTRY_BYTES) {
      const isInherited = bytes[entry + 3] !== 0;
      // The first entry of a child counts, so it is written last.
      if (!isInherited) sparse[row + (bytes[entry + 2] ?? 0)] = halves[entry >> 1] ?? 0;
    }
    // The first production stands for all that have no aliases.
    if (production === 0) continue;
    const sequence = (read(LANGUAGE.aliasSequences) >> 1) + production * longest;
    for (const [index, alias] of halves.subarray(sequence, sequence + longest).entries()) {
      sparse[row + index] = (sparse[row + index] ?? 0) | (alias << FIELD_BITS);
    }
  }
  const publics = read(LANGUAGE.publicSymbols) >> 1;
  const publicSymbols = halves.slice(publics, publics + read(LANGUAGE.symbolCount) + read(LANGUAGE.aliasCount));
  return { publicSymbols, ...withoutEmptyEnds(sparse, productions) };
}

/** The rows, each as long as the longest that is not empty, and one more: all of them together fit in the cache of a processor. */
function withoutEmptyEnds(
  sparse: Uint32Array,
  productions: number,
): Pick<LanguageTables, 'children' | 'childrenOfProduction'> {
  const last = sparse.reduce(
    (most, entry, at) => (entry === 0 ? most : Math.max(most, at % MOST_CHILDREN_OF_PRODUCTION)),
    -1,
  );
  const childrenOfProduction = last + 2;
  const children = new Uint32Array(productions * childrenOfProduction);
  for (let production = 0; production < productions; production++) {
    const row = production * MOST_CHILDREN_OF_PRODUCTION;
    children.set(sparse.subarray(row, row + last + 1), production * childrenOfProduction);
  }
  return { children, childrenOfProduction };
}
