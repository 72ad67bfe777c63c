import { type FileSink, firstPath, forbidden, readers, secondPath, writers } from './file-sink.js';

/**
 * What numpy, pandas, scipy and their neighbours read and write, by public dotted name. A test compares it with the
 * names that the packages of the images really have.
 */
export const DATA_FUNCTIONS: readonly (readonly [name: string, sink: FileSink])[] = [
  ...readers('file', ['numpy.load', 'numpy.fromfile', 'numpy.fromregex', 'scipy.sparse.load_npz']),
  ...readers('filename', ['numpy.memmap', 'numpy.lib.format.open_memmap', 'numpy.ma.mrecords.openfile']),
  ...readers('fname', ['numpy.loadtxt', 'numpy.genfromtxt', 'numpy.recfromcsv', 'numpy.recfromtxt']),
  ...readers('fd', ['numpy.rec.fromfile', 'numpy.core.records.fromfile']),
  ...readers('fname', ['numpy.ma.mrecords.fromtextfile']),
  ...writers(firstPath('file'), ['numpy.save', 'numpy.savez', 'numpy.savez_compressed', 'scipy.sparse.save_npz']),
  ...writers(firstPath('fname'), ['numpy.savetxt', 'matplotlib.pyplot.imsave', 'matplotlib.image.imsave']),
  ...forbidden('fetches files', 'uses-network', ['numpy.DataSource']),
  ...forbidden('reads the source of modules', 'reads-files', [
    ...['numpy.source', 'numpy.lib.npyio.zipfile_factory', 'numpy.lib._npyio_impl.zipfile_factory'],
  ]),
  ...readers('fid', ['numpy.lib.npyio.NpzFile', 'numpy.lib._npyio_impl.NpzFile']),

  ...readers('file_name', ['scipy.io.loadmat', 'scipy.io.whosmat', 'scipy.io.matlab.loadmat']),
  ...readers('file_name', ['scipy.io.matlab.whosmat', 'scipy.io.matlab.matfile_version']),
  ...readers('source', ['scipy.io.mmread', 'scipy.io.mminfo']),
  ...readers('filename', ['scipy.io.wavfile.read', 'scipy.io.FortranFile', 'scipy.io.netcdf_file']),
  ...readers('path_or_open_file', ['scipy.io.hb_read']),
  ...readers('f', ['scipy.io.arff.loadarff']),
  ...writers(firstPath('file_name'), ['scipy.io.savemat', 'scipy.io.matlab.savemat']),
  ...writers(firstPath('target'), ['scipy.io.mmwrite']),
  ...writers(firstPath('filename'), ['scipy.io.wavfile.write']),
  ...writers(firstPath('path_or_open_file'), ['scipy.io.hb_write']),

  ...readers('filepath_or_buffer', ['pandas.read_csv', 'pandas.read_table', 'pandas.read_fwf', 'pandas.read_stata']),
  ...readers('filepath_or_buffer', ['pandas.read_sas']),
  ...readers('path_or_buf', ['pandas.read_json', 'pandas.io.stata.StataReader']),
  ...readers('filepath_or_buffer', ['pandas.io.json._json.JsonReader']),
  ...readers('f', ['pandas.io.parsers.TextParser', 'pandas.io.parsers.readers.TextParser']),
  ...readers('f', ['pandas.io.parsers.TextFileReader', 'pandas.io.parsers.readers.TextFileReader']),
  ...readers('f', ['pandas.io.parsers.python_parser.PythonParser']),
  ...readers('src', ['pandas.io.parsers.c_parser_wrapper.CParserWrapper']),
  ...readers('io', ['pandas.read_excel']),
  ...readers('path_or_buffer', ['pandas.ExcelFile']),
  ...readers('path', ['pandas.read_parquet', 'pandas.read_feather', 'pandas.read_orc', 'pandas.read_spss']),
  ...writers(firstPath('path'), ['pandas.ExcelWriter']),
  ...writers(secondPath('filepath_or_buffer'), ['pandas.to_pickle']),
  ...writers(firstPath('path_or_buf'), ['pandas.to_json']),
  ...writers(firstPath('as_json'), ['pandas.show_versions']),
  ...writers(secondPath('path'), ['pandas.to_parquet']),
  ...forbidden('reads pages or tables', 'uses-network', ['pandas.read_html', 'pandas.read_xml', 'pandas.read_iceberg']),
  ...forbidden('reads the clipboard', 'watches-user', ['pandas.read_clipboard']),
  ...forbidden('reads a database', 'uses-database', [
    ...[
      'pandas.read_sql',
      'pandas.read_sql_query',
      'pandas.read_sql_table',
      'pandas.read_gbq',
      'pandas.io.sql.execute',
    ],
    ...[
      'pandas.io.sql.to_sql',
      'pandas.io.sql.pandasSQL_builder',
      'pandas.io.sql.SQLDatabase',
      'pandas.io.sql.get_schema',
    ],
  ]),
  ...forbidden('touches files', 'reads-files', [
    ...['pandas.io.common.get_handle', 'pandas.io.common.get_filepath_or_buffer', 'pandas.io.common.file_exists'],
  ]),
  ...forbidden('touches files', 'uses-network', ['pandas.io.common.urlopen']),

  ...readers('fname', ['matplotlib.pyplot.imread', 'matplotlib.image.imread', 'matplotlib.cbook.get_sample_data']),
  ...readers('fname', ['matplotlib.rc_file', 'matplotlib.rc_params_from_file', 'matplotlib.pyplot.rc_file']),
  ...['matplotlib.style.use', 'matplotlib.pyplot.style.use'].map(textOrPath('style')),
  ...['dateutil.tz.gettz', 'dateutil.tz.tzfile', 'dateutil.tz.tzical'].map(textOrPath('name')),
  ...forbidden('touches files', 'reads-files', [
    'pytz.open_resource',
    'dateutil.zoneinfo.TarFile',
    'dateutil.zoneinfo.rebuild',
  ]),

  ...readers('source', ['polars.read_csv', 'polars.read_parquet', 'polars.read_json', 'polars.read_ipc']),
  ...readers('source', ['polars.read_excel', 'polars.read_ndjson', 'polars.scan_csv', 'polars.scan_parquet']),
  ...readers('source', ['polars.scan_ipc', 'polars.scan_ndjson', 'polars.read_delta', 'polars.scan_delta']),
  ...forbidden('reads a database', 'uses-database', ['polars.read_database', 'polars.read_database_uri']),
  ...readers('source', ['pyarrow.parquet.read_table', 'pyarrow.parquet.ParquetFile', 'pyarrow.dataset.dataset']),
  ...readers('source', ['pyarrow.feather.read_feather', 'pyarrow.feather.read_table', 'pyarrow.orc.read_table']),
  ...readers('input_file', ['pyarrow.csv.read_csv', 'pyarrow.json.read_json']),
  ...readers('path', ['pyarrow.memory_map', 'pyarrow.OSFile', 'pyarrow.input_stream']),
  ...writers(secondPath('where'), ['pyarrow.parquet.write_table']),
  ...writers(secondPath('dest'), ['pyarrow.feather.write_feather']),
  ...readers('urlpath', ['dask.dataframe.read_csv', 'dask.dataframe.read_json', 'dask.bag.read_text']),
  ...readers('path', ['dask.dataframe.read_parquet', 'dask.dataframe.read_hdf']),
  ...readers('name', ['h5py.File']),
  ...readers('filename', ['tables.open_file', 'netCDF4.Dataset', 'openpyxl.load_workbook', 'xlrd.open_workbook']),
  ...readers('filename_or_obj', ['xarray.open_dataset', 'xarray.open_dataarray']),
  ...readers('store', ['zarr.open']),
  ...readers('fp', ['PIL.Image.open']),
  ...readers('filename', ['cv2.imread']),
  ...writers(firstPath('filename'), ['cv2.imwrite']),
  ...writers(secondPath('filename'), ['joblib.dump']),
  ...writers(secondPath('f'), ['torch.save']),
];

