import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { type Repair, replaced } from './edits.js';
import type { Finder } from './finder.js';
import { innermostAt } from './places.js';
import type { Token } from './tokens.js';

const STRING: ReadonlySet<string> = new Set(['string']);

/** `\N{DIGIT ONE}` in the format of an f-string, which the grammar takes for a field: read as so many plain letters. */
export class FormatNames implements Finder {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  see({ kind, start, end }: Token, add: (repair: Repair) => void): void {
    if (kind !== 'name-in-format') return;
    add({
      edits: [replaced(start, 'x'.repeat(end - start))],
      holds: (tree) => isTextOfFormat(tree, start) && this.#isEscape(start),
    });
  }

  // `\\N{name}` is a backslash, a letter and a field.
  #isEscape(start: number): boolean {
    let first = start;
    while (this.#text.charAt(first - 1) === '\\') first -= 1;
    return (start - first) % 2 === 0;
  }
}

function isTextOfFormat(tree: SyntaxTree, offset: number): boolean {
  const format = innermostAt(tree, offset);
  const string = tree.ancestor(format, STRING);
  return tree.kind(format) === 'format_specifier' && !/r/i.test(tree.textOf(tree.firstChild(string)));
}
