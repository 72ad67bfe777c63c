import { kindSet } from '../tree/kinds.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const COLON = 0x3a;
const SPACE = 0x20;
/** By character: how many brackets it opens. */
const OPENS = Int8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return Number('([{'.includes(character)) - Number(')]}'.includes(character));
});

const STRINGS = kindSet(['string']);
/** Statements of which each line is looked at by itself. */
const HOLDS_STATEMENTS = kindSet(
  ['if_statement', 'for_statement', 'while_statement', 'try_statement', 'with_statement'],
  ['match_statement', 'case_clause', 'function_definition', 'class_definition', 'decorated_definition'],
);

/**
 * Whether a statement goes on in the next line although no bracket, quote or backslash keeps it open: CPython ends it there.
 * Tree-sitter reads on, as in `a = b, 1` before a line of `[0]`.
 */
export function isStatementBroken(tree: SyntaxTree, statement: Node): boolean {
  const holdsStatements = tree.isOneOf(statement, HOLDS_STATEMENTS);
  return !holdsStatements && isBrokenOff(tree, statement, tree.end(statement));
}

/** The same of what stands before a block: `if x` before a line of `: pass`. */
export function isHeadBroken(tree: SyntaxTree, block: Node): boolean {
  return isBrokenOff(tree, tree.parent(block), tree.start(block));
}

function isBrokenOff(tree: SyntaxTree, node: Node, end: number): boolean {
  const start = tree.start(node);
  const firstEnd = tree.text.indexOf('\n', start);
  if (firstEnd < 0 || firstEnd >= end) return false;
  const line = new LogicalLine(tree.text, start);
  for (let inner = node; inner < tree.after(node) && tree.start(inner) < end; ) {
    if (tree.isOneOf(inner, STRINGS)) {
      if (!line.goesOnTo(tree.start(inner))) return true;
      line.skipString(tree.end(inner));
      inner = tree.after(inner);
    } else inner += 1;
  }
  return !line.goesOnTo(end);
}

/** What CPython reads as one line, from its beginning on: all that brackets, strings and backslashes hold together. */
class LogicalLine {
  readonly #text: string;
  #at: number;
  #open = 0;
  #last = SPACE;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** Whether the line does not end before an offset, up to which there is no string. A head's colon may end a line of it. */
  goesOnTo(offset: number): boolean {
    let at = this.#at;
    for (; at < offset; at++) {
      const character = this.#text.charCodeAt(at);
      if (character === NEWLINE) {
        if (this.#open <= 0 && this.#last !== COLON) return false;
      } else if (character === HASH) at = Math.max(at, this.#text.indexOf('\n', at) - 1);
      else if (character === BACKSLASH) at += 1;
      else if (character > SPACE) {
        this.#last = character;
        this.#open += OPENS[character] ?? 0;
      }
    }
    this.#at = at;
    return true;
  }

  skipString(end: number): void {
    this.#at = end;
    this.#last = SPACE;
  }
}
