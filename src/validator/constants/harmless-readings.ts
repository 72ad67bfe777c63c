import { isFoldable } from './functions.js';

const ALL = Number.POSITIVE_INFINITY;

/** Where among the arguments of a call one stands. */
export interface ArgumentPlace {
  /** The keyword it is given by. */
  readonly keyword: string | undefined;
  /** Whether it is the first of those by position. */
  readonly isFirst: boolean;
  /** Whether it is the only one. */
  readonly isAlone: boolean;
  /** Whether that holds for each other argument. */
  besides(isHarmless: (other: OtherArgument) => boolean): boolean;
}

/** An argument that is given beside the one in question, and may be an object of the source's own. */
export interface OtherArgument {
  /** Undefined for one by position; `*` for arguments that cannot be seen. */
  readonly keyword: string | undefined;
  readonly position: number;
  /** Whether it surely is a plain value, or a class of Python or a library, or several of those. */
  isKnown(): boolean;
}

type Condition = (place: ArgumentPlace) => boolean;

const isPositional: Condition = ({ keyword }) => keyword === undefined;
/** Others may have a say in what becomes of it. */
const isAmongKnown: Condition = (place) => isPositional(place) && place.besides((other) => other.isKnown());

/** `max(q, key=len)`; `max(p, q)` gives back one of both. */
const isOneToChooseFrom: Condition = ({ isFirst, besides }) => isFirst && besides(({ keyword }) => keyword === 'key');

/** Functions that look at what they are given, and let nobody else have it, nor what it holds. */
const LOOKING: ReadonlySet<string> = new Set(
  ['len', 'print', 'str', 'repr', 'ascii', 'bool', 'type', 'id', 'bytes', 'bytearray', 'int', 'hash'].map(
    (name) => `builtins.${name}`,
  ),
);
/** Functions that give the values in it to somebody, but not itself, whichever argument it is. */
const TAKING: ReadonlySet<string> = new Set([
  ...['builtins.any', 'builtins.all', 'random.choice', 'random.choices', 'random.sample'],
  ...['itertools.product', 'itertools.combinations', 'itertools.permutations', 'itertools.cycle', 'itertools.islice'],
  ...['collections.Counter', 'collections.deque', 'collections.OrderedDict'],
]);

const OPTIONS_OF_DUMPS: ReadonlySet<string> = new Set([
  ...['skipkeys', 'ensure_ascii', 'check_circular', 'allow_nan', 'indent', 'separators', 'default', 'sort_keys'],
]);
const DATA_OF_TABLES: ReadonlySet<string> = new Set(['data', 'index', 'columns', 'name', 'names', 'copy']);

/** The classes of pandas may be told a class of the source's own to make, as their last argument. */
function asData(positions: number): Condition {
  return ({ keyword: own, besides }) =>
    (own === undefined || DATA_OF_TABLES.has(own)) &&
    besides(({ keyword, position, isKnown }) => {
      return (keyword === undefined ? position < positions : DATA_OF_TABLES.has(keyword)) || isKnown();
    });
}

/** Functions that take the values of an argument on a condition, and else give it back, call, keep or hand it on. */
const TAKING_WHERE: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['builtins.max', isOneToChooseFrom],
  ['builtins.min', isOneToChooseFrom],
  ['builtins.iter', ({ isAlone }) => isAlone],
  ['builtins.pow', isAmongKnown],
  ['builtins.map', (place) => isPositional(place) && !place.isFirst],
  ['builtins.filter', (place) => isPositional(place) && !place.isFirst],
  ['builtins.sum', ({ isFirst }) => isFirst],
  ['builtins.dict', ({ isFirst }) => isFirst],
  [
    'json.dumps',
    (place) => place.isFirst && place.besides(({ keyword }) => keyword !== undefined && OPTIONS_OF_DUMPS.has(keyword)),
  ],
  ['numpy.isin', isAmongKnown],
  ['pandas.DataFrame', asData(3)],
  ['pandas.Series', asData(2)],
  ['pandas.Index', asData(1)],
  ['pandas.concat', ({ keyword }) => keyword === undefined || keyword === 'keys' || keyword === 'objs'],
]);
/** What can be worked out, but gives back, compares or changes what it is given, or asks others to read it. */
const GIVING_BACK =
  /^(?:builtins\.(?:next|memoryview|(?:list|dict|set|bytearray|tuple)\.\w+)|sys\.intern|os\.(?:getenv|environ\.get)|codecs\.\w+)$/;

