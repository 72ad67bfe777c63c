import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { FOR_LOOPS, isWrittenTo, UNPACKING } from '../tree/targets.js';
import { ArgumentReader } from './argument-readings.js';
import type { Definitions } from './definitions.js';
import { keptByOwnMethod } from './harmless-readings.js';
import { PlainValues } from './plain-values.js';
import { Replacements } from './replacements.js';

export const ALL = Number.POSITIVE_INFINITY;
const MOST_LINKS = 64;

const PATTERNS: ReadonlySet<string> = new Set([...UNPACKING, 'list_splat_pattern']);
/** Where an identifier is no expression, but what is bound, or the name of something else. */
const NO_MENTIONS: ReadonlySet<string> = new Set([
  ...['parameters', 'lambda_parameters', 'typed_parameter', 'dictionary_splat_pattern', 'as_pattern_target'],
  ...['dotted_name', 'aliased_import', 'global_statement', 'nonlocal_statement', 'delete_statement'],
]);
/** Kinds of which one field is a name and no mention of one. */
const NAMING_FIELDS: ReadonlyMap<string, string> = new Map([
  ['attribute', 'attribute'],
  ['keyword_argument', 'name'],
  ['function_definition', 'name'],
  ['class_definition', 'name'],
  ['default_parameter', 'name'],
  ['typed_default_parameter', 'name'],
  ['augmented_assignment', 'left'],
  ['for_statement', 'left'],
  ['for_in_clause', 'left'],
]);
const ASKING: ReadonlySet<string> = new Set(['not_operator', 'interpolation', 'expression_statement', 'if_clause']);
const CONDITIONS: ReadonlySet<string> = new Set(['if_statement', 'elif_clause', 'while_statement']);
const PASSING_ON: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'boolean_operator',
  'conditional_expression',
]);
const SPLATS: ReadonlySet<string> = new Set(['list_splat', 'dictionary_splat']);
/** What an item is asked for by: anything else may be a slice. */
const SINGLE_KEYS: ReadonlySet<string> = new Set(['string', 'integer', 'concatenated_string', 'unary_operator']);
/** Says of each mention of a name what it lets out of the name's value. */
export class MentionReader {
  readonly #tree: SyntaxTree;
  readonly #definitions: Definitions;
  readonly #plain: PlainValues;
  readonly #replacements: Replacements;
  readonly #arguments: ArgumentReader;

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.#tree = tree;
    this.#definitions = definitions;
    this.#plain = new PlainValues(tree, definitions);
    this.#replacements = new Replacements(tree);
    this.#arguments = new ArgumentReader(tree, definitions, this.#plain, this.#replacements);
  }

  /** Whether an identifier says a name's value, or binds it in a way that gives the value to others as well. */
  isMention(identifier: Node): boolean {
    const tree = this.#tree;
    const parent = tree.parent(identifier);
    const kind = tree.kind(parent);
    if (NO_MENTIONS.has(kind)) return false;
    const naming = NAMING_FIELDS.get(kind);
    if (naming !== undefined && tree.field(identifier) === naming) return false;
    return !this.#isOnlyAssigned(identifier);
  }

  /** How deep in the value of an expression the first thing lies that gets elsewhere; infinite where nothing does. */
  safeDepth(node: Node, links = 0): number {
    const tree = this.#tree;
    const parent = tree.parent(node);
    const kind = tree.kind(parent);
    if (links > MOST_LINKS) return Number.NEGATIVE_INFINITY;
    if (this.#isAsked(node, parent, kind)) return ALL;
    if (this.#isPassedOn(node, kind)) return this.safeDepth(parent, links + 1);
    if (this.#isTakenApart(node, parent, kind)) return 1;
    switch (kind) {
      case 'subscript':
        return tree.field(node) === 'value' ? this.#entry(parent, links) : 0;
      case 'attribute':
        return this.#method(parent, links);
      case 'argument_list':
        return this.#arguments.depthKept(node);
      case 'keyword_argument':
        return this.#arguments.depthKept(parent);
      case 'comparison_operator':
        return this.#comparison(node, parent);
      default:
        return 0;
    }
  }

  /** Whether it is only asked whether there is anything in it, or shown as a text. */
  #isAsked(node: Node, parent: Node, kind: string): boolean {
    if (CONDITIONS.has(kind)) return this.#tree.field(node) === 'condition';
    if (kind === 'conditional_expression') return node === this.#tree.after(this.#tree.firstChild(parent));
    return ASKING.has(kind);
  }

  /** Whether what is around it may be it. */
  #isPassedOn(node: Node, kind: string): boolean {
    return kind === 'named_expression' ? this.#tree.field(node) === 'name' : PASSING_ON.has(kind);
  }

  /** Whether what it holds gets elsewhere, but not itself. */
  #isTakenApart(node: Node, parent: Node, kind: string): boolean {
    const tree = this.#tree;
    switch (kind) {
      case 'for_statement':
      case 'for_in_clause':
        return tree.field(node) === 'right';
      case 'subscript':
        return this.#isKeyOfTable(node, parent);
      case 'binary_operator':
        return this.#plain.isPlain(this.#otherThan(node, parent));
      case 'augmented_assignment':
        return this.#plain.isPlain(tree.child(parent, 'left'));
      case 'assignment':
        return tree.field(node) === 'right' && PATTERNS.has(tree.kind(tree.child(parent, 'left')));
      default:
        return SPLATS.has(kind);
    }
  }

  // `data[q]`. What has a name is no table: `np.s_[q]` and `list[q]` give back what they are given.
  #isKeyOfTable(key: Node, subscript: Node): boolean {
    if (this.#tree.field(key) !== 'subscript') return false;
    const owner = this.#tree.child(subscript, 'value');
    if (this.#plain.isPlain(owner)) return true;
    return this.#definitions.namesOf(owner).length === 0 && !this.#replacements.givesKeysAway;
  }

  // `a = q = []` gives one list to both.
  #isOnlyAssigned(identifier: Node): boolean {
    const tree = this.#tree;
    let target = identifier;
    while (PATTERNS.has(tree.kind(tree.parent(target)))) target = tree.parent(target);
    const assignment = tree.parent(target);
    if (FOR_LOOPS.has(tree.kind(assignment))) return tree.field(target) === 'left';
    if (tree.kind(assignment) !== 'assignment' || tree.field(target) !== 'left') return false;
    const isChained = tree.kind(tree.parent(assignment)) === 'assignment';
    return !isChained && tree.kind(tree.child(assignment, 'right')) !== 'assignment';
  }

  #entry(subscript: Node, links: number): number {
    const tree = this.#tree;
    if (isWrittenTo(tree, subscript)) return 0;
    const within = this.safeDepth(subscript, links + 1);
    const isSingle = SINGLE_KEYS.has(tree.kind(tree.child(subscript, 'subscript')));
    return isSingle ? within + 1 : Math.max(1, within);
  }

  #method(attribute: Node, links: number): number {
    const tree = this.#tree;
    const call = callOf(tree, attribute);
    if (call === NONE) return 0;
    switch (keptByOwnMethod(tree.identifier(tree.child(attribute, 'attribute')))) {
      case 'all':
        return ALL;
      case 'itself':
        return this.#replacements.showsTables ? 0 : 1;
      case 'others':
        return 1 + this.safeDepth(call, links + 1);
      case 'nothing':
        return 0;
    }
  }

  // `x in q`, and `q == [...]`, which compare what it holds. Any other may hand the value to an object of the source's own.
  #comparison(node: Node, comparison: Node): number {
    const tree = this.#tree;
    const left = tree.firstChild(comparison);
    const operator = tree.after(left);
    const right = tree.after(operator);
    if (tree.after(right) !== tree.after(comparison)) return 0;
    const written = tree.textOf(operator);
    if (written.startsWith('is')) return ALL;
    if (written.endsWith('in')) return node === right ? 1 : 0;
    return this.#plain.isPlain(node === left ? right : left) ? 1 : 0;
  }

  #otherThan(node: Node, operation: Node): Node {
    const left = this.#tree.child(operation, 'left');
    return node === left ? this.#tree.child(operation, 'right') : left;
  }
}
