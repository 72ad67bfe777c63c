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
/** A child's index has 8 bits. */
export const MOST_CHILDREN_OF_PRODUCTION = 256;

/** What a language says of its productions: which child fills which field, and which is shown under another name. */
export interface LanguageTables {
  /** Of a symbol: the one that it is shown as. */
  readonly publicSymbols: Uint16Array;
  /** Of a child of a production, at `production * MOST_CHILDREN_OF_PRODUCTION + index`: its field, 0 for none. */
  readonly fields: Uint8Array;
  /** The same: the symbol that it is shown as instead of its own, 0 for its own. */
  readonly aliases: Uint16Array;
}

/** Copies the tables of a language out of the memory of its module. */
export function readLanguageTables(memory: ArrayBufferLike, address: number): LanguageTables {
  const bytes = new Uint8Array(memory);
  const halves = new Uint16Array(memory);
  const words = new Uint32Array(memory);
  const read = (place: number) => words[(address >> 2) + place] ?? 0;
  const productions = read(LANGUAGE.productionCount);
  const fields = new Uint8Array(productions * MOST_CHILDREN_OF_PRODUCTION);
  const aliases = new Uint16Array(productions * MOST_CHILDREN_OF_PRODUCTION);
  const longest = read(LANGUAGE.longestAliasSequence) & 0xffff;
  for (let production = 0; production < productions; production++) {
    const row = production * MOST_CHILDREN_OF_PRODUCTION;
    const slice = (read(LANGUAGE.fieldMapSlices) >> 1) + production * 2;
    const first = read(LANGUAGE.fieldMapEntries) + (halves[slice] ?? 0) * FIELD_ENTRY_BYTES;
    const end = first + (halves[slice + 1] ?? 0) * FIELD_ENTRY_BYTES;
    for (let entry = end - FIELD_ENTRY_BYTES; entry >= first; entry -= FIELD_ENTRY_BYTES) {
      const isInherited = bytes[entry + 3] !== 0;
      // The first entry of a child counts, so it is written last.
      if (!isInherited) fields[row + (bytes[entry + 2] ?? 0)] = halves[entry >> 1] ?? 0;
    }
    // The first production stands for all that have no aliases.
    if (production === 0) continue;
    const sequence = (read(LANGUAGE.aliasSequences) >> 1) + production * longest;
    aliases.set(halves.subarray(sequence, sequence + longest), row);
  }
  const publics = read(LANGUAGE.publicSymbols) >> 1;
  const publicSymbols = halves.slice(publics, publics + read(LANGUAGE.symbolCount) + read(LANGUAGE.aliasCount));
  return { publicSymbols, fields, aliases };
}
