import type { Repair } from './edits.js';
import type { Token } from './tokens.js';

/** Looks through the tokens of a text for what tree-sitter does not read, and CPython does. */
export interface Finder {
  see(token: Token, add: (repair: Repair) => void): void;
}
