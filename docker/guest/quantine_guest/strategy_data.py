"""Data files as the strategy sees them: CSV into DataFrames whose rows ascend in time.

Runs before the strategy is there, so that no strategy can make its own failure look like that of its data.
"""

import contextlib
import csv
import re
import warnings

import pandas as pd

DATE_NAMES = ('date', 'datetime', 'time', 'timestamp')
PRICE_COLUMNS = ('open', 'high', 'low', 'close', 'volume', 'adj_close')
ALIASES = {'adjclose': 'adj_close', 'adjusted_close': 'adj_close'}
CHUNK = 1024 * 1024
EIGHT_DIGIT_DATES = (1900_01_01, 2100_12_31)
# Seconds, milliseconds, microseconds and nanoseconds since 1970 cannot be mistaken for each other after 1973.
EPOCH_UNITS = ((1e11, 's'), (1e14, 'ms'), (1e17, 'us'), (1e20, 'ns'))


class DataError(Exception):
    """A data file cannot be read; the message says why."""


def load(files: list[tuple[str, str]]) -> pd.DataFrame | dict[str, pd.DataFrame] | None:
    """`data` for the strategy, from pairs of name and path: one frame, several by name, or None. Raises DataError."""
    frames = {name: read_bars(name, path) for name, path in files}
    if not frames:
        return None
    return next(iter(frames.values())) if len(frames) == 1 else frames


def read_bars(name: str, path: str) -> pd.DataFrame:
    """One CSV file as a frame: ascending DatetimeIndex `date`, columns in lower snake case. Raises DataError."""
    try:
        _refuse_binary(path)
        columns = _header(path)
        frame = _read(path, columns)
        return _by_date(_checked(frame, path), path)
    except DataError as error:
        raise DataError(f'data file {name}: {error}') from error
    except UnicodeDecodeError as error:
        raise DataError(f'data file {name}: is not UTF-8 text') from error
    except OSError as error:
        raise DataError(f'data file {name}: cannot be read ({error.strerror})') from error


def column_name(header: str, position: int) -> str:
    """`Adj Close`, `AdjClose` and `adjclose` are all `adj_close`."""
    words = re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', header.strip())
    name = re.sub(r'\W+', '_', words).strip('_').lower()
    return ALIASES.get(name, name) or f'column_{position}'


def _refuse_binary(path: str) -> None:
    """A NUL byte would end a field, or the file, without a word."""
    is_empty = True
    with open(path, 'rb') as file:
        while chunk := file.read(CHUNK):
            is_empty = False
            if b'\0' in chunk:
                raise DataError('is not text: it holds a NUL byte')
    if is_empty:
        raise DataError('is empty')


def _rows(path: str):
    """Rows with the number of the line each ends on, blank lines left out."""
    with open(path, encoding='utf-8-sig', newline='') as file:
        reader = csv.reader(file)
        try:
            for row in reader:
                if row:
                    yield reader.line_num, row
        except csv.Error as error:
            raise DataError(f'line {reader.line_num} is not CSV ({error})') from error


def _header(path: str) -> list[str]:
    rows = _rows(path)
    header = next(rows, (0, []))[1]
    if not any(field.strip() for field in header):
        raise DataError('is empty')
    if any(_is_number(field) for field in header):
        raise DataError(f'has no header row: its first line holds the number {next(filter(_is_number, header))}')
    if next(rows, None) is None:
        raise DataError('has a header but no rows')
    names = [column_name(field, position) for position, field in enumerate(header)]
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        raise DataError(f'has more than one column named {repeated}')
    return names


def _read(path: str, columns: list[str]) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            warnings.simplefilter('error', pd.errors.ParserWarning)
            return pd.read_csv(path, header=0, names=columns, index_col=False, encoding='utf-8', compression=None)
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise _ragged(path, len(columns)) or DataError(f'is not CSV ({error})') from error
    except pd.errors.EmptyDataError as error:
        raise DataError('is empty') from error


