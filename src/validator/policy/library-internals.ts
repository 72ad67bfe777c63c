import type { CallSinks } from './call-sink.js';

/**
 * What lies inside the data libraries and opens, runs or imports what it is told to, at the places where it is at home:
 * by which other names the libraries hold it is said by the catalogue. Found by following the calls in their sources.
 * Whole modules are named where honest code uses nothing of them.
 */
export const LIBRARY_INTERNALS: readonly CallSinks[] = [
  {
    why: 'evaluates text, or holds every name of whoever calls it',
    does: 'runs-text-as-code',
    patterns: [
      ...['pandas.core.computation.scope.*', 'pandas.core.computation.expr.*', 'pandas.core.computation.pytables.*'],
      ...['pandas.core.computation.engines.*', 'pandas.core.computation.ops.*Term', 'pandas.core.computation.ops.*Op'],
      ...['pandas.core.computation.ops.Constant', 'pandas.core.computation.ops.FuncNode'],
      ...['pandas.core.computation.ops.MathCall', 'pandas.core.computation.ops.Div'],
    ],
  },
  {
    why: 'runs text as code',
    does: 'runs-text-as-code',
    patterns: [
      ...['numpy.ma.timer_comparison.*', 'scipy._lib.decorator.*', 'scipy.optimize._nonlin._nonlin_wrapper'],
      ...['scipy.signal._signaltools._timeit_fast', 'scipy.special._ufunc_tools.*'],
      'scipy._external.array_api_compat._internal.*',
    ],
  },
  {
    why: 'imports a module by name',
    does: 'imports-by-name',
    patterns: [
      ...['pandas.compat._optional.import_optional_dependency', 'pandas.util._test_decorators.*'],
      ...['pandas.plotting._core._load_backend', 'pandas.plotting._core._get_plot_backend'],
      ...['numpy.core._ufunc_reconstruct', 'numpy._core._ufunc_reconstruct'],
      ...['numpy.core.function_base.add_newdoc', 'numpy._core.function_base.add_newdoc'],
      ...['numpy.lib.utils._makenamedict', 'numpy.lib._utils_impl._makenamedict'],
      ...['numpy.lib.utils._lookfor_generate_cache', 'numpy._pyinstaller.*'],
      ...['scipy.*._sub_module_deprecation', 'scipy.*.*._sub_module_deprecation'],
      ...['scipy._lib._uarray._backend.unpickle_function', 'scipy._lib._array_api_docs_tables.*'],
    ],
  },
  {
    why: 'starts a program',
    does: 'starts-processes',
    patterns: [
      ...['numpy.testing.extbuild', 'numpy.testing._private.extbuild', 'numpy.testing._private.utils.run_subprocess'],
      ...['numpy.testing._private.utils.check_support_sve', 'pandas._version.run_command', 'pandas._version.git_*'],
      ...['pandas._config.localization.*', 'scipy._lib._testutils._*', 'scipy.stats._generate_pyx.*'],
    ],
  },
  {
    why: 'reads a pickle, which runs whatever code it holds',
    does: 'reads-pickles',
    patterns: [
      'pandas._testing._io.round_trip_pickle',
      'scipy._external.array_api_extra._lib._utils._helpers.pickle_unflatten',
    ],
  },
  {
    why: 'makes a directory wherever it is told to, and deletes it',
    does: 'deletes-files',
    patterns: [
      ...['numpy.testing.tempdir', 'numpy.testing.temppath', 'numpy.testing._private.utils.temp*'],
      'scipy._lib._tmpdirs.*',
    ],
  },
  {
    why: 'opens a network connection',
    does: 'uses-network',
    patterns: ['pandas.io.gbq.*', 'pandas.io.iceberg.*'],
  },
  {
    why: 'reads or writes files below the functions that everybody uses',
    does: 'reads-files',
    patterns: [
      ...['pandas.io.sas.*', 'pandas.io.stata.*', 'pandas.io.xml.*', 'pandas.io.html.*', 'pandas.io.excel.*'],
      ...['pandas.io.pytables.*', 'pandas.io.orc.*', 'pandas.io.parquet.*', 'pandas.io.feather_format.*'],
      ...['pandas.io.common.*', 'pandas.io.sql.*', 'pandas.io.parsers.readers._*'],
      ...['pandas.io.parsers.python_parser.FixedWidth*', 'pandas.io.parsers.arrow_parser_wrapper.ArrowParserWrapper'],
      ...['pandas.io.formats.csvs.*', 'pandas.io.formats.xml.*', 'pandas.io.formats.excel.ExcelFormatter'],
      ...['pandas.io.formats.format.save_to_buffer', 'pandas.io.formats.format.*get_buffer'],
      ...['pandas.io.formats.format.DataFrameRenderer', 'pandas.io.formats.style.Styler.from_custom_template'],
      ...['pandas.compat._cpu._read_*', 'pandas.compat.compressors.*File', 'pandas._testing._io.write_to_compressed'],
      ...['pandas._testing.contexts.decompress_file', 'pandas._testing.contexts.ensure_clean'],
      ...['numpy.lib._datasource.*', 'numpy.lib.npyio._*', 'numpy.lib._npyio_impl._*', 'numpy.compat.py3k.open_latin1'],
      ...['numpy.core._methods._dump', 'numpy._core._methods._dump', 'numpy.testing._private.utils.jiffies'],
      ...['numpy.testing._private.utils.memusage', 'dateutil._tzdata_impl._open_*'],
      ...['scipy.io._mmio.MMFile', 'scipy.io._fast_matrix_market.*', 'scipy.io.matlab._mio._*'],
      ...['scipy.io.matlab._mio.mat_reader_factory', 'scipy._external.pyprima.common.message.*'],
    ],
  },
];
