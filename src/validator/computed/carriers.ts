/** What functions and methods do with a value that they are given, as far as it is told by their names. */

/** Of what these make of a value, nothing can be read on. */
export const ENDING_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    ...['float', 'int', 'str', 'len', 'print', 'abs', 'round', 'bool', 'isinstance', 'issubclass', 'repr', 'hash'],
    ...['range', 'ord', 'chr', 'format', 'hasattr', 'callable', 'ascii', 'bytes', 'any', 'all', 'getattr'],
  ].map((name) => `builtins.${name}`),
);

/** Functions that hold what they are given in something new, or compute with it; nobody else's element comes out. */
const HOLDING_FUNCTIONS: ReadonlySet<string> = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'dict', 'sorted', 'map', 'filter', 'zip', 'enumerate', 'iter', 'reversed'].map(
    (name) => `builtins.${name}`,
  ),
);
const HOLDING_MODULES = /^(?:numpy|pandas|talib|pandas_ta|math|statistics|datetime|collections|matplotlib|logging)\./;

export function onlyHolds(name: string): boolean {
  return HOLDING_FUNCTIONS.has(name) || HOLDING_MODULES.test(name);
}

/** Functions that give what a function gave to the same function again. */
const REPEATING = /(?:^|\.)(?:reduce|accumulate|frompyfunc|vectorize)$/;

export function isRepeating(name: string): boolean {
  return REPEATING.test(name);
}

/** Functions that put their further arguments into their first. */
export const FILLING_MODULES: ReadonlySet<string> = new Set(['heapq', 'bisect', 'operator']);
export const FILLING_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['builtins.setattr', 'numpy.put', 'numpy.place', 'numpy.putmask', 'numpy.copyto', 'numpy.fill_diagonal'],
]);

/** Methods of tables and rows of numbers that give such a table again, or a view of it, and not what is in it. */
export const RESHAPING_METHODS: ReadonlySet<string> = new Set([
  ...['rolling', 'ewm', 'expanding', 'groupby', 'resample', 'shift', 'diff', 'pct_change', 'cumsum', 'cumprod'],
  ...['dropna', 'fillna', 'ffill', 'bfill', 'astype', 'copy', 'head', 'tail', 'sort_values', 'sort_index', 'abs'],
  ...['reset_index', 'set_index', 'reindex', 'rename', 'round', 'join', 'merge', 'assign', 'drop'],
  ...['values', 'items', 'apply', 'map', 'transform', 'clip', 'rank', 'where'],
]);

/** Methods that give what they are given, or an entry of what they are called on. */
export const GIVING_METHODS: ReadonlySet<string> = new Set([
  ...['get', 'pop', 'setdefault', 'popitem', 'popleft', '__getitem__', 'send', 'item', 'squeeze'],
]);

/** Methods that put into what they are called on exactly what they are given. */
export const PUTTING_METHODS: ReadonlySet<string> = new Set([
  ...['append', 'appendleft', 'insert', 'add', 'put', 'put_nowait', 'setdefault'],
]);

/** Methods that give a table row by row; what is in a row is no row. */
export const ROW_METHODS: ReadonlySet<string> = new Set(['itertuples', 'iterrows', 'to_records']);
