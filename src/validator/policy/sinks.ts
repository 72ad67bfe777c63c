/** Which argument of a function is a path, by position and by keyword. */
export interface PathArgument {
  readonly index: number;
  readonly keyword: string;
}

export interface FileSink {
  readonly why: string;
  /** Absent: no path makes it acceptable. */
  readonly path?: PathArgument;
  /** Whether it writes: then a path that begins in /output is enough, because the rest of the disk is read-only. */
  readonly writes?: boolean;
  /** Whether the path is a directory's: then it may be one of the given ones itself, or below /tmp. */
  readonly isDirectory?: boolean;
  /** Whether it is a method of arrays whose name others bear too. */
  readonly isArray?: boolean;
}

/** Functions with an effect beyond the strategy, by dotted name; `*` stands for what follows it in the name. */
export const CALL_SINKS: readonly (readonly [pattern: string, why: string])[] = [
  ...each('starts a program', [
    ...['os.system', 'os.popen*', 'os.exec*', 'os.spawn*', 'os.posix_spawn*', 'os.fork*', 'os.startfile'],
    ...['subprocess.run', 'subprocess.call', 'subprocess.check_*', 'subprocess.Popen', 'subprocess.get*output'],
    ...['pty.spawn', 'pty.fork', 'asyncio.create_subprocess_*', 'asyncio.subprocess.*', 'numpy.f2py', 'numpy.f2py.*'],
    ...['numpy.distutils', 'numpy.distutils.*', 'multiprocessing.Process', 'pexpect.spawn', 'pexpect.run'],
  ]),
  ...each('ends or signals processes', ['os.kill*', 'os._exit', 'os.abort', 'signal.*kill', 'signal.raise_signal']),
  ...each('opens a network connection', [
    ...['asyncio.open_*connection', 'asyncio.start_*server', 'socket.socket', 'socket.create_connection'],
    ...['logging.handlers.SocketHandler', 'logging.handlers.HTTPHandler', 'logging.handlers.SMTPHandler'],
  ]),
  ...each('runs text as code', [
    ...['cProfile.run*', 'profile.run*', 'trace.Trace*', 'timeit.timeit', 'timeit.repeat', 'timeit.Timer'],
    ...['doctest.*', 'code.*', 'codeop.*', 'runpy.run_*', 'pdb.run*', 'typing.get_type_hints'],
    ...['dataclasses.make_dataclass', 'types.FunctionType', 'types.CodeType', 'types.LambdaType'],
    ...['logging.config.dictConfig', 'logging.config.fileConfig', 'logging.config.listen'],
  ]),
  ...each('imports a module by name', [
    ...['importlib.import_module', 'importlib.reload', 'importlib.util.*', 'importlib.machinery.*'],
    ...['pkgutil.resolve_name', 'imp.load_*', 'zipimport.zipimporter'],
  ]),
  ...each('reads a pickle, which runs whatever code it holds', [
    ...['pickle.load*', 'pickle.Unpickler', 'marshal.load*', 'shelve.open', 'dill.load*', 'cloudpickle.load*'],
    ...['joblib.load', 'torch.load', 'pandas.read_pickle', 'pandas.io.pickle.*', 'jsonpickle.decode'],
    ...['yaml.load', 'yaml.load_all', 'yaml.unsafe_load*', 'yaml.full_load*', 'scipy.io.readsav'],
  ]),
  ...each('calls native code or reads raw memory', ['ctypes.CDLL*', 'ctypes.cdll*', 'ctypes.PyDLL', 'ctypes.windll*']),
  ...each("reads or steers the interpreter's frames", [
    ...['sys._getframe*', 'sys._current_frames', 'sys.settrace', 'sys.setprofile', 'sys.addaudithook'],
    ...['sys.modules', 'sys.meta_path', 'sys.path_hooks', 'inspect.currentframe', 'inspect.stack'],
    ...['gc.get_objects', 'gc.get_referrers', 'gc.get_referents'],
  ]),
];

