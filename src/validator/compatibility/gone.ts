/** Since when a name is gone or there, and what to write instead. Whether it is there an image says itself. */
export interface Change {
  readonly since?: string;
  readonly thereSince?: string;
  readonly write?: string;
}

interface Gone extends Change {
  readonly since: string;
}

const numpyAlias = (names: readonly string[], since: string): [string, Gone][] =>
  names.map((name) => [`numpy.${name}`, { since, write: name === 'unicode' ? 'str' : name }]);
const gone = (owner: string, since: string, rows: Readonly<Record<string, string>>): [string, Gone][] =>
  Object.entries(rows).map(([name, write]) => [`${owner}.${name}`, write === '' ? { since } : { since, write }]);

/** Names of modules and classes, and `function(keyword)`. */
export const GONE: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...numpyAlias(['bool', 'int', 'float', 'complex', 'object', 'str', 'long', 'unicode'], '1.24'),
  ...gone('numpy', '1.23', { asscalar: 'values.item()' }),
  ...gone('numpy', '2.0', {
    NaN: 'np.nan',
    NAN: 'np.nan',
    Inf: 'np.inf',
    Infinity: 'np.inf',
    infty: 'np.inf',
    PINF: 'np.inf',
    NINF: '-np.inf',
    NZERO: '-0.0',
    PZERO: '0.0',
    float_: 'np.float64',
    complex_: 'np.complex128',
    singlecomplex: 'np.complex64',
    cfloat: 'np.complex128',
    longfloat: 'np.longdouble',
    unicode_: 'np.str_',
    string_: 'np.bytes_',
    product: 'np.prod',
    cumproduct: 'np.cumprod',
    sometrue: 'np.any',
    alltrue: 'np.all',
    asfarray: 'np.asarray(values, dtype=float)',
    cast: 'np.asarray(values, dtype=...)',
    find_common_type: 'np.result_type',
    issubclass_: 'issubclass',
    issctype: 'issubclass(kind, np.generic)',
    mat: 'np.asmatrix',
    msort: 'np.sort(values, axis=0)',
    round_: 'np.round',
    safe_eval: 'ast.literal_eval',
    compat: '',
    math: 'the module math',
  }),
  ...gone('numpy', '2.4', { in1d: 'np.isin', trapz: 'np.trapezoid' }),
  ...gone('numpy', '2.5', { row_stack: 'np.vstack' }),
  ...gone('numpy.ndarray', '2.0', {
    ptp: 'np.ptp(values)',
    itemset: 'values[index] = value',
    newbyteorder: 'values.view(values.dtype.newbyteorder())',
  }),
  ['pandas.stats', { write: 'series.rolling(window).mean() and its kin' }],
  ...gone('pandas', '1.0', {
    Panel: 'a MultiIndex',
    Panel4D: 'a MultiIndex',
    WidePanel: 'a MultiIndex',
    TimeGrouper: 'pd.Grouper(freq=...)',
  }),
  ...gone('pandas', '2.0', {
    Int64Index: 'pd.Index(values, dtype="int64")',
    UInt64Index: 'pd.Index(values, dtype="uint64")',
    Float64Index: 'pd.Index(values, dtype="float64")',
    datetime: 'the module datetime',
    np: 'numpy itself',
    SparseDataFrame: 'a DataFrame of pd.arrays.SparseArray',
    SparseSeries: 'a Series of pd.arrays.SparseArray',
  }),
  ...gone('pandas', '0.23', {
    rolling_mean: 'series.rolling(window).mean()',
    rolling_std: 'series.rolling(window).std()',
    rolling_sum: 'series.rolling(window).sum()',
    rolling_max: 'series.rolling(window).max()',
    rolling_min: 'series.rolling(window).min()',
    rolling_apply: 'series.rolling(window).apply(function)',
    rolling_corr: 'series.rolling(window).corr(other)',
    ewma: 'series.ewm(span=...).mean()',
    ewmstd: 'series.ewm(span=...).std()',
    expanding_mean: 'series.expanding().mean()',
  }),
  ...['DataFrame', 'Series'].flatMap((kind) => [
    ...gone(`pandas.${kind}`, '2.0', {
      append: kind === 'DataFrame' ? 'pd.concat([frame, other])' : 'pd.concat([series, other])',
      iteritems: 'items()',
      mad: '(x - x.mean()).abs().mean()',
      slice_shift: 'shift()',
      tshift: 'shift(freq=...)',
      lookup: 'at[row, column]',
    }),
    ...gone(`pandas.${kind}`, '1.0', {
      ix: 'loc or iloc',
      as_matrix: 'to_numpy()',
      get_value: 'at[...]',
      set_value: 'at[...] = ...',
      convert_objects: 'infer_objects()',
      reindex_axis: 'reindex(labels, axis=...)',
    }),
    ...gone(`pandas.${kind}`, '0.20', {
      sort: kind === 'DataFrame' ? 'sort_values(column)' : 'sort_values()',
      order: 'sort_values()',
    }),
    ...gone(`pandas.${kind}`, '3.0', {
      backfill: 'bfill()',
      pad: 'ffill()',
      swapaxes: 'T',
      first: 'loc[:date]',
      last: 'loc[date:]',
      bool: 'item()',
    }),
  ]),
  ...gone('pandas.DataFrame', '3.0', { applymap: 'map()' }),
  ...gone('pandas.Series', '3.0', { ravel: 'to_numpy()', view: 'astype()' }),
  ...gone('pandas.Series', '2.0', { is_monotonic: 'is_monotonic_increasing' }),
  ...gone('pandas.DatetimeIndex', '2.0', { week: 'isocalendar().week', weekofyear: 'isocalendar().week' }),
  ...gone('pandas.DataFrameGroupBy', '3.0', { fillna: 'ffill() or bfill()' }),
  ...gone('pandas.SeriesGroupBy', '3.0', { fillna: 'ffill() or bfill()' }),
  ...gone('scipy.integrate', '1.14', {
    simps: 'scipy.integrate.simpson',
    trapz: 'scipy.integrate.trapezoid',
    cumtrapz: 'scipy.integrate.cumulative_trapezoid',
  }),
  ...gone('scipy.signal', '1.13', {
    hann: 'scipy.signal.windows.hann',
    hamming: 'scipy.signal.windows.hamming',
    blackman: 'scipy.signal.windows.blackman',
    gaussian: 'scipy.signal.windows.gaussian',
    kaiser: 'scipy.signal.windows.kaiser',
    boxcar: 'scipy.signal.windows.boxcar',
    tukey: 'scipy.signal.windows.tukey',
    triang: 'scipy.signal.windows.triang',
  }),
  ...gone('scipy.signal', '1.15', { cwt: 'PyWavelets, outside', ricker: '', morlet: '', morlet2: '' }),
  ...gone('scipy.stats', '1.3', { itemfreq: 'np.unique(values, return_counts=True)' }),
  ['scipy.interp', { write: 'np.interp' }],
  ...gone('collections', '3.10', {
    Mapping: 'collections.abc.Mapping',
    MutableMapping: 'collections.abc.MutableMapping',
    Sequence: 'collections.abc.Sequence',
    Iterable: 'collections.abc.Iterable',
    Callable: 'collections.abc.Callable',
    Hashable: 'collections.abc.Hashable',
  }),
  ...gone('time', '3.8', { clock: 'time.perf_counter' }),
  ...gone('inspect', '3.11', { getargspec: '' }),
  ...gone('fractions', '3.9', { gcd: 'math.gcd' }),
  ...gone('asyncio', '3.11', { coroutine: 'async def' }),
  ...gone('', '3.12', { distutils: '', imp: '', asyncore: '', asynchat: '', smtpd: '' }),
  ...gone('', '3.13', { cgi: '', telnetlib: '', pipes: '', nntplib: '', audioop: '', uu: '', chunk: '' }),
]);

