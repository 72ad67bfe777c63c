import type { CapabilityName } from '../../core/report.js';
import { MODULE_FAMILIES } from './families.js';

export interface ModuleRow {
  readonly why: string;
  /** What its use makes a strategy able to do; absent where that hangs on the function. */
  readonly gives?: CapabilityName;
  /** What of the module is harmless, with everything below it; a trailing `()` asks for a call with a literal. */
  readonly harmless?: readonly string[];
  /** Whether an import alone says nothing: honest strategies leave these behind unused. */
  readonly isHarmlessUnused?: boolean;
  /**
   * Whether an import does nothing yet, whatever it names, so that only a use is one. Not so where an import acts, or
   * has no honest reason (`pty`, `ctypes`), and not for what trades or fetches prices, which has no other use.
   */
  readonly isHarmlessUntilUsed?: boolean;
}

/** For a module of which nothing but harmless parts is used. */
export const HARMLESS_POINTS = 5;

/**
 * Settings that only say how fast, how often and how loudly libraries compute, whatever their value. No path, address
 * or name of a module is among them, nor what the loader or Python reads as such.
 */
export const HARMLESS_SETTING =
  /^(?:PYTHONHASHSEED|KMP_DUPLICATE_LIB_OK|(?:OMP|OPENBLAS|MKL|NUMEXPR|NUMEXPR_MAX|VECLIB_MAXIMUM|NUMBA|POLARS_MAX)_(?:NUM_)?THREADS|OMP_(?:DYNAMIC|WAIT_POLICY|PROC_BIND)|MKL_DYNAMIC|TOKENIZERS_PARALLELISM|CUDA_(?:VISIBLE_DEVICES|LAUNCH_BLOCKING|DEVICE_ORDER)|CUBLAS_WORKSPACE_CONFIG|TF_(?:CPP_MIN_LOG_LEVEL|DETERMINISTIC_OPS|CUDNN_DETERMINISTIC|ENABLE_ONEDNN_OPTS|FORCE_GPU_ALLOW_GROWTH)|XLA_PYTHON_CLIENT_(?:PREALLOCATE|MEM_FRACTION)|JAX_ENABLE_X64|PYTORCH_CUDA_ALLOC_CONF|LOKY_MAX_CPU_COUNT)$/;

/** Modules that a strategy has no business with. A row's name stands for everything below it too. */
export const BLACKLISTED_MODULES: ReadonlyMap<string, ModuleRow> = new Map<string, ModuleRow>([
  ...MODULE_FAMILIES.flatMap(({ modules, ...row }) => modules.map((module): [string, ModuleRow] => [module, row])),
  [
    'os',
    {
      why: 'it reaches the operating system: files, processes, the environment',
      isHarmlessUnused: true,
      harmless: below('os', [
        ...[
          'path',
          'sep',
          'altsep',
          'extsep',
          'pathsep',
          'linesep',
          'curdir',
          'pardir',
          'devnull',
          'name',
          'cpu_count',
        ],
        ...[
          'PathLike',
          'fspath',
          'getcwd',
          'getenv()',
          'environ.get()',
          'environ[]',
          'environ.setdefault()',
          'environ.update()',
          'get_terminal_size',
          'urandom',
        ],
      ]),
    },
  ],
  [
    'sys',
    {
      why: "it reaches the interpreter's own state, and every loaded module",
      isHarmlessUnused: true,
      harmless: below('sys', [
        ...['path', 'argv', 'version', 'version_info', 'hexversion', 'implementation', 'getsizeof', 'platform'],
        ...['getrecursionlimit', 'setrecursionlimit', 'byteorder', 'maxsize', 'maxunicode', 'float_info', 'int_info'],
        ...[
          'stdout',
          'stderr',
          '__stdout__',
          '__stderr__',
          'exit',
          'intern',
          'getdefaultencoding',
          'getfilesystemencoding',
          'warnoptions',
        ],
        ...['dont_write_bytecode', 'exc_info'],
      ]),
    },
  ],
  ['subprocess', { why: 'it starts other programs', gives: 'starts-processes' }],
  [
    'socket',
    {
      why: 'it opens network connections',
      gives: 'uses-network',
      // What a handler catches opens nothing.
      harmless: below('socket', ['error', 'timeout', 'gaierror', 'herror']),
    },
  ],
  [
    'shutil',
    {
      why: 'it copies, moves and deletes files',
      harmless: below('shutil', ['get_terminal_size']),
    },
  ],
  ['ctypes', { why: 'it calls native code and reads raw memory', gives: 'calls-native-code' }],
  [
    'multiprocessing',
    {
      why: 'it starts processes',
      gives: 'starts-processes',
      harmless: below('multiprocessing', ['cpu_count', 'current_process', 'freeze_support', 'TimeoutError']),
    },
  ],
  [
    'threading',
    {
      why: 'it starts threads',
      gives: 'starts-processes',
      // A lock starts nothing, and a strategy may well share one with its framework.
      harmless: below('threading', [
        ...['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier', 'local'],
        ...['current_thread', 'main_thread', 'get_ident', 'get_native_id', 'active_count'],
      ]),
    },
  ],
  [
    'importlib',
    {
      why: 'it imports modules by name',
      gives: 'imports-by-name',
      harmless: below('importlib', ['metadata.version', 'metadata.PackageNotFoundError']),
    },
  ],
  ['pickle', { why: 'reading a pickle runs whatever code it holds', gives: 'reads-pickles' }],
  ['marshal', { why: 'it builds code objects from bytes', gives: 'reads-pickles' }],
  ['shelve', { why: 'it reads pickles from a file', gives: 'reads-pickles' }],
  ['pty', { why: 'it starts programs on a terminal of their own', gives: 'starts-processes' }],
  ['signal', { why: 'it changes how the process is stopped', gives: 'signals-processes' }],
  ['builtins', { why: 'it reaches and replaces the built-in functions', gives: 'steers-interpreter' }],
  [
    'urllib',
    {
      why: 'it reaches the network',
      gives: 'uses-network',
      // Taking an address apart, or naming the error of a fetch, fetches nothing.
      harmless: below('urllib', ['parse', 'error']),
    },
  ],
  [
    'http',
    {
      why: 'it reaches the network',
      gives: 'uses-network',
      harmless: below('http', [
        ...['HTTPStatus', 'HTTPMethod', 'cookies', 'cookiejar.CookieJar', 'cookiejar.Cookie'],
        'cookiejar.DefaultCookiePolicy',
      ]),
    },
  ],
  [
    'gc',
    {
      why: 'it lists every object of the process',
      gives: 'walks-objects',
      isHarmlessUnused: true,
      harmless: below('gc', ['collect', 'enable', 'disable', 'isenabled', 'freeze', 'set_threshold', 'get_threshold']),
    },
  ],
  [
    'inspect',
    {
      why: "it reads the interpreter's frames and other code",
      gives: 'walks-objects',
      isHarmlessUnused: true,
      harmless: below('inspect', [
        ...['signature', 'Parameter', 'Signature', 'isclass', 'isfunction', 'ismethod', 'iscoroutinefunction'],
        ...['isabstract', 'isgenerator', 'isawaitable', 'getdoc', 'cleandoc'],
      ]),
    },
  ],
]);

function below(module: string, parts: readonly string[]): readonly string[] {
  return parts.map((part) => `${module}.${part}`);
}
