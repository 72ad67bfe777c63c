/** How many arguments may be given without their keywords, and which keyword the next one wants. */
export interface Positions {
  readonly most: number;
  readonly write: string;
}

/** An argument of which some values are refused. */
export interface RefusedValues {
  readonly keyword: string;
  readonly position: number;
  readonly since: string;
  /** What to write instead of each. */
  readonly write: ReadonlyMap<string, string>;
}

/** Where an argument stands that is an offset. */
export interface OffsetArgument {
  readonly keyword: string;
  /** Undefined where nobody gives it without its keyword. */
  readonly position?: number;
  /** Whether it has to be of one length, so that months and years never would do. */
  readonly isFixed?: true;
}

/** The aliases that once were of one length. */
export const FIXED_OFFSETS: ReadonlySet<string> = new Set(['H', 'T', 'S', 'L', 'U', 'N', 't', 'l', 'u', 'n']);

const rows = (
  owners: readonly string[],
  most: number,
  methods: Readonly<Record<string, string>>,
): [string, Positions][] =>
  owners.flatMap((owner) => Object.entries(methods).map(([method, write]) => [`${owner}.${method}`, { most, write }]));

/** Since when pandas wants the keywords of those below; every image has a later one. */
export const KEYWORDS_SINCE = '2.0';

/** By dotted name, of functions and methods that once took more by position. */
export const POSITIONS: ReadonlyMap<string, Positions> = new Map([
  ...rows(['pandas'], 1, { concat: 'axis=', read_csv: 'sep=', read_table: 'sep=' }),
  ...rows(['pandas.DataFrame', 'pandas.Series'], 0, {
    sort_index: 'axis=',
    dropna: 'axis=',
    ffill: 'axis=',
    bfill: 'axis=',
  }),
  ...rows(['pandas.DataFrame', 'pandas.Series'], 1, {
    drop: 'axis=',
    fillna: 'axis=',
    interpolate: 'axis=',
    reset_index: 'drop=',
    set_axis: 'axis=',
  }),
  ...rows(['pandas.DataFrame', 'pandas.Series'], 2, {
    clip: 'axis=',
    where: 'inplace=',
    mask: 'inplace=',
    replace: 'inplace=',
  }),
  ...rows(['pandas.DataFrame'], 0, { pivot: 'columns=, index= and values=' }),
  ...rows(['pandas.DataFrame'], 1, { sort_values: 'axis=', set_index: 'drop=', drop_duplicates: 'keep=' }),
  ...rows(['pandas.Series'], 0, { sort_values: 'axis=', drop_duplicates: 'keep=' }),
]);

const FILLED = (rest: string): ReadonlyMap<string, string> =>
  new Map([
    ...['pad', 'ffill'].map((method): [string, string] => [method, `ffill()${rest}`]),
    ...['bfill', 'backfill'].map((method): [string, string] => [method, `bfill()${rest}`]),
  ]);

/** By method. */
export const REFUSED_VALUES: ReadonlyMap<string, RefusedValues> = new Map([
  ['interpolate', { keyword: 'method', position: 0, since: '3.0', write: FILLED('') }],
  ['pct_change', { keyword: 'fill_method', position: 1, since: '3.0', write: FILLED('.pct_change()') }],
]);

/** Functions of pandas that take an offset. */
export const OFFSET_FUNCTIONS: ReadonlyMap<string, OffsetArgument> = new Map([
  ['pandas.date_range', { keyword: 'freq', position: 3 }],
  ['pandas.bdate_range', { keyword: 'freq', position: 3 }],
  ['pandas.Grouper', { keyword: 'freq' }],
]);
export const OFFSET_METHODS: ReadonlyMap<string, OffsetArgument> = new Map([
  ['resample', { keyword: 'rule', position: 0 }],
  ['asfreq', { keyword: 'freq', position: 0 }],
  ['shift', { keyword: 'freq', position: 1 }],
  ['rolling', { keyword: 'window', position: 0, isFixed: true }],
  ...['floor', 'ceil', 'round'].map((name): [string, OffsetArgument] => [
    name,
    { keyword: 'freq', position: 0, isFixed: true },
  ]),
]);

/** Methods of which a call without any keyword is worth a look. */
export const WATCHED_METHODS: ReadonlySet<string> = new Set([
  ...[...POSITIONS.keys(), ...OFFSET_FUNCTIONS.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)),
  ...REFUSED_VALUES.keys(),
  ...OFFSET_METHODS.keys(),
]);
