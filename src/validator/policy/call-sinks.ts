import { remembered } from '../remembered.js';
import type { CallSink, CallSinks } from './call-sink.js';
import { LIBRARY_INTERNALS } from './library-internals.js';
import { NamePatterns } from './name-patterns.js';
import { standardSinkOf } from './standard-sinks.js';

/** What functions do beyond the strategy, and which do it. */
export const CALL_SINKS: readonly CallSinks[] = [
  {
    why: 'starts a program',
    does: 'starts-processes',
    patterns: [
      ...['os.system', 'os.popen*', 'os.exec*', 'os.spawn*', 'os.posix_spawn*', 'os.fork*', 'os.startfile'],
      ...['subprocess.run', 'subprocess.call', 'subprocess.check_*', 'subprocess.Popen', 'subprocess.get*output'],
      ...['pty.spawn', 'pty.fork', 'asyncio.create_subprocess_*', 'asyncio.subprocess.*', 'asyncio.base_subprocess.*'],
      ...['numpy.f2py', 'numpy.f2py.*'],
      ...['numpy.distutils', 'numpy.distutils.*', 'multiprocessing.Process', 'multiprocessing.Pool', 'pexpect.spawn'],
      ...[
        'pexpect.run',
        'distutils.spawn.*',
        'distutils.core.run_setup',
        'setuptools.sandbox.*',
        'commands.get*output',
      ],
      ...['popen2.*', 'platform.popen', 'IPython.utils.process.*', 'numpy.test', 'numpy.*.test', 'scipy.test'],
      ...[
        'scipy.*.test',
        'scipy.io.*.test',
        'pandas.test',
        'pandas.util.testing.test',
        'matplotlib.test',
        'pytest.main',
      ],
    ],
  },
  {
    why: 'ends or signals processes',
    does: 'signals-processes',
    patterns: ['os.kill*', 'os._exit', 'os.abort', 'signal.*kill', 'signal.raise_signal'],
  },
  {
    why: 'opens a network connection',
    does: 'uses-network',
    patterns: [
      ...['asyncio.open_*connection', 'asyncio.start_*server', 'asyncio.*.open_*connection', 'asyncio.*.start_*server'],
      ...['socket.socket', 'socket.create_connection'],
      ...['socket.gethostbyname*', 'socket.getaddrinfo', 'socket.create_server', 'socket.socketpair', 'socket.fromfd'],
      ...['logging.handlers.SocketHandler', 'logging.handlers.DatagramHandler', 'logging.handlers.SysLogHandler'],
      ...['logging.handlers.HTTPHandler', 'logging.handlers.SMTPHandler', 'logging.handlers.NTEventLogHandler'],
      ...['multiprocessing.connection.*', 'multiprocessing.managers.*', 'scipy.datasets.*', 'scipy.misc.face'],
      ...['pyarrow.flight.*', 'pyarrow.fs.*', 'pyarrow.hdfs.*', 'torch.hub.*', 'torch.distributed.rpc.*'],
      ...['dask.distributed.*', 'statsmodels.*.get_rdataset', 'statsmodels.api.datasets.get_rdataset'],
    ],
  },
  {
    why: 'runs text as code',
    does: 'runs-text-as-code',
    patterns: [
      ...['cProfile.run*', 'profile.run*', 'cProfile.Profile*', 'profile.Profile*', 'trace.Trace*'],
      ...['timeit.timeit', 'timeit.repeat', 'timeit.Timer', 'timeit.main', 'typing.ForwardRef'],
      ...['doctest.*', 'code.*', 'codeop.*', 'runpy.run_*', 'pdb.run*', 'typing.get_type_hints'],
      ...['dataclasses.make_dataclass', 'types.FunctionType', 'types.CodeType', 'types.LambdaType'],
      ...['logging.config.*', 'inspect.Signature.from_callable'],
      ...['numpy.testing.rundocs', 'numpy.testing.runstring', 'numpy.testing.measure', 'scipy.weave.*'],
      ...['lib2to3.*', 'pkg_resources.run_script', 'tkinter.Tcl'],
    ],
  },
  {
    why: 'imports a module by name',
    does: 'imports-by-name',
    patterns: [
      ...['unittest.TestLoader*', 'unittest.defaultTestLoader*', 'unittest.loader.*', 'unittest.main', 'pydoc.*'],
      ...['unittest.TestProgram'],
      ...['xml.sax.make_parser'],
      ...['importlib.import_module', 'importlib.reload', 'importlib.util.*', 'importlib.machinery.*'],
      ...['importlib.__import__', 'importlib.metadata.entry_points', 'pkgutil.resolve_name', 'imp.load_*'],
      ...['zipimport.zipimporter', 'unittest.mock._importer', 'unittest.mock.patch', 'mock.patch', 'mock.mock.patch'],
      ...['pkg_resources.load_entry_point', 'pydoc.locate', 'pydoc.importfile', 'logging.config.BaseConfigurator'],
      ...['test.support.import_*', 'numpy.testing.import_nose', 'numpy.lookfor', 'stevedore.*'],
    ],
  },
  {
    why: 'reads a pickle, which runs whatever code it holds',
    does: 'reads-pickles',
    patterns: [
      ...['pickle.load*', 'pickle.Unpickler', 'marshal.load*', 'shelve.open', 'dill.load*', 'cloudpickle.load*'],
      ...['joblib.load', 'sklearn.externals.joblib.load', 'torch.load', 'torch.jit.load', 'pandas.read_pickle'],
      ...[
        'pandas.io.pickle.*',
        'pandas.compat.pickle_compat.*',
        'pstats.Stats',
        'pandas.read_hdf',
        'pandas.HDFStore',
        'jsonpickle.decode',
        'yaml.load',
        'yaml.load_all',
      ],
      ...['yaml.unsafe_load*', 'yaml.full_load*', 'yaml.Unsafe*', 'yaml.FullLoader', 'yaml.CLoader', 'yaml.Loader'],
      ...['scipy.io.readsav', 'statsmodels.api.load', 'statsmodels.*.load_pickle', 'pytz.unpickler'],
      ...['numpy.compat.py3k.npy_load_module', 'ruamel.yaml.load'],
    ],
  },
  {
    why: 'reads or writes files below the functions that everybody uses',
    does: 'reads-files',
    patterns: [
      ...['xml.etree.ElementInclude.*', 'xml.etree.ElementTree.canonicalize', 'xml.sax.expatreader.*'],
      ...['xml.sax.saxutils.prepare_input_source', 'xml.dom.expatbuilder.*', 'xml.dom.xmlbuilder.*'],
      ...['wave.Wave_read', 'wave.Wave_write', 'zoneinfo.reset_tzpath', 'zoneinfo.TZPATH', 'locale.bindtextdomain'],
      ...['sys.stdin.buffer.raw', 'sys.stdout.buffer.raw', 'sys.stderr.buffer.raw'],
      ...['platform.freedesktop_os_release', 'zipfile.main', 'tarfile.main', 'tempfile.tempdir'],
    ],
  },
  {
    why: 'calls native code or reads raw memory',
    does: 'calls-native-code',
    patterns: [
      ...['ctypes.CDLL*', 'ctypes.cdll*', 'ctypes.PyDLL', 'ctypes.windll*', 'ctypes.string_at', 'ctypes.memmove'],
      ...[
        'scipy.LowLevelCallable',
        'numpy.ctypeslib.load_library',
        'llvmlite.binding.*',
        'Cython.inline',
        'Cython.Build.*',
      ],
    ],
  },
  {
    why: "reads or steers the interpreter's frames",
    does: 'steers-interpreter',
    patterns: [
      ...['sys._getframe*', 'sys._current_frames', 'sys.settrace', 'sys.setprofile', 'sys.addaudithook'],
      ...[
        'sys.modules',
        'sys.meta_path',
        'sys.path_hooks',
        'sys.path_importer_cache',
        'sys.monitoring',
        'sys.call_tracing',
      ],
      ...['inspect.currentframe', 'inspect.stack', 'inspect.trace', 'inspect.getframeinfo', 'inspect.getouterframes'],
      ...['gc.get_objects', 'gc.get_referrers', 'gc.get_referents', 'traceback.walk_stack', 'traceback.walk_tb'],
      ...['dis.*', 'threading.settrace*', 'threading.setprofile*', 'codecs.register', 'tracemalloc.Snapshot'],
    ],
  },
  {
    why: 'reads the screen, the camera or the clipboard',
    does: 'watches-user',
    patterns: [
      'PIL.ImageGrab',
      'cv2.VideoCapture',
      'tkinter.Tk().clipboard_get',
      'pandas.io.clipboard',
      'pandas.io.clipboards',
    ],
  },
  ...LIBRARY_INTERNALS,
];