/** Reductions of tables and columns that took the level of an index, by which they are grouped now. */
export const GONE_LEVELS: ReadonlyMap<string, Gone> = new Map(
  [
    ...['sum', 'prod', 'product', 'mean', 'median', 'min', 'max', 'std', 'var', 'sem', 'skew', 'kurt', 'kurtosis'],
    ...['any', 'all', 'count'],
  ].map((method) => [`${method}(level)`, { since: '2.0', write: `groupby(level=...).${method}()` }]),
);

/** Arguments by keyword that a method or function took once, by `name(keyword)`. */
export const GONE_KEYWORDS: ReadonlyMap<string, Gone> = new Map([
  ['fillna(method)', { since: '3.0', write: 'ffill() or bfill()' }],
  ['fillna(downcast)', { since: '3.0', write: 'fillna(...).infer_objects()' }],
  ['replace(method)', { since: '3.0', write: 'mask(...).ffill()' }],
  ['replace(limit)', { since: '3.0' }],
  ['resample(loffset)', { since: '2.0', write: 'add the offset to the index afterwards' }],
  ['resample(base)', { since: '2.0', write: 'offset=' }],
  ['resample(how)', { since: '0.25', write: 'resample(rule).mean()' }],
  ['resample(fill_method)', { since: '0.25', write: 'resample(rule).ffill()' }],
  ['resample(kind)', { since: '3.0', write: 'to_period() or to_timestamp() on the index' }],
  ['resample(convention)', { since: '3.0' }],
  ['resample(axis)', { since: '3.0', write: 'frame.T.resample(rule)' }],
  ['rolling(axis)', { since: '3.0', write: 'frame.T.rolling(window)' }],
  ['expanding(axis)', { since: '3.0', write: 'frame.T.expanding()' }],
  ['ewm(axis)', { since: '3.0', write: 'frame.T.ewm(...)' }],
  ['groupby(axis)', { since: '3.0', write: 'frame.T.groupby(...)' }],
  ['groupby(squeeze)', { since: '2.0' }],
  ['to_csv(line_terminator)', { since: '2.0', write: 'lineterminator=' }],
  ['read_csv(squeeze)', { since: '2.0', write: 'read_csv(...).squeeze("columns")' }],
  ['read_csv(prefix)', { since: '2.0' }],
  ['read_csv(error_bad_lines)', { since: '2.0', write: 'on_bad_lines=' }],
  ['read_csv(warn_bad_lines)', { since: '2.0', write: 'on_bad_lines=' }],
  ['read_csv(mangle_dupe_cols)', { since: '2.0' }],
  ['read_csv(date_parser)', { since: '3.0', write: 'date_format=' }],
  ['read_csv(infer_datetime_format)', { since: '3.0', write: 'date_format=' }],
  ['read_csv(keep_date_col)', { since: '3.0' }],
  ['read_csv(delim_whitespace)', { since: '3.0', write: 'sep="\\\\s+"' }],
  ['read_csv(tupleize_cols)', { since: '0.25' }],
  ['to_datetime(infer_datetime_format)', { since: '3.0' }],
  ['concat(join_axes)', { since: '1.0', write: 'reindex() afterwards' }],
  ...GONE_LEVELS,
  ['date_range(closed)', { since: '2.0', write: 'inclusive=' }],
]);