/** Keyword arguments that turn an honest reader into an unpickler, and the values that do not. */
export const UNPICKLING_KEYWORDS: ReadonlySet<string> = new Set(['allow_pickle']);

const firstPath = (keyword: string): PathArgument => ({ index: 0, keyword });

/** Functions that read or write files or the network, by dotted name. */
export const FILE_FUNCTIONS: ReadonlyMap<string, FileSink> = new Map<string, FileSink>([
  ...files('touches files', [
    ...['os.open', 'os.remove', 'os.unlink', 'os.rmdir', 'os.removedirs', 'os.rename', 'os.renames', 'os.replace'],
    ...['os.scandir', 'os.walk', 'os.fwalk', 'os.chmod', 'os.chown'],
    ...['os.link', 'os.symlink', 'os.readlink', 'os.truncate', 'os.mkfifo', 'os.mknod', 'os.chdir', 'os.chroot'],
    ...['shutil.copy', 'shutil.copy2', 'shutil.copyfile', 'shutil.copytree', 'shutil.move', 'shutil.rmtree'],
    ...['shutil.make_archive', 'shutil.unpack_archive', 'io.open', 'io.open_code', 'io.FileIO', 'codecs.open'],
    ...['gzip.open', 'gzip.GzipFile', 'bz2.open', 'bz2.BZ2File', 'lzma.open', 'lzma.LZMAFile', 'zipfile.ZipFile'],
    ...['tarfile.open', 'tarfile.TarFile', 'glob.glob', 'glob.iglob', 'fileinput.input', 'fileinput.FileInput'],
    ...['linecache.getline', 'linecache.getlines', 'tokenize.open', 'mmap.mmap'],
    ...['numpy.DataSource', 'numpy.lib.npyio.DataSource', 'numpy.lib.format.open_memmap'],
  ]),
  ['os.makedirs', { why: 'makes a directory', path: firstPath('name'), writes: true, isDirectory: true }],
  ['os.mkdir', { why: 'makes a directory', path: firstPath('path'), writes: true, isDirectory: true }],
  ['os.listdir', { why: 'lists a directory', path: firstPath('path'), isDirectory: true }],
  ...files('touches files', ['pandas.io.common.get_handle', 'pandas.io.common.urlopen', 'numpy.testing.measure']),
  ...files('touches files', ['numpy.testing.rundocs', 'numpy.testing.runstring', 'numpy.rec.fromfile']),
  ...files('reads a file', ['numpy.load', 'numpy.fromfile'], firstPath('file')),
  ...files('reads a file', ['numpy.memmap'], firstPath('filename')),
  ...files('reads a file', ['numpy.loadtxt', 'numpy.genfromtxt'], firstPath('fname')),
  ...files('reads a file', ['numpy.recfromcsv', 'numpy.recfromtxt', 'numpy.fromregex'], firstPath('fname')),
  ...writers(['numpy.save', 'numpy.savez', 'numpy.savez_compressed'], firstPath('file')),
  ...writers(['numpy.savetxt'], firstPath('fname')),
  ...files('reads a file', ['scipy.io.loadmat', 'scipy.io.mmread', 'scipy.io.wavfile.read'], firstPath('file_name')),
  ...files('reads a file', ['scipy.sparse.load_npz', 'scipy.io.arff.loadarff'], firstPath('file')),
  ...writers(['scipy.io.savemat', 'scipy.sparse.save_npz', 'scipy.io.mmwrite'], firstPath('file_name')),
  ...files('reads a file or an address', ['pandas.read_csv', 'pandas.read_table'], firstPath('filepath_or_buffer')),
  ...files('reads a file or an address', ['pandas.read_fwf', 'pandas.read_stata'], firstPath('filepath_or_buffer')),
  ...files('reads a file or an address', ['pandas.read_sas'], firstPath('filepath_or_buffer')),
  ...files('reads a file or an address', ['pandas.read_json', 'pandas.read_hdf'], firstPath('path_or_buf')),
  ...files('reads a file or an address', ['pandas.read_excel', 'pandas.ExcelFile'], firstPath('io')),
  ...files('reads a file or an address', ['pandas.read_parquet', 'pandas.read_feather'], firstPath('path')),
  ...files('reads a file or an address', ['pandas.read_orc', 'pandas.read_spss'], firstPath('path')),
  ...files('reads pages, tables or a clipboard', [
    ...['pandas.read_html', 'pandas.read_xml', 'pandas.read_clipboard', 'pandas.read_sql', 'pandas.read_sql_query'],
    ...['pandas.read_sql_table', 'pandas.read_gbq'],
  ]),
  ...writers(['pandas.HDFStore', 'pandas.ExcelWriter'], firstPath('path')),
  ...writers(['logging.FileHandler', 'logging.handlers.RotatingFileHandler'], firstPath('filename')),
  ...writers(['logging.basicConfig'], { index: Number.POSITIVE_INFINITY, keyword: 'filename' }),
  ...writers(['joblib.dump'], { index: 1, keyword: 'filename' }),
]);

