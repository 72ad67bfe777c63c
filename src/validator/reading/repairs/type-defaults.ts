import { NONE, type Node, type SyntaxTree } from '../../tree/syntax-tree.js';
import { type Repair, replaced } from './edits.js';
import type { Finder } from './finder.js';
import { innermostAt } from './places.js';
import type { Token } from './tokens.js';

const PARAMETERS: ReadonlySet<string> = new Set(['type_parameter']);
const HEADS: ReadonlySet<string> = new Set(['def', 'class', 'type']);

/**
 * Defaults of type parameters (PEP 696), which the grammar does not have: `class A[T = int]` is read as `class A[T : int]`,
 * a bound, of which the expression is judged like any other.
 */
export class TypeDefaults implements Finder {
  readonly #text: string;
  #before: readonly [second: string, last: string] = ['', ''];
  /** How deep the parameters stand that are being read; 0 for none. */
  #depth = 0;
  #isDefault = false;
  #lambdas = 0;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token, add: (repair: Repair) => void): void {
    const written = token.end - token.start > 8 ? 'long' : this.#text.slice(token.start, token.end);
    if (this.#depth === 0) this.#lookForParameters(token, written);
    else if (token.kind === 'close' && token.depth < this.#depth) this.#depth = 0;
    else if (token.depth === this.#depth && this.#isSign(token, written)) add(defaultAt(token.start));
    this.#before = [this.#before[1], token.kind === 'word' ? written : ''];
  }

  #lookForParameters(token: Token, written: string): void {
    if (written !== '[' || this.#before[1] === '' || !HEADS.has(this.#before[0])) return;
    this.#depth = token.depth + 1;
    this.#isDefault = false;
    this.#lambdas = 0;
  }

  /** Whether this is the sign before a default, and not one before that of a lambda's parameter. */
  #isSign({ kind }: Token, written: string): boolean {
    if (kind === 'word' && written === 'lambda') this.#lambdas += 1;
    if (kind !== 'symbol') return false;
    if (this.#lambdas > 0) {
      if (written === ':') this.#lambdas -= 1;
      return false;
    }
    if (written === ',') this.#isDefault = false;
    if (written !== '=' || this.#isDefault) return false;
    this.#isDefault = true;
    return true;
  }
}

function defaultAt(offset: number): Repair {
  return { edits: [replaced(offset, ':')], holds: (tree) => isLastSeparator(tree, innermostAt(tree, offset)) };
}

function isLastSeparator(tree: SyntaxTree, constraint: Node): boolean {
  if (tree.kind(constraint) !== 'constrained_type') return false;
  const right = tree.children(constraint)[1] ?? NONE;
  return tree.kind(tree.firstChild(right)) !== 'constrained_type' && isOfParameter(tree, constraint);
}

/** Whether the type parameters around are those of a function, a class or a type alias, and not the entries of a type. */
function isOfParameter(tree: SyntaxTree, constraint: Node): boolean {
  const parameters = tree.ancestor(constraint, PARAMETERS);
  if (tree.field(parameters) === 'type_parameters') return true;
  const type = tree.parent(tree.parent(parameters));
  return tree.field(type) === 'left' && tree.kind(tree.parent(type)) === 'type_alias_statement';
}
