import { NONE, type Node, type SyntaxTree } from '../tree.js';
import { byKind, type Kind } from './kinds.js';

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

const table = (...kinds: readonly Kind[]) => byKind(kinds.map((kind) => [kind, true] as const));
/** Statements of which each line is looked at by itself. */
const HOLDS_STATEMENTS = table(
  ...(['if_statement', 'for_statement', 'while_statement', 'try_statement', 'with_statement'] as const),
  ...(['match_statement', 'case_clause', 'function_definition', 'class_definition', 'decorated_definition'] as const),
);

/**
 * Whether a statement goes on in the next line although no bracket, quote or backslash keeps it open: CPython ends it there.
 * Tree-sitter reads on, as in `a = b, 1` before a line of `[0]`.
 */
export function isStatementBroken(tree: SyntaxTree, statement: Node): boolean {
  const holdsStatements = HOLDS_STATEMENTS[tree.kindNumber(statement)] === true;
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
  const line = new LogicalLine(tree, node);
  for (let at = start; at < end; ) {
    const next = line.read(at);
    if (next === undefined) return true;
    at = next;
  }
  return false;
}

/** What CPython reads as one line, from its beginning on: all that brackets, strings and backslashes hold together. */
class LogicalLine {
  readonly #text: string;
  readonly #strings: StringsWithin;
  #open = 0;
  #last = SPACE;

  constructor(tree: SyntaxTree, node: Node) {
    this.#text = tree.text;
    this.#strings = new StringsWithin(tree, node);
  }

  /** Where what begins here ends; undefined where the line does. The colon of a head may have its block on the next. */
  read(at: number): number | undefined {
    const character = this.#text.charCodeAt(at);
    if (character === HASH) return Math.max(at + 1, this.#text.indexOf('\n', at));
    if (character === BACKSLASH) return at + 2;
    if (character === NEWLINE) return this.#open > 0 || this.#last === COLON ? at + 1 : undefined;
    if (character <= SPACE) return at + 1;
    const afterString = this.#strings.endAt(at);
    this.#last = afterString === undefined ? character : SPACE;
    this.#open += OPENS[character] ?? 0;
    return afterString ?? at + 1;
  }
}

/** The strings of a statement, asked for from its beginning to its end. */
class StringsWithin {
  readonly #tree: SyntaxTree;
  readonly #after: Node;
  #next: Node;

  constructor(tree: SyntaxTree, node: Node) {
    this.#tree = tree;
    this.#after = tree.after(node);
    this.#next = this.#stringFrom(node);
  }

  /** Where a string that begins here ends; undefined where none begins. */
  endAt(offset: number): number | undefined {
    if (this.#next === NONE || this.#tree.start(this.#next) !== offset) return undefined;
    const end = this.#tree.end(this.#next);
    this.#next = this.#stringFrom(this.#tree.after(this.#next));
    return end;
  }

  #stringFrom(first: Node): Node {
    for (let node = first; node < this.#after; node++) if (this.#tree.kind(node) === 'string') return node;
    return NONE;
  }
}
