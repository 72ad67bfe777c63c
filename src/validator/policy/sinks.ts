import { DATA_FUNCTIONS, DATA_METHODS } from './data-sinks.js';
import { type FileSink, firstPath, forbidden, readers, writers } from './file-sink.js';

/** Keyword arguments that turn an honest reader into an unpickler, and the values that do not. */
export const UNPICKLING_KEYWORDS: ReadonlySet<string> = new Set(['allow_pickle']);

/** Positional arguments that are such keywords: `numpy.load(file, mmap_mode, allow_pickle)`. */
export const UNPICKLING_POSITIONS: ReadonlyMap<string, number> = new Map([
  ['numpy.load', 2],
  ['numpy.lib.format.read_array', 1],
  ['numpy.lib._format_impl.read_array', 1],
  ['numpy.lib.npyio.NpzFile', 2],
  ['numpy.lib._npyio_impl.NpzFile', 2],
]);

const REPORTS_OF_REGRESSION: FileSink = {
  ...{ why: 'writes a file', does: 'writes-files', writes: true, path: { index: 8, keyword: 'errfile' } },
  also: { why: 'writes a file', does: 'writes-files', writes: true, path: { index: 9, keyword: 'rptfile' } },
};

/** Attributes of objects of libraries that say which file is written, by their names alone. */
export const WRITTEN_FILE_ATTRIBUTES: ReadonlySet<string> = new Set(['baseFilename', 'rptfile', 'errfile']);

/** Functions that read or write files or the network, by dotted name. */
export const FILE_FUNCTIONS: ReadonlyMap<string, FileSink> = new Map<string, FileSink>([
  ...DATA_FUNCTIONS,
  ...forbidden('reads files', 'reads-files', [
    ...['argparse.FileType'],
    ...['os.open', 'os.readlink', 'os.chdir', 'os.chroot', 'io.open', 'io.open_code', 'io.FileIO', 'codecs.open'],
    ...[
      'zipfile.PyZipFile',
      'zipfile.Path',
      'fileinput.input',
      'fileinput.FileInput',
      'linecache.getline',
      'linecache.getlines',
      'linecache.updatecache',
      'tokenize.open',
    ],
    ...['mmap.mmap', 'filecmp.cmp', 'filecmp.cmpfiles', 'filecmp.dircmp', 'py7zr.SevenZipFile', 'rarfile.RarFile'],
    ...['pyzipper.AESZipFile'],
    ...['shlex.shlex', 'mimetypes.read_mime_types', 'mimetypes.init', 'mimetypes.MimeTypes', 'sndhdr.what'],
    ...['pyclbr.readmodule', 'pyclbr.readmodule_ex', 'linecache.lazycache', 'linecache.checkcache'],
    ...['traceback.FrameSummary', 'traceback.StackSummary.from_list', 'traceback.format_list', 'traceback.print_list'],
    ...['gettext.find', 'gettext.translation', 'gettext.install', 'gettext.GNUTranslations', 'gettext.c2py'],
    ...['mailbox.mbox', 'mailbox.Maildir', 'wave.open', 'aiofiles.open', 'pathlib.Path.open', 'imghdr.what'],
  ]),
  // The line of the file that a warning says it comes from is read, and told.
  ...readers({ index: 2, keyword: 'filename' }, [
    ...['warnings.formatwarning', 'warnings.showwarning', 'warnings.warn_explicit'],
  ]),
  ...readers('filename', ['gzip.open', 'gzip.GzipFile', 'bz2.open', 'bz2.BZ2File', 'lzma.open', 'lzma.LZMAFile']),
  ...readers('file', ['zipfile.ZipFile']),
  ...readers('filename', ['zipfile.ZipFile().write', 'zipfile.is_zipfile', 'zipfile.ZipInfo.from_file']),
  ...readers('name', ['tarfile.open', 'tarfile.TarFile', 'tarfile.TarFile().add', 'tarfile.TarFile().gettarinfo']),
  ...readers('name', ['tarfile.is_tarfile']),
  ...readers('source', ['xml.etree.ElementTree.parse', 'xml.etree.ElementTree.iterparse', 'lxml.etree.parse']),
  ...readers('source', ['xml.etree.ElementTree.ElementTree().parse']),
  ...readers({ index: 1, keyword: 'file' }, ['xml.etree.ElementTree.ElementTree']),
  ...writers(firstPath('file_or_filename'), ['xml.etree.ElementTree.ElementTree().write']),
  ...writers(firstPath('file'), ['xml.etree.ElementTree.ElementTree().write_c14n']),
  ...readers('filenames', ['configparser.ConfigParser().read']),
  ...readers('file', ['xml.dom.minidom.parse', 'xml.sax.parse', 'xml.dom.pulldom.parse']),
  ...forbidden('lists files', 'lists-files', ['glob.glob0', 'glob.glob1', 'os.fwalk']),
  ...listers('pathname', ['glob.glob', 'glob.iglob']),
  ...listers('path', ['os.listdir', 'os.scandir']),
  ...listers('top', ['os.walk']),
  ...forbidden('deletes or moves files', 'deletes-files', [
    ...['os.remove', 'os.unlink', 'os.rmdir', 'os.removedirs', 'os.rename', 'os.renames', 'os.replace', 'os.truncate'],
    ...['shutil.rmtree', 'shutil.move', 'send2trash.send2trash'],
  ]),
  ...forbidden('writes files', 'writes-files', [
    ...['os.chmod', 'os.chown', 'os.link', 'os.symlink', 'os.mkfifo', 'os.mknod', 'shutil.copy', 'shutil.copy2'],
    ...['shutil.copyfile', 'shutil.copytree', 'shutil.copymode', 'shutil.copystat', 'shutil.chown'],
    ...['shutil.make_archive', 'shutil.unpack_archive', 'distutils.dir_util.copy_tree'],
    ...['distutils.dir_util.remove_tree', 'distutils.file_util.copy_file', 'distutils.file_util.move_file'],
  ]),
  // Where none is named they write to /tmp, which is the sandbox's own.
  ...writers({ index: 2, keyword: 'dir' }, ['tempfile.mkstemp', 'tempfile.mkdtemp', 'tempfile.TemporaryDirectory']),
  ...writers({ index: 6, keyword: 'dir' }, ['tempfile.NamedTemporaryFile', 'tempfile.TemporaryFile']),
  ...writers({ index: 7, keyword: 'dir' }, ['tempfile.SpooledTemporaryFile']),
  ['scipy.odr.ODR', REPORTS_OF_REGRESSION],
  ...directories('makes a directory', 'name', ['os.makedirs']),
  ...directories('makes a directory', 'path', ['os.mkdir']),
  ...writers(firstPath('filename'), [
    ...['logging.FileHandler', 'logging.handlers.RotatingFileHandler', 'logging.handlers.TimedRotatingFileHandler'],
    ...['logging.handlers.WatchedFileHandler', 'logging.handlers.BaseRotatingHandler'],
  ]),
  ...writers({ index: Number.POSITIVE_INFINITY, keyword: 'filename' }, ['logging.basicConfig']),
]);

