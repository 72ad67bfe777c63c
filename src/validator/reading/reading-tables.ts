import type { Grammar } from './grammar.js';
import { FIELD_MASK, type LanguageTables } from './wasm-language.js';

/** What the language says, and what we keep of it, by its own numbers of symbols and fields. */
export interface ReadingTables extends LanguageTables {
  readonly kindNames: readonly string[];
  readonly fieldNames: readonly string[];
  /** As what a symbol is kept, and as what in the place of an operator. */
  readonly keptKinds: Uint16Array;
  readonly operatorKinds: Uint16Array;
  /** Which fields are the places of operators. */
  readonly isOperator: Uint8Array;
}

/** @throws RangeError where the language has more fields than the tables have room for */
export function readingTables(tables: LanguageTables, grammar: Grammar): ReadingTables {
  const symbols = [...tables.publicSymbols];
  const { kindNames, fieldNames } = grammar;
  if (fieldNames.length > FIELD_MASK + 1) throw new RangeError(`More than ${FIELD_MASK} fields`);
  return {
    ...tables,
    kindNames,
    fieldNames,
    keptKinds: Uint16Array.from(symbols, (symbol) => grammar.keptAs(symbol, false)),
    operatorKinds: Uint16Array.from(symbols, (symbol) => grammar.keptAs(symbol, true)),
    isOperator: Uint8Array.from(fieldNames, (_, field) => Number(grammar.isOperator(field))),
  };
}
