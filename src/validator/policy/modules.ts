/** Modules that strategies really use and that give no reach of their own. Reads and writes through them are sinks. */
export const WHITELISTED_MODULES: ReadonlySet<string> = new Set([
  ...['__future__', 'abc', 'bisect', 'calendar', 'cmath', 'collections', 'copy', 'dataclasses', 'datetime'],
  ...['decimal', 'enum', 'fractions', 'functools', 'heapq', 'itertools', 'json', 'logging', 'math', 'numbers'],
  ...['operator', 'random', 're', 'statistics', 'string', 'time', 'typing', 'warnings'],
  ...['argparse', 'array', 'colorsys', 'contextlib', 'contextvars', 'difflib', 'errno', 'graphlib', 'hashlib', 'hmac'],
  ...['keyword', 'pprint', 'reprlib', 'struct', 'textwrap', 'types', 'unicodedata', 'weakref', 'zoneinfo'],
  ...['numpy', 'pandas', 'scipy', 'talib', 'orjson', 'dateutil', 'pytz'],
]);

/**
 * Modules that other modules hold in an attribute, by the name of that attribute without leading underscores:
 * `random._os` is `os`. Names that honest submodules bear too (`scipy.signal`, `numpy.random`) are not among them.
 */
export const REACHED_MODULES: ReadonlyMap<string, string> = new Map([
  ...['os', 'sys', 'subprocess', 'builtins', 'ctypes', 'importlib', 'socket', 'shutil', 'pickle'].map(same),
  ...['marshal', 'multiprocessing', 'threading', 'posix', 'nt', 'pty', 'shelve', 'urllib', 'gc'].map(same),
  ...['inspect', 'linecache', 'runpy', 'tempfile', 'platform', 'asyncio'].map(same),
  ['ctypeslib', 'ctypes'],
  ['_io', 'io'],
  ['bltns', 'builtins'],
  ['__builtins__', 'builtins'],
]);

/** Modules in which a name may be looked up at run time: all they hold computes, or chooses among what computes. */
export const HONEST_TABLES: ReadonlySet<string> = new Set([
  ...['math', 'cmath', 'operator', 'itertools', 'functools', 'heapq', 'bisect', 'decimal', 'time'],
  ...['talib', 'talib.abstract', 'talib.stream', 'scipy.stats', 'numpy.random', 'numpy.linalg'],
]);

/** What an unbound name stands for by convention: a star import may have brought it. */
export const CONVENTIONAL_NAMES: ReadonlyMap<string, string> = new Map([
  ...['os', 'sys', 'subprocess', 'socket', 'shutil', 'ctypes', 'importlib', 'pickle', 'builtins'].map(same),
  ...['requests', 'yaml', 'joblib', 'torch', 'numpy', 'pandas', 'pathlib'].map(same),
  ...['imp', 'pdb', 'timeit', 'codecs', 'fileinput', 'linecache', 'webbrowser', 'io', 'glob', 'tempfile'].map(same),
  ['cPickle', 'pickle'],
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['plt', 'matplotlib.pyplot'],
  ['__builtins__', 'builtins'],
]);

function same(name: string): [string, string] {
  return [name, name];
}
