import type { Facts } from '../facts.js';
import { keywordArgument } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { COLUMNS, mayRelabelInPlace } from './given-table.js';
import type { KnownClasses } from './known-class.js';
import type { Origins } from './origins.js';

/** Methods that leave every row at its date. */
const KEEP_DATES: ReadonlySet<string> = new Set([
  ...['copy', 'dropna', 'ffill', 'bfill', 'fillna', 'shift', 'diff', 'pct_change', 'sort_index', 'head', 'tail', 'abs'],
  ...['cumsum', 'cumprod', 'cummax', 'cummin', 'clip', 'round', 'astype', 'assign'],
]);
const MOST_DEPTH = 50;
/** Expressions of one source that are looked at, some of them again and again where they lead in circles. */
const MOST_STEPS = 20_000;

/** Which tables and columns are surely made of the table that the sandbox gives, and still have a date for each row. */
export class TablesOfDates {
  readonly #facts: Facts;
  readonly #classes: KnownClasses;
  readonly #origins: Origins;
  readonly #known = new Map<Node, boolean>();
  readonly #open = new Set<Node>();
  #steps = 0;
  #relabels: boolean | undefined;

  constructor(facts: Facts, classes: KnownClasses, origins: Origins) {
    this.#facts = facts;
    this.#classes = classes;
    this.#origins = origins;
  }

  has(node: Node): boolean {
    this.#relabels ??= mayRelabelInPlace(this.#facts);
    return !this.#relabels && this.#isDated(node);
  }

  // What is made of itself has dates if all else has that it is made of.
  #isDated(node: Node): boolean {
    const inner = this.#facts.tree.unwrap(node);
    const known = this.#known.get(inner);
    if (known !== undefined || this.#open.has(inner)) return known ?? true;
    if (this.#open.size >= MOST_DEPTH || this.#steps++ >= MOST_STEPS) return false;
    this.#open.add(inner);
    const isDated = this.#work(inner);
    this.#open.delete(inner);
    // Within a circle only what is false holds for everybody.
    if (!isDated || this.#open.size === 0) this.#known.set(inner, isDated);
    return isDated;
  }

  #work(node: Node): boolean {
    const { tree } = this.#facts;
    switch (tree.kind(node)) {
      case 'identifier':
        return this.#isDatedName(node);
      case 'attribute':
        return this.#isColumn(node) || this.#areDated(this.#origins.ofAttribute(node));
      case 'subscript':
        return this.#isDated(tree.child(node, 'value'));
      case 'call':
        return this.#keepsDates(node);
      default:
        return false;
    }
  }

  #isDatedName(node: Node): boolean {
    const bindings = this.#facts.names.bindingsOf(node);
    if (bindings === undefined) return this.#classes.isGivenTable(node);
    return bindings.every(
      (binding) => this.#classes.isGivenToRun(binding) || this.#areDated(this.#origins.ofBinding(binding)),
    );
  }

  #areDated(values: readonly Node[] | undefined): boolean {
    return values !== undefined && values.length > 0 && values.every((value) => this.#isDated(value));
  }

  #isColumn(node: Node): boolean {
    const { tree } = this.#facts;
    return COLUMNS.has(tree.identifier(tree.child(node, 'attribute'))) && this.#isDated(tree.child(node, 'object'));
  }

  #keepsDates(call: Node): boolean {
    const { tree } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (tree.kind(callee) !== 'attribute' || keywordArgument(tree, call, 'ignore_index') !== NONE) return false;
    const method = tree.identifier(tree.child(callee, 'attribute'));
    return KEEP_DATES.has(method) && this.#isDated(tree.child(callee, 'object'));
  }
}