const SINKS = new NamePatterns<CallSink>(CALL_SINKS.map(({ patterns, ...meaning }) => ({ meaning, patterns })));

/** The dotted names of all of them, with their `*`. */
export const CALL_SINK_NAMES: readonly string[] = CALL_SINKS.flatMap(({ patterns }) => patterns);

/**
 * What a function does beyond the strategy, by its public dotted name: by the list above, and else by the source of the
 * standard library. Undefined where nothing is known of it.
 */
export const callSinkOf = remembered((name): CallSink | undefined => SINKS.of(name) ?? standardSinkOf(name));

/** Methods with an effect that nothing else in a strategy's libraries has a name for, so that the object need not be known. */
export const UNMISTAKABLE_METHODS: ReadonlyMap<string, CallSink> = new Map([
  ...methods({ why: 'starts a program', does: 'starts-processes' }, [
    ...['popen', 'Popen', 'check_output', 'getoutput', 'getstatusoutput', 'execve', 'execvp', 'execvpe', 'spawnlp'],
    ...['spawnv', 'spawnvp', 'posix_spawn', 'forkpty', 'subprocess_exec', 'subprocess_shell', 'create_subprocess_exec'],
    ...['create_subprocess_shell', 'exec_command', 'invoke_shell'],
  ]),
  ...methods({ why: 'opens a network connection', does: 'uses-network' }, [
    ...['urlopen', 'urlretrieve', 'create_datagram_endpoint', 'create_unix_connection', 'create_connection'],
    ...['sock_connect', 'create_server', 'create_unix_server', 'open_connection', 'open_unix_connection'],
    ...['connect_accepted_socket', 'getaddrinfo', 'getnameinfo', 'gethostbyname', 'gethostbyaddr'],
  ]),
  ...methods({ why: 'deletes whole directories', does: 'deletes-files' }, ['rmtree', 'removedirs']),
  ...methods({ why: 'writes whatever files an archive names', does: 'writes-files' }, ['extractall']),
  ...methods({ why: 'opens a file', does: 'reads-files' }, ['sourcehook', 'connect_read_pipe', 'connect_write_pipe']),
  ...methods({ why: 'calls native code', does: 'calls-native-code' }, [
    'enable_load_extension',
    'load_extension',
    'from_address',
    'in_dll',
  ]),
  ...methods({ why: "reads the interpreter's frames", does: 'steers-interpreter' }, ['get_stack', 'print_stack']),
  ...methods({ why: 'imports a module by name', does: 'imports-by-name' }, [
    'import_module',
    'loadTestsFromName',
    'loadTestsFromNames',
    'read_module',
  ]),
  // Of the distributions of scipy: puts what it is given into the source of their methods.
  ...methods({ why: 'runs text as code', does: 'runs-text-as-code' }, ['_construct_argparser']),
]);

function methods(sink: CallSink, names: readonly string[]): [string, CallSink][] {
  return names.map((name) => [name, sink]);
}
