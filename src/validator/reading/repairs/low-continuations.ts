import type { Kind } from '../../tree/kinds.js';
import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { type Repair, replaced } from './edits.js';
import type { Finder } from './finder.js';
import { around, innermostAt } from './places.js';
import type { Token } from './tokens.js';

/** Kinds of nodes of which nothing stands outside of brackets, but for what is subscripted, where no line may end. */
const BRACKETED: ReadonlySet<string> = new Set<Kind>([
  ...([
    'parenthesized_expression',
    'tuple',
    'list',
    'set',
    'dictionary',
    'list_comprehension',
    'set_comprehension',
  ] as const),
  ...(['dictionary_comprehension', 'generator_expression', 'argument_list', 'parameters', 'interpolation'] as const),
  ...(['type_parameter', 'subscript'] as const),
]);
const STRING_PARTS: ReadonlySet<string> = new Set<Kind>(['string', 'string_content', 'format_specifier']);

/**
 * A line within brackets that stands further left than its statement, as `b)` after `(a +`: where no bracket may close,
 * tree-sitter takes it for the end of a block. What stands between the two parts is read as blanks.
 */
export class LowContinuations implements Finder {
  readonly #text: string;
  #last: Token | undefined;
  #indent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token, add: (repair: Repair) => void): void {
    const last = this.#last;
    this.#last = token.kind === 'line-end' ? undefined : token;
    if (last === undefined) {
      this.#indent = token.start - this.#text.lastIndexOf('\n', token.start - 1) - 1;
    } else if (token.depth > 0) {
      const between = this.#text.slice(last.end, token.start);
      const newline = between.lastIndexOf('\n');
      const column = between.length - newline - 1;
      if (newline >= 0 && column < this.#indent) add(blanksFrom(last.end, between.length));
    }
  }
}

function blanksFrom(start: number, length: number): Repair {
  return {
    edits: [replaced(start, ' '.repeat(length))],
    holds: (tree) => isBetweenBrackets(tree, start) && !isInComment(tree, start),
  };
}

function isBetweenBrackets(tree: SyntaxTree, offset: number): boolean {
  const innermost = innermostAt(tree, offset);
  if (STRING_PARTS.has(tree.kind(innermost))) return false;
  if (BRACKETED.has(tree.kind(innermost))) return true;
  for (const node of around(tree, innermost)) if (BRACKETED.has(tree.kind(node))) return true;
  return false;
}

// Without its end a comment would go on over the next line. An earlier line that was joined to this one ended in none.
function isInComment(tree: SyntaxTree, offset: number): boolean {
  const lineStart = tree.text.lastIndexOf('\n', offset - 1) + 1;
  const signs = [...tree.text.slice(lineStart, offset).matchAll(/#/g)];
  return signs.some(({ index }) => !STRING_PARTS.has(tree.kind(innermostAt(tree, lineStart + index))));
}