const offsets = (
  change: Pick<Change, 'since' | 'thereSince'>,
  rows: Readonly<Record<string, string>>,
): [string, Change][] => Object.entries(rows).map(([alias, write]) => [alias, { ...change, write: `'${write}'` }]);

/** Aliases of offsets, whichever way they changed. */
export const OFFSETS: ReadonlyMap<string, Change> = new Map([
  ...offsets(
    { since: '3.0' },
    {
      ...{
        H: 'h',
        T: 'min',
        S: 's',
        L: 'ms',
        U: 'us',
        N: 'ns',
        BH: 'bh',
        CBH: 'cbh',
        t: 'min',
        l: 'ms',
        u: 'us',
        n: 'ns',
      },
      ...{ M: 'ME', BM: 'BME', CBM: 'CBME', SM: 'SME', Q: 'QE', BQ: 'BQE', A: 'YE', Y: 'YE', BA: 'BYE', BY: 'BYE' },
      ...{ AS: 'YS', BAS: 'BYS', m: 'ME', q: 'QE', y: 'YE', a: 'YE' },
    },
  ),
  ...offsets(
    { thereSince: '2.2' },
    {
      ...{ ME: 'M', BME: 'BM', CBME: 'CBM', SME: 'SM', QE: 'Q', BQE: 'BQ', YE: 'Y', BYE: 'BY' },
    },
  ),
]);
