interface ModuleRow {
  readonly why: string;
  /** What of the module is harmless, with everything below it; a trailing `()` asks for a call with a literal. */
  readonly harmless?: readonly string[];
}

/** Modules that a strategy has no business with. A row's name stands for everything below it too. */
export const BLACKLISTED_MODULES: ReadonlyMap<string, ModuleRow> = new Map<string, ModuleRow>([
  [
    'os',
    {
      why: 'it reaches the operating system: files, processes, the environment',
      harmless: [
        'os.path',
        'os.sep',
        'os.pathsep',
        'os.linesep',
        'os.curdir',
        'os.pardir',
        'os.name',
        'os.cpu_count',
        'os.PathLike',
        'os.fspath',
        'os.getcwd',
        'os.getenv()',
        'os.environ.get()',
      ],
    },
  ],
  [
    'sys',
    {
      why: "it reaches the interpreter's own state, and every loaded module",
      harmless: [
        'sys.path',
        'sys.argv',
        'sys.version',
        'sys.version_info',
        'sys.hexversion',
        'sys.implementation',
        'sys.getsizeof',
        'sys.getrecursionlimit',
        'sys.setrecursionlimit',
        'sys.platform',
        'sys.byteorder',
        'sys.maxsize',
        'sys.float_info',
        'sys.stdout',
        'sys.stderr',
        'sys.exit',
      ],
    },
  ],
  ['subprocess', { why: 'it starts other programs' }],
  ['socket', { why: 'it opens network connections' }],
  ['shutil', { why: 'it copies, moves and deletes files' }],
  ['ctypes', { why: 'it calls native code and reads raw memory' }],
  ['multiprocessing', { why: 'it starts processes' }],
  ['threading', { why: 'it starts threads' }],
  ['importlib', { why: 'it imports modules by a name made at run time' }],
  ['pickle', { why: 'reading a pickle runs whatever code it holds' }],
  ['marshal', { why: 'it builds code objects from bytes' }],
  ['shelve', { why: 'it reads pickles from a file' }],
  ['pty', { why: 'it starts programs on a terminal of their own' }],
  ['signal', { why: 'it changes how the process is stopped' }],
  ['builtins', { why: 'it reaches and replaces the built-in functions' }],
  ...rows('it is the operating system by another name', ['posix', 'nt']),
  ...rows('it starts threads or processes', ['_thread', '_posixsubprocess', '_winapi', 'pexpect', 'sh', 'fabric']),
  ...rows('it imports or runs code by a name made at run time', [
    'imp',
    'pkgutil',
    'runpy',
    'zipimport',
    'code',
    'codeop',
  ]),
  ...rows("it reads and steers the interpreter's frames", ['pdb', 'bdb', 'site', 'faulthandler']),
  [
    'gc',
    {
      why: 'it lists every object of the process',
      harmless: ['gc.collect', 'gc.enable', 'gc.disable', 'gc.isenabled', 'gc.freeze'],
    },
  ],
  [
    'inspect',
    {
      why: "it reads the interpreter's frames and other code",
      harmless: [
        'inspect.signature',
        'inspect.Parameter',
        'inspect.isclass',
        'inspect.isfunction',
        'inspect.ismethod',
        'inspect.iscoroutinefunction',
        'inspect.getdoc',
        'inspect.cleandoc',
      ],
    },
  ],
  ...rows('it reads pickles, which run whatever code they hold', ['dill', 'cloudpickle', 'jsonpickle', 'dbm']),
  ...rows('it reaches the operating system', [
    'fcntl',
    'mmap',
    'resource',
    'termios',
    'tty',
    'syslog',
    'pwd',
    'grp',
    'spwd',
    'winreg',
    'msvcrt',
    'psutil',
    'cffi',
    '_ctypes',
  ]),
  ...rows('it reaches the network', [
    ...['requests', 'httpx', 'aiohttp', 'urllib', 'urllib2', 'urllib3', 'http', 'httplib', 'httplib2', 'pycurl'],
    ...['ftplib', 'smtplib', 'poplib', 'imaplib', 'nntplib', 'telnetlib', 'xmlrpc', 'socketserver', 'ssl'],
    ...['asyncore', 'asynchat', 'websocket', 'websockets', 'webbrowser', 'antigravity', 'paramiko', 'grpc', 'zmq'],
    ...['pika', 'kafka', 'boto3', 'botocore', 's3fs', 'gcsfs', 'fsspec', 'scrapy', 'selenium', 'playwright'],
    ...['telegram', 'discord', 'slack_sdk', 'tweepy', 'twilio', 'dns', 'scapy'],
  ]),
  ...rows('it fetches prices or trades over the network, which the sandbox does not have', [
    ...['yfinance', 'ccxt', 'pandas_datareader', 'quandl', 'tushare', 'akshare', 'alpaca_trade_api', 'alpaca'],
    ...['binance', 'ib_insync', 'ibapi', 'kiteconnect', 'oandapyV20', 'polygon', 'alpha_vantage', 'MetaTrader5'],
  ]),
  ...rows('it serves the web', [
    ...['fastapi', 'flask', 'django', 'starlette', 'uvicorn', 'gunicorn', 'tornado', 'bottle', 'sanic', 'quart'],
    ...['dash', 'streamlit', 'gradio'],
  ]),
  ...rows('it reaches databases and their files', [
    ...['sqlalchemy', 'psycopg2', 'psycopg', 'pymysql', 'MySQLdb', 'mysql', 'sqlite3', 'pymongo', 'redis', 'pyodbc'],
    ...['cx_Oracle', 'oracledb', 'asyncpg', 'aiosqlite', 'peewee', 'duckdb', 'cassandra', 'influxdb'],
    ...['influxdb_client', 'elasticsearch', 'clickhouse_driver', 'motor'],
  ]),
]);

/** Modules that strategies really use and that give no reach of their own. Reads and writes through them are sinks. */
export const WHITELISTED_MODULES: ReadonlySet<string> = new Set([
  ...['__future__', 'abc', 'bisect', 'calendar', 'cmath', 'collections', 'copy', 'dataclasses', 'datetime'],
  ...['decimal', 'enum', 'fractions', 'functools', 'heapq', 'itertools', 'json', 'logging', 'math', 'numbers'],
  ...['operator', 'random', 're', 'statistics', 'string', 'time', 'typing', 'warnings'],
  ...['numpy', 'pandas', 'scipy', 'talib', 'orjson', 'dateutil', 'pytz'],
]);

/**
 * Modules that other modules hold in an attribute, by the name of that attribute without leading underscores:
 * `random._os` is `os`. Names that honest submodules bear too (`scipy.signal`, `numpy.random`) are not among them.
 */
export const REACHED_MODULES: ReadonlyMap<string, string> = new Map([
  ...['os', 'sys', 'subprocess', 'builtins', 'ctypes', 'importlib', 'socket', 'shutil', 'pickle'].map(same),
  ...['marshal', 'multiprocessing', 'threading', 'posix', 'nt', 'pty', 'shelve', 'urllib', 'gc'].map(same),
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
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['plt', 'matplotlib.pyplot'],
  ['__builtins__', 'builtins'],
]);

function same(name: string): [string, string] {
  return [name, name];
}

function rows(why: string, names: readonly string[]): [string, ModuleRow][] {
  return names.map((name) => [name, { why }]);
}
