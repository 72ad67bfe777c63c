import { READING } from '../../config/limits.js';
import { SourceRefusal } from '../refusal.js';
import { kindSet } from '../tree/kinds.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { ChangedNames } from './changed-names.js';
import { choicesOf, NOTHING } from './choices.js';
import { Bytes, bounded, type Choices, type Constant, costOf } from './constant.js';
import type { Definitions } from './definitions.js';
import type { Context, Evaluation } from './evaluation.js';
import { expressionValue } from './expressions.js';
import { givenToAttributes } from './given-attributes.js';
import { stringParts } from './strings.js';

export type { Definitions } from './definitions.js';

/** The texts among which an expression takes its own, and whether those are all. */
export interface TextChoices {
  readonly texts: readonly string[];
  readonly isWhole: boolean;
}

const MOST_DEPTH = 200;
/** Steps and characters that one question may cost; what costs more is not worked out. */
const MOST_WORK_AT_ONCE = 100_000;

/** What no text is, however it is worked out: so that honest tables of numbers are not looked at. */
const NO_TEXTS = kindSet(
  ['list', 'tuple', 'set', 'dictionary', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension'],
  ['integer', 'float', 'true', 'false', 'none', 'lambda', 'comparison_operator', 'slice', 'unary_operator'],
  ['generator_expression', 'not_operator', 'keyword_argument', 'dictionary_splat', 'ellipsis'],
);

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'float']);