/** Methods that read or write files on whatever object: their names are theirs alone. */
export const FILE_METHODS: ReadonlyMap<string, FileSink> = new Map<string, FileSink>(DATA_METHODS);

/** Methods of a path that only write: what they do is done to the path itself. */
export const WRITING_PATH_METHODS: ReadonlySet<string> = new Set(['write_text', 'write_bytes', 'mkdir', 'touch']);

/** Methods of a path that read, remove or list. */
export const OTHER_PATH_METHODS: ReadonlySet<string> = new Set([
  ...['open', 'read_text', 'read_bytes', 'unlink', 'rmdir', 'rename', 'replace', 'iterdir', 'glob', 'rglob', 'walk'],
  ...['chmod', 'symlink_to', 'hardlink_to', 'link_to', 'readlink'],
]);

/** Methods of a path that nothing else in a strategy's libraries has, and so are known without knowing the object. */
export const UNMISTAKABLE_PATH_METHODS: ReadonlySet<string> = new Set([
  ...['unlink', 'rmdir'],
  ...['write_text', 'write_bytes', 'read_text', 'read_bytes', 'symlink_to', 'hardlink_to', 'iterdir', 'rglob'],
]);

/** Directories that the sandbox gives a strategy. */
export const GIVEN_DIRECTORIES: readonly string[] = ['/data/', '/output/'];
export const OUTPUT_DIRECTORY = '/output/';
/** The sandbox's own memory: to make a directory there harms nobody, but nothing to read ever comes from it. */
export const SCRATCH_DIRECTORY = '/tmp/';

function listers(keyword: string, names: readonly string[]): [string, FileSink][] {
  const sink: FileSink = { why: 'lists files', does: 'lists-files', path: firstPath(keyword), isDirectory: true };
  return names.map((name) => [name, sink]);
}

function directories(why: string, keyword: string, names: readonly string[]): [string, FileSink][] {
  const sink: FileSink = { why, does: 'writes-files', path: firstPath(keyword), writes: true, isDirectory: true };
  return names.map((name) => [name, sink]);
}
