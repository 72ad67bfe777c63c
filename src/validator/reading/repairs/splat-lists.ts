import { NONE, type Node, type SyntaxTree } from '../../tree/syntax-tree.js';
import { inserted, type Repair } from './edits.js';
import type { Finder } from './finder.js';
import { lastFrom } from './places.js';
import type { Token } from './tokens.js';

/** What stands before a list, after one, or both. */
const DELIMITER = /^(?:return|yield|for|[:;]|[-+*/%@&|^]=|(?:\*\*|\/\/|<<|>>)?=)$/;
/** Where a list without brackets may stand, by the field it fills; empty for any. */
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['expression_statement', ['']],
  ['assignment', ['left', 'right']],
  ['augmented_assignment', ['right']],
  ['return_statement', ['']],
  ['yield', ['']],
  ['for_statement', ['left', 'right']],
  ['for_in_clause', ['left']],
  ['subscript', ['subscript']],
]);

/** A list in the brackets of one depth. */
interface List {
  /** Whether parentheses around it would change nothing, as far as its brackets tell. */
  readonly isFree: boolean;
  /** Whether it is all that stands in the brackets of a subscript, where a splat alone is a list too. */
  readonly isSubscript: boolean;
  /** Whether it is the target of a loop, which `in` ends. */
  readonly isTarget: boolean;
  /** Lambdas of which the parameters are being read: their signs end no list. */
  readonly lambdas: number;
  readonly start: number;
  readonly end: number;
  /** Whether a star stands last that takes what follows apart. */
  readonly isAfterStar: boolean;
  readonly isAfterComma: boolean;
  readonly hasComma: boolean;
  readonly hasSplat: boolean;
}

const NOTHING: List = {
  isFree: true,
  isSubscript: false,
  isTarget: false,
  lambdas: 0,
  start: -1,
  end: -1,
  isAfterStar: false,
  isAfterComma: false,
  hasComma: false,
  hasSplat: false,
};

/** A star before anything but a name in a list without brackets, as `1, *[2]`: read as `(1, *[2])`. */
export class SplatLists implements Finder {
  readonly #text: string;
  readonly #lists: List[] = [NOTHING];
  #isAfterValue = false;

  constructor(text: string) {
    this.#text = text;
  }

  see(token: Token, add: (repair: Repair) => void): void {
    const { kind, depth } = token;
    if (kind === 'close') addRepair(this.#lists[depth + 1], add);
    const written = token.end - token.start > 8 ? '' : this.#text.slice(token.start, token.end);
    const list = this.#lists[depth] ?? NOTHING;
    if (kind === 'line-end' || (kind !== 'string' && isDelimiter(list, written))) {
      addRepair(list, add);
      // In brackets a colon stands before an annotation, a value or a bound, of which none is a list without brackets.
      this.#lists[depth] = { ...NOTHING, isFree: depth === 0 || written !== ':', isTarget: written === 'for' };
    } else this.#lists[depth] = extended(list, token, written);
    if (kind === 'open') {
      const isSubscript = written === '[' && this.#isAfterValue;
      this.#lists[depth + 1] = { ...NOTHING, isFree: isSubscript, isSubscript };
    }
    this.#isAfterValue = kind === 'word' || kind === 'close' || kind === 'string';
  }
}

function isDelimiter({ isTarget, lambdas }: List, written: string): boolean {
  if (lambdas > 0) return false;
  return DELIMITER.test(written) || (isTarget && written === 'in');
}

function extended(list: List, { kind, start, end }: Token, written: string): List {
  const isSplat = list.isAfterStar && (kind !== 'word' || /^\d/.test(written));
  const isComma = written === ',' && kind === 'symbol';
  return {
    isFree: list.isFree,
    isSubscript: list.isSubscript,
    isTarget: list.isTarget,
    lambdas: lambdasAfter(list.lambdas, written),
    start: list.start < 0 ? start : list.start,
    end,
    isAfterStar: written === '*' && kind === 'symbol' && (list.start < 0 || list.isAfterComma),
    isAfterComma: isComma,
    hasComma: list.hasComma || isComma,
    hasSplat: list.hasSplat || isSplat,
  };
}

function lambdasAfter(lambdas: number, written: string): number {
  if (written === 'lambda') return lambdas + 1;
  return lambdas > 0 && written === ':' ? lambdas - 1 : lambdas;
}

function addRepair(list: List | undefined, add: (repair: Repair) => void): void {
  if (list === undefined || !list.isFree || !list.hasSplat) return;
  if (!list.hasComma && !list.isSubscript) return;
  const { start, end } = list;
  add({
    edits: [inserted(start, '('), ...(list.hasComma ? [] : [inserted(end, ',')]), inserted(end, ')')],
    holds: (tree) => isWholeList(tree, start, end),
  });
}

function isWholeList(tree: SyntaxTree, start: number, end: number): boolean {
  for (let node = lastFrom(tree, start); node !== NONE && tree.start(node) === start; node = tree.parent(node)) {
    if (tree.end(node) === end && isListWithoutBrackets(tree, node)) return true;
  }
  return false;
}

function isListWithoutBrackets(tree: SyntaxTree, node: Node): boolean {
  const isTuple = tree.kind(node) === 'tuple' || tree.kind(node) === 'tuple_pattern';
  const fields = PLACES.get(tree.kind(tree.parent(node))) ?? [];
  if (!isTuple || !(fields.includes('') || fields.includes(tree.field(node)))) return false;
  return tree.children(node).every((part) => tree.kind(part) !== 'named_expression');
}
