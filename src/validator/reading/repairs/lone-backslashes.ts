import type { Kind } from '../../tree/kinds.js';
import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { type Repair, replaced } from './edits.js';
import type { Finder } from './finder.js';
import { innermostAt } from './places.js';
import type { Token } from './tokens.js';

/** What a place between two statements is in: no text, no brackets, and no line that goes on. */
const HOLDS_STATEMENTS: ReadonlySet<string> = new Set<Kind>([
  ...(['module', 'block', 'if_statement', 'elif_clause', 'else_clause', 'for_statement', 'while_statement'] as const),
  ...(['try_statement', 'except_clause', 'finally_clause', 'with_statement', 'match_statement'] as const),
  ...(['case_clause', 'function_definition', 'class_definition'] as const),
]);
/** Lines that are only a backslash, one after the other. */
const LONE_LINES = /(?:^[ \t\f]*\\\n)+/gm;
const INDENT = /[ \t\f]*/y;

/**
 * Lines before a statement that are only a backslash, and join it to what stands before them: of the blanks in all of
 * these lines tree-sitter takes the sum, and CPython what the first has that has any. Where none has others than the
 * statement, they change nothing for CPython, and are read as blank.
 */
export class LoneBackslashes implements Finder {
  readonly #text: string;
  #statementEnd = 0;
  #isBetween = true;

  constructor(text: string) {
    this.#text = text;
  }

  see({ kind, start, end }: Token, add: (repair: Repair) => void): void {
    if (this.#isBetween) {
      const between = this.#text.slice(this.#statementEnd, start);
      for (const { index, 0: lines } of between.matchAll(LONE_LINES)) add(blanked(this.#statementEnd + index, lines));
    }
    this.#isBetween = kind === 'line-end';
    this.#statementEnd = end;
  }
}

function blanked(start: number, lines: string): Repair {
  const signs = [...lines.matchAll(/\\/g)];
  return {
    edits: signs.map(({ index }) => replaced(start + index, ' ')),
    holds: (tree) => HOLDS_STATEMENTS.has(tree.kind(innermostAt(tree, start))) && changeNothing(tree, start, lines),
  };
}

function changeNothing({ text }: SyntaxTree, start: number, lines: string): boolean {
  if (text.charAt(start - 2) === '\\') return false;
  const indent = indentAt(text, start + lines.length);
  const indents = lines.split('\\\n').slice(0, -1);
  return /^ *$/.test(indent) && indents.every((blanks) => blanks === '' || blanks === indent);
}

function indentAt(text: string, lineStart: number): string {
  const pattern = new RegExp(INDENT);
  pattern.lastIndex = lineStart;
  return pattern.exec(text)?.[0] ?? '';
}