def _checked(frame: pd.DataFrame, path: str) -> pd.DataFrame:
    """Refuses rows too short, which pandas fills up in silence, and prices that are words."""
    if frame.iloc[:, -1].isna().any():
        ragged = _ragged(path, frame.shape[1])
        if ragged is not None:
            raise ragged
    for column in frame.columns.intersection(list(PRICE_COLUMNS)):
        if not pd.api.types.is_numeric_dtype(frame[column]):
            values = frame[column]
            wrong = values[pd.to_numeric(values, errors='coerce').isna() & values.notna()]
            text = str(wrong.iloc[0])[:40] if len(wrong) else 'True'
            raise DataError(f'column {column} holds {text!r}, which is not a number')
    return frame


def _ragged(path: str, width: int) -> DataError | None:
    for line, row in _rows(path):
        if len(row) != width:
            return DataError(f'line {line} has {len(row)} fields where the header has {width}')
    return None


def _by_date(frame: pd.DataFrame, path: str) -> pd.DataFrame:
    try:
        column, dates = _find_dates(frame)
        index = pd.DatetimeIndex(dates, name='date').as_unit('ns')
    except (pd.errors.OutOfBoundsDatetime, OverflowError) as error:
        raise DataError('has dates outside 1678 to 2262') from error
    missing = dates.isna()
    if missing.any():
        position = int(missing.to_numpy().argmax())
        line = next(line for row, (line, _) in enumerate(_rows(path)) if row == position + 1)
        raise DataError(f'line {line} has no date')
    rest = frame.drop(columns=column)
    if not any(pd.api.types.is_numeric_dtype(rest[name]) for name in rest.columns):
        raise DataError('has no column of numbers')
    rest.index = index
    return rest.sort_index(kind='stable')


def _find_dates(frame: pd.DataFrame) -> tuple[str, pd.Series]:
    named = next((name for name in DATE_NAMES if name in frame.columns), None)
    if named is not None:
        dates = _parse_dates(frame[named])
        if dates is None:
            raise DataError(f'column {named} does not hold dates')
        return named, dates
    for name in frame.columns:
        if pd.api.types.is_numeric_dtype(frame[name]):
            continue
        with contextlib.suppress(pd.errors.OutOfBoundsDatetime):
            dates = _parse_dates(frame[name])
            if dates is not None:
                return name, dates
    raise DataError('has no column of dates')


def _parse_dates(values: pd.Series) -> pd.Series | None:
    """Dates of one column, month first unless that cannot be; moments with an offset become UTC.

    Raises OutOfBoundsDatetime on a year that nanoseconds cannot hold.
    """
    if pd.api.types.is_numeric_dtype(values):
        return _parse_numbers(values)
    for options in ({}, {'dayfirst': True}, {'utc': True}):
        with warnings.catch_warnings():
            warnings.simplefilter('error', FutureWarning)
            warnings.simplefilter('ignore', UserWarning)
            try:
                dates = pd.to_datetime(values, **options)
            except pd.errors.OutOfBoundsDatetime:
                raise
            except (ValueError, TypeError, OverflowError, FutureWarning):
                continue
        if dates.dtype.kind == 'M' and dates.notna().any():
            return dates if dates.dt.tz is None else dates.dt.tz_convert('UTC')
    return None


def _parse_numbers(values: pd.Series) -> pd.Series | None:
    """Eight digits are YYYYMMDD; other numbers count from 1970 in the unit that their size gives away."""
    if values.isna().any() or pd.api.types.is_bool_dtype(values):
        return None
    low, high = values.min(), values.max()
    try:
        if low >= EIGHT_DIGIT_DATES[0] and high <= EIGHT_DIGIT_DATES[1]:
            return pd.to_datetime(values.astype('int64').astype(str), format='%Y%m%d')
        unit = next((unit for limit, unit in EPOCH_UNITS if high < limit), None)
        return None if unit is None or low < 0 else pd.to_datetime(values, unit=unit)
    except (ValueError, OverflowError):
        return None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
