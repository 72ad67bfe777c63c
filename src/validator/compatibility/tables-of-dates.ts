import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import { keywordArgument } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { COLUMNS, mayRelabelInPlace } from './given-table.js';
import type { KnownClasses } from './known-class.js';
import type { Origins } from './origins.js';
import { cutIntoWindows } from './window-parameters.js';

/** Methods that leave every row at its date. */
const KEEP_DATES: ReadonlySet<string> = new Set([
  ...['copy', 'dropna', 'ffill', 'bfill', 'fillna', 'shift', 'diff', 'pct_change', 'sort_index', 'head', 'tail', 'abs'],
  ...['cumsum', 'cumprod', 'cummax', 'cummin', 'clip', 'round', 'astype', 'assign'],
]);
/** What a window over rows gives back for each row. */
const WINDOWS: ReadonlySet<string> = new Set(['rolling', 'expanding', 'ewm']);
const OF_WINDOW: ReadonlySet<string> = new Set(['mean', 'std', 'var', 'sum', 'min', 'max', 'median', 'quantile']);
const MOST_DEPTH = 50;
/** Expressions of one source that are looked at, some of them again and again where they lead in circles. */
const MOST_STEPS = 20_000;

/** `made of itself` is what a name is in a circle of assignments: it adds nothing to what else it is made of. */
type Dated = 'table' | 'column' | 'either' | 'made of itself';

/** Which tables and columns are surely made of the table that the sandbox gives, and still have a date for each row. */
export class TablesOfDates {
  readonly #facts: Facts;
  readonly #classes: KnownClasses;
  readonly #origins: Origins;
  readonly #known = new Map<Node, Dated | undefined>();
  readonly #open = new Set<Node>();
  #steps = 0;
  #relabels: boolean | undefined;

  constructor(facts: Facts, classes: KnownClasses, origins: Origins) {
    this.#facts = facts;
    this.#classes = classes;
    this.#origins = origins;
  }

  has(node: Node): boolean {
    return this.#of(node) !== undefined;
  }

  /** Whether an expression is one of the columns that are always there, or made of one row by row. */
  hasColumn(node: Node): boolean {
    return this.#of(node) === 'column';
  }

  #of(node: Node): Dated | undefined {
    const dated = this.#dated(node);
    // Most of what is asked about is no table at all.
    if (dated === undefined) return undefined;
    this.#relabels ??= mayRelabelInPlace(this.#facts);
    return this.#relabels ? undefined : dated;
  }

  #dated(node: Node): Dated | undefined {
    const inner = this.#facts.tree.unwrap(node);
    if (this.#known.has(inner)) return this.#known.get(inner);
    if (this.#open.has(inner)) return 'made of itself';
    if (this.#open.size >= MOST_DEPTH || this.#steps++ >= MOST_STEPS) return undefined;
    this.#open.add(inner);
    const dated = this.#work(inner);
    this.#open.delete(inner);
    // Within a circle only what has none holds for everybody.
    if (dated === undefined || this.#open.size === 0) this.#known.set(inner, dated);
    return dated;
  }

  #work(node: Node): Dated | undefined {
    const { tree } = this.#facts;
    switch (tree.kind(node)) {
      case 'identifier':
        return this.#ofName(node);
      case 'attribute':
        return this.#ofAttribute(node);
      case 'subscript':
        return this.#ofEntry(node);
      case 'call':
        return this.#ofCall(node);
      default:
        return undefined;
    }
  }

  #ofName(node: Node): Dated | undefined {
    const bindings = this.#facts.names.bindingsOf(node);
    if (bindings === undefined) return this.#classes.given.is(node) ? 'table' : undefined;
    return together(
      bindings.map((binding) =>
        this.#classes.given.isGivenToRun(binding)
          ? 'table'
          : (this.#ofWindows(binding) ?? this.#ofAll(this.#origins.ofBinding(binding))),
      ),
    );
  }

  // A function that is given windows gets a part of a column each time, with the dates of its rows.
  #ofWindows({ target }: Binding): Dated | undefined {
    const whole = cutIntoWindows(this.#facts.tree, target);
    const dated = whole === NONE ? undefined : this.#dated(whole);
    return dated === undefined || dated === 'made of itself' ? undefined : 'column';
  }

  #ofAll(values: readonly Node[] | undefined): Dated | undefined {
    return values === undefined ? undefined : together(values.map((value) => this.#dated(value)));
  }

  #ofAttribute(node: Node): Dated | undefined {
    const { tree } = this.#facts;
    const isColumn = COLUMNS.has(tree.identifier(tree.child(node, 'attribute')));
    const dated = isColumn ? this.#dated(tree.child(node, 'object')) : undefined;
    if (dated === undefined) return this.#ofAll(this.#origins.ofAttribute(node));
    return dated === 'table' ? 'column' : 'either';
  }

  #ofEntry(node: Node): Dated | undefined {
    const { tree, names } = this.#facts;
    const dated = this.#dated(tree.child(node, 'value'));
    if (dated !== 'table') return dated === undefined ? undefined : 'either';
    const [key, ...others] = tree.childrenIn(node, 'subscript');
    const name = key === undefined || others.length > 0 ? undefined : names.constants.text(key);
    return name !== undefined && COLUMNS.has(name) ? 'column' : 'either';
  }

  #ofCall(call: Node): Dated | undefined {
    const { tree } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (tree.kind(callee) !== 'attribute' || keywordArgument(tree, call, 'ignore_index') !== NONE) return undefined;
    const method = tree.identifier(tree.child(callee, 'attribute'));
    const receiver = tree.child(callee, 'object');
    if (KEEP_DATES.has(method)) return this.#dated(receiver);
    return OF_WINDOW.has(method) ? this.#ofWindow(tree.unwrap(receiver)) : undefined;
  }

  #ofWindow(window: Node): Dated | undefined {
    const { tree } = this.#facts;
    const callee = tree.kind(window) === 'call' ? tree.unwrap(tree.child(window, 'function')) : NONE;
    if (tree.kind(callee) !== 'attribute' || !WINDOWS.has(tree.identifier(tree.child(callee, 'attribute')))) {
      return undefined;
    }
    return this.#dated(tree.child(callee, 'object'));
  }
}

/** What is one of several; undefined where one of them has no dates, and for none at all. */
function together(parts: readonly (Dated | undefined)[]): Dated | undefined {
  let all: Dated = 'made of itself';
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (part === 'made of itself' || part === all) continue;
    all = all === 'made of itself' ? part : 'either';
  }
  return parts.length === 0 ? undefined : all;
}
