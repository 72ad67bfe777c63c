import { isFoldable } from './functions.js';

const ALL = Number.POSITIVE_INFINITY;

/** Functions that look at what they are given, and let nobody else have it, nor what it holds. */
const LOOKING: ReadonlySet<string> = new Set(
  ['len', 'print', 'str', 'repr', 'ascii', 'bool', 'isinstance', 'type', 'id', 'bytes', 'bytearray', 'int', 'hash'].map(
    (name) => `builtins.${name}`,
  ),
);
/** Functions that give the values in it to somebody, but not itself, whichever argument it is. */
const TAKING: ReadonlySet<string> = new Set([
  ...['builtins.any', 'builtins.all', 'random.choice', 'random.choices', 'random.sample', 'json.dumps'],
  ...['pandas.DataFrame', 'pandas.Series', 'pandas.Index', 'pandas.concat', 'numpy.array', 'numpy.isin'],
  ...['itertools.product', 'itertools.combinations', 'itertools.permutations', 'itertools.cycle', 'itertools.islice'],
  ...['collections.Counter', 'collections.deque', 'collections.OrderedDict'],
]);
/** Functions that take the values of one argument, and give back, call or keep another. */
const TAKING_ONE: ReadonlyMap<string, (place: ArgumentPlace) => boolean> = new Map([
  ['builtins.max', ({ isAlone }) => isAlone],
  ['builtins.min', ({ isAlone }) => isAlone],
  ['builtins.map', ({ isFirst }) => !isFirst],
  ['builtins.filter', ({ isFirst }) => !isFirst],
  ['builtins.sum', ({ isFirst }) => isFirst],
  ['builtins.dict', ({ isFirst }) => isFirst],
]);
/** What can be worked out, but gives back or changes what it is given. */
const GIVING_BACK = /^(?:builtins\.(?:next|memoryview|(?:list|dict|set|bytearray)\.\w+)|sys\.intern)$/;

/** Where among the arguments of a call one stands. */
export interface ArgumentPlace {
  readonly isFirst: boolean;
  /** Whether it is the only one. */
  readonly isAlone: boolean;
}

/** How deep in an argument the first thing lies that a function may change, or give to others. */
export function depthKeptBy(functionName: string, place: ArgumentPlace): number {
  if (LOOKING.has(functionName)) return ALL;
  const takes = TAKING_ONE.get(functionName);
  if (takes !== undefined) return takes(place) ? 1 : 0;
  return TAKING.has(functionName) || (isFoldable(functionName) && !GIVING_BACK.test(functionName)) ? 1 : 0;
}

const LOOKING_METHODS: ReadonlySet<string> = new Set([
  ...['index', 'count', 'isdisjoint', 'issubset', 'issuperset', 'decode', 'hex', 'find', 'rfind', 'startswith'],
  ...['endswith', 'isascii', 'isalpha', 'isdigit', '__len__', '__contains__'],
]);
const TAKING_METHODS: ReadonlySet<string> = new Set([
  ...['keys', 'values', 'items', 'copy', 'union', 'intersection', 'difference', 'symmetric_difference', 'split'],
  ...['replace', 'strip', 'lstrip', 'rstrip', 'translate', 'upper', 'lower', 'join', '__iter__'],
]);
/** Methods that give one of the values. */
const PICKING_METHODS: ReadonlySet<string> = new Set(['get', '__getitem__']);

/** What is let out of a list, table or set by one of its methods: nothing, what it holds, one of them; or it may change. */
export function keptByOwnMethod(method: string): 'all' | 'itself' | 'others' | 'nothing' {
  if (LOOKING_METHODS.has(method)) return 'all';
  if (TAKING_METHODS.has(method)) return 'itself';
  return PICKING_METHODS.has(method) ? 'others' : 'nothing';
}

/** Methods of tables and texts that read the list they are given, where the source has no method of that name. */
export const READING_METHODS: ReadonlySet<string> = new Set([
  ...['join', 'isin', 'drop', 'dropna', 'groupby', 'sort_values', 'set_index', 'reindex', 'filter', 'merge'],
  ...['drop_duplicates', 'pivot_table', 'melt', 'rename', 'astype', 'fillna', 'replace', 'map', 'agg', 'to_csv'],
  ...['extend', 'update', 'union', 'intersection', 'difference', 'issubset', 'issuperset', 'format'],
]);
