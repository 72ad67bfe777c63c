import type { Facts } from '../facts.js';
import { isBelow } from '../qualified-name.js';
import type { Binding } from '../scopes/scope.js';
import { hidesArguments, keywordArgument } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { GivenTable } from './given-table.js';
import type { ImageApi } from './image-api.js';
import type { Origins } from './origins.js';

type Classes = readonly string[];

const FRAME: Classes = ['pandas.DataFrame'];
const SERIES: Classes = ['pandas.Series'];
const EITHER: Classes = ['pandas.DataFrame', 'pandas.Series'];
const ARRAY: Classes = ['numpy.ndarray'];

/** What functions of the packages return whatever they are given. */
const RETURNED: ReadonlyMap<string, Classes> = new Map([
  ...['DataFrame', 'read_parquet', 'merge'].map((name) => [`pandas.${name}`, FRAME] as const),
  ['pandas.Series', SERIES],
  ['pandas.concat', EITHER],
  ...['date_range', 'bdate_range', 'DatetimeIndex'].map(
    (name) => [`pandas.${name}`, ['pandas.DatetimeIndex']] as const,
  ),
  ...['zeros', 'ones', 'empty', 'full', 'arange', 'linspace', 'array'].map((name) => [`numpy.${name}`, ARRAY] as const),
  ['numpy.random.default_rng', ['numpy.random.Generator']],
]);
/** Readers that return a table unless they are asked for pieces of it, or for a column. */
const READERS: ReadonlySet<string> = new Set(['pandas.read_csv', 'pandas.read_table']);
const OTHER_RESULT = ['chunksize', 'iterator', 'squeeze'];

/** Methods of a table or a column that return one of the same kind. */
const SAME: ReadonlySet<string> = new Set([
  ...['copy', 'dropna', 'ffill', 'bfill', 'fillna', 'shift', 'diff', 'pct_change', 'sort_index', 'head', 'tail', 'abs'],
  ...['cumsum', 'cumprod', 'cummax', 'cummin', 'clip', 'round', 'rename', 'tz_localize', 'tz_convert', 'asfreq'],
]);
/** Methods of windows that return what the window was made of. */
const OF_WINDOW: ReadonlySet<string> = new Set([
  'mean',
  'std',
  'var',
  'sum',
  'min',
  'max',
  'median',
  'quantile',
  'skew',
]);
const WINDOWS: ReadonlyMap<string, string> = new Map([
  ['rolling', 'pandas.Rolling'],
  ['expanding', 'pandas.Expanding'],
  ['ewm', 'pandas.ExponentialMovingWindow'],
  ['resample', 'pandas.Resampler'],
]);
const INDEXERS: ReadonlySet<string> = new Set(['loc', 'iloc']);
const MOST_DEPTH = 200;
/** Expressions of one source that are worked out, some of them again and again where they lead in circles. */
const MOST_STEPS = 200_000;

/**
 * Which classes an expression's value may be of, where that is sure; undefined where it is not. Everything that a name
 * is ever bound to must be known. The name `data` that nothing binds is the table that the sandbox gives.
 */
export class KnownClasses {
  readonly given: GivenTable;
  readonly #facts: Facts;
  readonly #api: ImageApi;
  readonly #origins: Origins;
  /** By expression, and for names by all that they are bound to, which many expressions share. */
  readonly #known = new Map<Node | readonly Binding[], Classes | undefined>();
  /** What is being worked out, by how deep within what else. */
  readonly #open = new Map<Node, number>();
  /** The outermost of those that were asked for again. */
  #reached = Number.POSITIVE_INFINITY;
  #steps = 0;

  constructor(facts: Facts, api: ImageApi, origins: Origins) {
    this.#facts = facts;
    this.given = new GivenTable(facts);
    this.#api = api;
    this.#origins = origins;
  }

