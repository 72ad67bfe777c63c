import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { inserted, type Repair } from './edits.js';
import type { Finder } from './finder.js';
import { lastFrom } from './places.js';
import type { Token } from './tokens.js';

const HOLDS_STATEMENTS: ReadonlySet<string> = new Set(['module', 'block']);
/** What ends a line in which no statement ends, or has ended already. */
const ENDED: ReadonlySet<string> = new Set([':', ';']);
const REST_OF_LINE = /[ \t\f]*(?:#[^\n]*)?(?:\n|$)/y;

/**
 * The end of a line before one that the grammar may take for its continuation, as `[0]` after `a = b, 1`: a semicolon is
 * put there, which says to CPython what it knew, and to tree-sitter that a statement ends.
 */
export class StatementEnds implements Finder {
  readonly #text: string;
  #isDecorator = false;
  /** Where the line before ended that may hold a statement; negative for none. */
  #end = -1;
  #isAfterComma = false;
  #last: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token, add: (repair: Repair) => void): void {
    if (token.kind === 'line-end') {
      this.#end = this.#last === undefined || this.#isDecorator || this.#isEnded(this.#last) ? -1 : this.#last.end;
      this.#isAfterComma = this.#last !== undefined && this.#text.charAt(this.#last.start) === ',';
      this.#last = undefined;
      return;
    }
    if (this.#last === undefined) {
      this.#isDecorator = this.#text.charAt(token.start) === '@';
      if (this.#end >= 0 && this.#mayContinue(token)) add(endAt(this.#text, this.#end));
    }
    this.#last = token;
  }

  #isEnded({ start, end }: Token): boolean {
    return ENDED.has(this.#text.slice(start, end));
  }

  #mayContinue({ kind, start, end }: Token): boolean {
    return this.#isAfterComma || kind !== 'word' || this.#text.slice(start, end) === 'not';
  }
}

function endAt(text: string, offset: number): Repair {
  return { edits: [inserted(offset, ';')], holds: (tree) => endsLine(text, offset) && endsStatement(tree, offset) };
}

function endsLine(text: string, offset: number): boolean {
  const rest = new RegExp(REST_OF_LINE);
  rest.lastIndex = offset;
  return rest.test(text);
}

/** Whether the statement that begins last before an offset ends at it. */
function endsStatement(tree: SyntaxTree, offset: number): boolean {
  let node = lastFrom(tree, offset - 1);
  while (node > 0 && !HOLDS_STATEMENTS.has(tree.kind(tree.parent(node)))) node = tree.parent(node);
  return node > 0 && tree.end(node) === offset;
}