/** Methods of frames, series, arrays and figures that write files or databases: their names are theirs alone. */
export const DATA_METHODS: readonly (readonly [name: string, sink: FileSink])[] = [
  ...writers(firstPath('path_or_buf'), ['to_csv', 'to_json', 'to_hdf']),
  ...writers(firstPath('buf'), ['to_html', 'to_latex', 'to_markdown']),
  ...writers(firstPath('path'), ['to_parquet', 'to_feather', 'to_orc', 'to_stata', 'to_pickle']),
  ...writers(firstPath('excel_writer'), ['to_excel']),
  ...writers(firstPath('path_or_buffer'), ['to_xml']),
  ...writers(firstPath('path'), ['to_netcdf', 'to_zarr']),
  ...writers(firstPath('fid'), ['tofile']),
  ...writers(firstPath('fname'), ['savefig']),
  ...writers(firstPath('file'), [
    'write_html',
    'write_image',
    'write_csv',
    'write_parquet',
    'write_ipc',
    'sink_parquet',
  ]),
  ...writers(firstPath('file'), ['sink_csv', 'write_ndjson']),
  ['dump', { why: 'writes a pickle', does: 'writes-files', path: firstPath('file'), writes: true, isArray: true }],
  // `bar.time.to_string('yyyy-MM-dd')` is how a framework formats a time.
  ['to_string', { ...textOrPath('buf')('')[1], why: 'writes a file', does: 'writes-files', writes: true }],
  ...forbidden('writes to a database', 'uses-database', ['to_sql', 'to_gbq', 'to_iceberg', 'write_database']),
  ...forbidden('writes to the clipboard', 'watches-user', ['to_clipboard']),
];

function textOrPath(keyword: string): (name: string) => [string, FileSink] {
  const sink: FileSink = {
    why: 'reads a file or an address',
    does: 'reads-files',
    path: firstPath(keyword),
    takesOtherTexts: true,
  };
  return (name) => [name, sink];
}