/** Works out what expressions of literals say, so that `'o' + 's'` is read as `'os'`. */
export class ConstantFolder implements Evaluation {
  readonly tree: SyntaxTree;
  readonly definitions: Definitions;
  private readonly known = new Map<Node, Constant | undefined>();
  private readonly knownChoices = new Map<Node, Choices>();
  private readonly unpacked = new Map<Node, ReadonlyMap<Node, Constant>>();
  private attributeValues: ReadonlyMap<string, readonly Node[]> | undefined;
  private changed: ChangedNames | undefined;
  private readonly active = new Set<Node>();
  private depth = 0;
  private choosing = 0;
  /** What the question at hand has cost, and all of them together. */
  private work = 0;
  private allWork = 0;

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.tree = tree;
    this.definitions = definitions;
  }

  /** Drops what was worked out, because names have come to stand for more. */
  forget(): void {
    this.known.clear();
    this.knownChoices.clear();
    this.unpacked.clear();
    this.changed?.forget();
  }

  /** The one value of an expression; undefined where it is not known. */
  fold(node: Node): Constant | undefined {
    return this.evaluate(node, undefined);
  }

  /** The one text that an expression says; bytes are read as one character each. */
  text(node: Node): string | undefined {
    if (node === NONE || isNoText(this.tree, this.tree.unwrap(node))) return undefined;
    return asText(this.evaluate(node, undefined));
  }

  /** The texts among which an expression chooses: `'open' if up else 'close'`. */
  texts(node: Node): TextChoices {
    if (node === NONE || isNoText(this.tree, this.tree.unwrap(node))) return { texts: [], isWhole: false };
    const { values, isWhole } = this.choices(node);
    const texts = values.map(asText).filter((text) => text !== undefined);
    return { texts: [...new Set(texts)], isWhole: isWhole && texts.length === values.length };
  }

  choices(node: Node): Choices {
    const inner = this.tree.unwrap(node);
    if (inner === NONE || this.choosing > MOST_DEPTH) return NOTHING;
    const known = this.knownChoices.get(inner);
    if (known !== undefined) return known;
    // Until it is known, what chooses among itself adds nothing.
    this.knownChoices.set(inner, NOTHING);
    this.choosing += 1;
    const choices = choicesOf(this, inner);
    this.choosing -= 1;
    this.spend(1 + choices.values.length);
    this.knownChoices.set(inner, choices);
    return choices;
  }

  /** The beginning of a text of which the rest is not known: `f'/output/{name}.csv'` begins with `/output/`. */
  textBeginning(node: Node, depth = 0): string {
    const whole = this.text(node);
    if (whole !== undefined) return whole;
    if (node === NONE || depth > MOST_DEPTH) return '';
    const inner = this.tree.unwrap(node);
    switch (this.tree.kind(inner)) {
      case 'identifier':
        return this.textBeginning(this.definitions.soleValue(inner), depth + 1);
      case 'string':
        return stringParts(this, inner, undefined).beginning;
      case 'concatenated_string':
      case 'binary_operator': {
        const operator = this.tree.textOf(this.tree.child(inner, 'operator'));
        return operator === '' || operator === '+' ? this.textBeginning(this.tree.firstChild(inner), depth + 1) : '';
      }
      default:
        return '';
    }
  }

  /** @throws SourceRefusal where the constants of the source cost more to work out than one source may */
  evaluate(node: Node, context: Context | undefined): Constant | undefined {
    if (node === NONE || this.depth > MOST_DEPTH) return undefined;
    const pinned = context?.pins?.get(node);
    if (pinned !== undefined) return pinned;
    if (context === undefined && this.known.has(node)) {
      const value = this.known.get(node);
      if (this.depth > 0) this.spend(costOf(value));
      return value;
    }
    if (this.depth === 0) this.work = 0;
    // Until it is known, what refers to itself says nothing.
    if (context === undefined) this.known.set(node, undefined);
    this.depth += 1;
    try {
      const value = this.isSpent ? undefined : bounded(expressionValue(this, node, context));
      this.spend(costOf(value));
      if (context === undefined) this.remember(node, value);
      return value;
    } finally {
      this.depth -= 1;
    }
  }

  valuesOfAttribute(name: string): readonly Node[] {
    this.attributeValues ??= givenToAttributes(this.tree);
    return this.attributeValues.get(name) ?? [];
  }

  changedNames(): ChangedNames {
    this.changed ??= new ChangedNames(this.tree, this.definitions);
    return this.changed;
  }

  unpackedBy(pattern: Node, unpack: () => ReadonlyMap<Node, Constant>): ReadonlyMap<Node, Constant> {
    const known = this.unpacked.get(pattern);
    if (known !== undefined) return known;
    const parts = unpack();
    // What cannot be told now may only be asked for within itself.
    if (parts.size > 0) this.unpacked.set(pattern, parts);
    return parts;
  }

  within(body: Node, use: () => Constant | undefined): Constant | undefined {
    if (this.active.has(body)) return undefined;
    this.active.add(body);
    try {
      return use();
    } finally {
      this.active.delete(body);
    }
  }

  // What could not be worked out because the question had cost too much is asked again by the next.
  private remember(node: Node, value: Constant | undefined): void {
    if (this.isSpent && value === undefined && this.depth > 1) this.known.delete(node);
    else this.known.set(node, value);
  }

  private get isSpent(): boolean {
    return this.work > MOST_WORK_AT_ONCE;
  }

  /** @throws SourceRefusal where the constants of the source cost more to work out than one source may */
  spend(cost: number): void {
    this.work += cost;
    this.allWork += cost;
    if (this.allWork <= READING.constantWork) return;
    throw new SourceRefusal('too-tangled', 'What the constants of the source say takes too long to work out');
  }
}

// `prices[i - 1]` is no text whatever `i` is, and `prices[i + 1]` none either.
function isNoText(tree: SyntaxTree, node: Node): boolean {
  if (tree.isOneOf(node, NO_TEXTS)) return true;
  if (tree.kind(node) !== 'binary_operator') return false;
  const operator = tree.textOf(tree.child(node, 'operator'));
  if (operator !== '+') return operator !== '*' && operator !== '%';
  return NUMBERS.has(tree.kind(tree.child(node, 'left'))) || NUMBERS.has(tree.kind(tree.child(node, 'right')));
}

function asText(value: Constant | undefined): string | undefined {
  return value instanceof Bytes ? value.latin1 : typeof value === 'string' ? value : undefined;
}
