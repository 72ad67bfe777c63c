import type { Node, SyntaxTree } from '../../tree/syntax-tree.js';
import { inserted, type Repair } from './edits.js';
import type { Finder } from './finder.js';
import { innermostAt } from './places.js';
import type { Token } from './tokens.js';

/** What stands before an annotation. */
const BEFORE = /^(?::|->)$/;
const KEYWORD =
  /^(?:and|as|assert|async|await|class|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|raise|return|try|while|with|yield)$/;
/** What goes on with a type that the grammar takes for whole. */
const GOES_ON = /^(?:[([.]|or|and|if|is|in|not|[-+*/%@&^<>]|\*\*|\/\/|<<|>>|[<>=!]=)$/;
const LONGEST = 8;

/** A name that is subscripted. */
interface Name {
  readonly start: number;
  readonly end: number;
}

/**
 * An annotation that goes on after its entries, as `-> List[int] or None`, where the grammar expects its end: read as
 * `(List)[int] or None`, which the grammar takes for the expression that it is.
 */
export class AnnotationNames implements Finder {
  readonly #text: string;
  /** The last two tokens as they are written, and the last of them. */
  #before: readonly [second: string, last: string] = ['', ''];
  #last: Token | undefined;
  /** Names whose entries are being read, by the depth at which they stand. */
  readonly #open = new Map<number, Name>();
  #closed: Name | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token, add: (repair: Repair) => void): void {
    const written = token.end - token.start > LONGEST ? '' : this.#text.slice(token.start, token.end);
    const isText = token.kind === 'string';
    if (this.#closed !== undefined && !isText && GOES_ON.test(written)) add(parenthesized(this.#closed));
    this.#closed = undefined;
    if (token.kind === 'close') {
      this.#closed = this.#open.get(token.depth);
      this.#open.delete(token.depth);
    } else if (written === '[' && this.#isOfAnnotation()) {
      if (this.#last !== undefined) this.#open.set(token.depth, this.#last);
    } else if (token.kind === 'open') this.#open.delete(token.depth);
    this.#before = [this.#before[1], isText ? '' : written];
    this.#last = token;
  }

  #isOfAnnotation(): boolean {
    const [before, name] = this.#before;
    return this.#last?.kind === 'word' && BEFORE.test(before) && !KEYWORD.test(name);
  }
}

function parenthesized({ start, end }: Name): Repair {
  return {
    edits: [inserted(start, '('), inserted(end, ')')],
    holds: (tree) => isGroup(tree, tree.parent(innermostAt(tree, start)), start, end),
  };
}

// Of a single name, so they may stand around it wherever the tree has them for parentheses.
function isGroup(tree: SyntaxTree, node: Node, start: number, end: number): boolean {
  return tree.kind(node) === 'parenthesized_expression' && tree.start(node) === start && tree.end(node) === end;
}