/** How deep in an argument the first thing lies that a function may change, or give to others. */
export function depthKeptBy(functionName: string, place: ArgumentPlace): number {
  const takes = TAKING_WHERE.get(functionName);
  if (takes !== undefined) return takes(place) ? 1 : 0;
  if (!isPositional(place)) return 0;
  if (LOOKING.has(functionName)) return ALL;
  if (functionName === 'builtins.isinstance') return place.isFirst && isAmongKnown(place) ? ALL : 0;
  if (functionName.startsWith('operator.') && !isAmongKnown(place)) return 0;
  return TAKING.has(functionName) || (isFoldable(functionName) && !GIVING_BACK.test(functionName)) ? 1 : 0;
}

const LOOKING_METHODS: ReadonlySet<string> = new Set([
  ...['decode', 'hex', 'find', 'rfind', 'startswith', 'endswith', 'isascii', 'isalpha', 'isdigit', '__len__'],
]);
const TAKING_METHODS: ReadonlySet<string> = new Set([
  ...['keys', 'values', 'items', 'copy', 'union', 'intersection', 'difference', 'symmetric_difference', 'split'],
  ...['replace', 'strip', 'lstrip', 'rstrip', 'translate', 'upper', 'lower', 'join', '__iter__'],
  // These compare what it holds with what they are given.
  ...['index', 'count', 'isdisjoint', 'issubset', 'issuperset', '__contains__'],
]);
/** Methods that give one of the values. */
const PICKING_METHODS: ReadonlySet<string> = new Set(['get', '__getitem__']);

/** What is let out of a list, table or set by one of its methods: nothing, what it holds, one of them; or it may change. */
export function keptByOwnMethod(method: string): 'all' | 'itself' | 'others' | 'nothing' {
  if (LOOKING_METHODS.has(method)) return 'all';
  if (TAKING_METHODS.has(method)) return 'itself';
  return PICKING_METHODS.has(method) ? 'others' : 'nothing';
}

/** Methods of texts, lists and tables of Python's own that read what they are given. */
const READING_METHODS_OF_PLAIN: ReadonlySet<string> = new Set([
  ...['join', 'format', 'extend', 'update', 'union', 'intersection', 'difference', 'issubset', 'issuperset'],
]);
/**
 * The same of pandas. A series and a frame both have each of these: what only one of them has may be a function under a
 * label of the other.
 */
const READING_METHODS_OF_TABLES: ReadonlySet<string> = new Set([
  ...['isin', 'drop', 'dropna', 'groupby', 'sort_values', 'reindex', 'drop_duplicates', 'rename', 'astype', 'fillna'],
  ...['replace', 'to_csv'],
]);
/** What these methods read by keyword. What fills gaps (`fill_value`) would be put in as it is. */
const READING_KEYWORDS: ReadonlySet<string> = new Set([
  ...['columns', 'subset', 'by', 'items', 'labels', 'index', 'values', 'mapper'],
]);
/** This one hands what else it is given to the functions in it. */
const AGGREGATOR = 'agg';

/** Whether a method of a text, list or table of Python's own only reads the value it is given. */
export function isReadByPlain(method: string, { keyword }: ArgumentPlace): boolean {
  return READING_METHODS_OF_PLAIN.has(method) && (keyword === undefined || method === 'format');
}

/** Whether a method of a table of pandas only reads the value it is given. */
export function isReadByTable(method: string, { keyword, isAlone }: ArgumentPlace): boolean {
  if (method === AGGREGATOR) return isAlone;
  return READING_METHODS_OF_TABLES.has(method) && (keyword === undefined || READING_KEYWORDS.has(keyword));
}

/** Methods of groups of rows that make of them what remembers no list by which they were grouped. */
const SUMMARIES: ReadonlySet<string> = new Set([
  ...['agg', 'aggregate', 'apply', 'transform', 'mean', 'sum', 'size', 'count', 'first', 'last', 'std', 'var', 'min'],
  ...['max', 'median', 'nunique', 'head', 'tail', 'nth', 'rank', 'cumsum', 'cumprod', 'cumcount', 'ngroup', 'shift'],
  ...['diff', 'pct_change', 'ffill', 'bfill', 'quantile', 'describe', 'prod', 'idxmax', 'idxmin', 'value_counts'],
]);

/** Whether a method of a grouping gives a table, and keeps the grouping to itself. */
export function isSummary(method: string): boolean {
  return SUMMARIES.has(method);
}