  /** @returns classes; empty for a value that never comes to be */
  of(node: Node): Classes | undefined {
    const { tree } = this.#facts;
    const inner = tree.unwrap(node);
    const key = this.#keyOf(inner);
    if (this.#known.has(key)) return this.#known.get(key);
    const begun = this.#open.get(inner);
    // A name that is made of itself adds nothing to what else it is made of.
    if (begun !== undefined) {
      this.#reached = Math.min(this.#reached, begun);
      return [];
    }
    if (this.#open.size >= MOST_DEPTH || this.#steps >= MOST_STEPS) return undefined;
    return this.#settled(inner, key);
  }

  #keyOf(node: Node): Node | readonly Binding[] {
    const { tree, names } = this.#facts;
    return tree.kind(node) === 'identifier' ? (names.bindingsOf(node) ?? node) : node;
  }

  #settled(node: Node, key: Node | readonly Binding[]): Classes | undefined {
    const depth = this.#open.size;
    const outer = this.#reached;
    this.#open.set(node, depth);
    this.#reached = Number.POSITIVE_INFINITY;
    this.#steps++;
    const classes = this.#resolve(node);
    this.#open.delete(node);
    // What was worked out within a circle holds only for whoever began it.
    if (this.#reached >= depth) this.#known.set(key, classes);
    this.#reached = Math.min(outer, this.#reached >= depth ? Number.POSITIVE_INFINITY : this.#reached);
    return classes;
  }

  #resolve(node: Node): Classes | undefined {
    const { tree } = this.#facts;
    switch (tree.kind(node)) {
      case 'identifier':
        return this.#ofName(node);
      case 'call':
        return this.#ofCall(node);
      case 'subscript':
        return this.#ofEntry(node);
      case 'attribute':
        return this.#ofAll(this.#origins.ofAttribute(node));
      // What it is asked for fails as well.
      case 'none':
        return [];
      default:
        return undefined;
    }
  }

  #ofName(node: Node): Classes | undefined {
    const bindings = this.#facts.names.bindingsOf(node);
    if (bindings === undefined) return this.given.is(node) ? FRAME : undefined;
    this.#steps += bindings.length;
    return union(bindings.map((binding) => this.#ofBinding(binding)));
  }

  #ofBinding(binding: Binding): Classes | undefined {
    return this.given.isGivenToRun(binding) ? FRAME : this.#ofAll(this.#origins.ofBinding(binding));
  }

  #ofAll(values: readonly Node[] | undefined): Classes | undefined {
    this.#steps += values?.length ?? 0;
    return values === undefined ? undefined : union(values.map((value) => this.of(value)));
  }

  #ofCall(call: Node): Classes | undefined {
    const { tree, names } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const [name, ...others] = names.namesOf(callee);
    if (name !== undefined) return others.length === 0 ? this.#returnedBy(name, call) : undefined;
    if (tree.kind(callee) !== 'attribute') return this.#ofAll(this.#origins.ofCall(callee));
    const method = tree.identifier(tree.child(callee, 'attribute'));
    return this.#ofMethod(tree.child(callee, 'object'), method, call);
  }

  #returnedBy(name: string, call: Node): Classes | undefined {
    if (!READERS.has(name)) return RETURNED.get(name);
    const { tree } = this.#facts;
    const isOther = OTHER_RESULT.some((keyword) => keywordArgument(tree, call, keyword) !== NONE);
    return isOther || hidesArguments(tree, call) ? undefined : FRAME;
  }

  #ofMethod(receiver: Node, method: string, call: Node): Classes | undefined {
    const { tree } = this.#facts;
    const classes = this.of(receiver);
    if (classes === undefined || classes.length === 0) return classes;
    if (classes.every((name) => !this.#api.hasMember(name, method))) return [];
    const isTable = classes.every((name) => EITHER.includes(name));
    if (isTable && keywordArgument(tree, call, 'inplace') === NONE && SAME.has(method)) return classes;
    const window = WINDOWS.get(method);
    if (isTable && window !== undefined) return [window];
    if (isTable && method === 'groupby') return ['pandas.DataFrameGroupBy', 'pandas.SeriesGroupBy'];
    const isWindow = classes.every((name) => isBelow(name, 'pandas') && [...WINDOWS.values()].includes(name));
    return isWindow && OF_WINDOW.has(method) ? EITHER : undefined;
  }

  #ofEntry(node: Node): Classes | undefined {
    const { tree } = this.#facts;
    const value = tree.unwrap(tree.child(node, 'value'));
    const isIndexer = tree.kind(value) === 'attribute' && INDEXERS.has(tree.identifier(tree.child(value, 'attribute')));
    if (isIndexer) return this.#isSlice(node) ? this.of(tree.child(value, 'object')) : undefined;
    const classes = this.of(value);
    return classes?.length === 1 && classes[0] === FRAME[0] ? EITHER : undefined;
  }

  // Some of the rows: `frame.iloc[::21]`.
  #isSlice(node: Node): boolean {
    const { tree } = this.#facts;
    const [key, ...others] = tree.childrenIn(node, 'subscript');
    return key !== undefined && others.length === 0 && tree.kind(key) === 'slice';
  }
}

function union(parts: readonly (Classes | undefined)[]): Classes | undefined {
  const classes = new Set<string>();
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const name of part) classes.add(name);
  }
  return [...classes];
}