/** Methods that read or write files on whatever object: their names are theirs alone. */
export const FILE_METHODS: ReadonlyMap<string, FileSink> = new Map<string, FileSink>([
  ...writers(['to_csv', 'to_json'], firstPath('path_or_buf')),
  ...writers(['to_html'], firstPath('buf')),
  ...writers(['to_parquet', 'to_feather', 'to_orc', 'to_stata', 'to_pickle'], firstPath('path')),
  ...writers(['to_hdf'], firstPath('path_or_buf')),
  ...writers(['to_excel'], firstPath('excel_writer')),
  ...writers(['to_xml'], firstPath('path_or_buffer')),
  ...writers(['tofile'], firstPath('fid')),
  ['dump', { why: 'writes a pickle', path: firstPath('file'), writes: true, isArray: true }],
  ...writers(['savefig'], firstPath('fname')),
  ...files('writes to a database or the clipboard', ['to_sql', 'to_gbq', 'to_clipboard']),
]);

/** Methods of a path that only write: what they do is done to the path itself. */
export const WRITING_PATH_METHODS: ReadonlySet<string> = new Set(['write_text', 'write_bytes', 'mkdir', 'touch']);

/** Methods of a path that read, remove or list. */
export const OTHER_PATH_METHODS: ReadonlySet<string> = new Set([
  ...['open', 'read_text', 'read_bytes', 'unlink', 'rmdir', 'rename', 'replace', 'iterdir', 'glob', 'rglob', 'walk'],
  ...['chmod', 'symlink_to', 'hardlink_to', 'link_to', 'readlink'],
]);

/** Methods of a path that nothing else in a strategy's libraries has, and so are known without knowing the object. */
export const UNMISTAKABLE_PATH_METHODS: ReadonlySet<string> = new Set([
  ...['write_text', 'write_bytes', 'read_text', 'read_bytes', 'symlink_to', 'hardlink_to', 'iterdir', 'rglob'],
]);

/** Methods that evaluate a text in which `@name` reads the strategy's own names. */
export const TEXT_EVALUATORS: ReadonlySet<string> = new Set([
  ...['query', 'eval', 'ols', 'wls', 'gls', 'glm', 'logit', 'probit', 'from_formula', 'dmatrix', 'dmatrices'],
]);

/** Directories that the sandbox gives a strategy. */
export const GIVEN_DIRECTORIES: readonly string[] = ['/data/', '/output/'];
export const OUTPUT_DIRECTORY = '/output/';
/** The sandbox's own memory: to make a directory there harms nobody, but nothing to read ever comes from it. */
export const SCRATCH_DIRECTORY = '/tmp/';

function each(why: string, patterns: readonly string[]): [string, string][] {
  return patterns.map((pattern) => [pattern, why]);
}

function files(why: string, names: readonly string[], path?: PathArgument): [string, FileSink][] {
  return names.map((name) => [name, path === undefined ? { why } : { why, path }]);
}

function writers(names: readonly string[], path: PathArgument): [string, FileSink][] {
  return names.map((name) => [name, { why: 'writes a file', path, writes: true }]);
}
