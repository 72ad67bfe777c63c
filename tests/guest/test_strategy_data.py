import pandas as pd
import pytest
from quantine_guest.strategy_data import DataError, column_name, load, read_bars

BARS = 'Date,Open,High,Low,Close,Volume,Adj Close\n2020-01-03,1,2,0.5,1.5,100,1.4\n2020-01-02,1,2,0.5,1.6,200,1.5\n'


@pytest.fixture
def bars(tmp_path):
    def read(content):
        path = tmp_path / 'bytes'
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_bars('sp500', str(path))

    return read


def test_bars_ascend_in_time_under_lower_case_names(bars):
    frame = bars(BARS)
    assert list(frame.columns) == ['open', 'high', 'low', 'close', 'volume', 'adj_close']
    assert frame.index.name == 'date'
    assert frame.index.dtype == 'datetime64[ns]'
    assert list(frame.index) == [pd.Timestamp('2020-01-02'), pd.Timestamp('2020-01-03')]
    assert frame['close'].tolist() == [1.6, 1.5]


def test_rows_of_one_moment_keep_the_order_of_the_file(bars):
    frame = bars('date,symbol,price\n2020-01-02,B,1\n2020-01-01,Z,2\n2020-01-02,A,3\n')
    assert frame['symbol'].tolist() == ['Z', 'B', 'A']


@pytest.mark.parametrize(
    ('header', 'name'),
    [
        ('Adj Close', 'adj_close'),
        ('AdjClose', 'adj_close'),
        ('adjclose', 'adj_close'),
        ('Adj. Close', 'adj_close'),
        (' OPEN ', 'open'),
        ('Close/Last', 'close_last'),
        ('', 'column_3'),
        ('Größe', 'größe'),
    ],
)
def test_columns_are_lower_snake_case(header, name):
    assert column_name(header, 3) == name


@pytest.mark.parametrize(
    ('column', 'expected'),
    [
        ('Date\n2020-01-02', '2020-01-02'),
        ('TIMESTAMP\n2020-01-02 09:30:00', '2020-01-02 09:30'),
        ('datetime\n1577934000', '2020-01-02 03:00'),
        ('time\n1577934000000', '2020-01-02 03:00'),
        ('date\n20200102', '2020-01-02'),
        ('date\nJan 2 2020', '2020-01-02'),
        ('date\n01/02/2020', '2020-01-02'),
        ('date\n13/02/2020', '2020-02-13'),
        ('when\n2020-01-02', '2020-01-02'),
        ('\n2020-01-02', '2020-01-02'),
    ],
)
def test_dates_are_found_and_read(bars, column, expected):
    header, date = column.split('\n')
    assert list(bars(f'price,{header}\n1,{date}\n').index) == [pd.Timestamp(expected)]


def test_moments_with_offsets_become_utc(bars):
    frame = bars('date,price\n2020-03-01T00:00:00-05:00,1\n2020-04-01T00:00:00-04:00,2\n')
    assert [str(moment) for moment in frame.index] == ['2020-03-01 05:00:00+00:00', '2020-04-01 04:00:00+00:00']


def test_a_byte_order_mark_quotes_and_windows_lines_are_understood(bars):
    frame = bars('\ufeff"Date","Close"\r\n"2020-01-02","1.5"\r\n')
    assert frame['close'].tolist() == [1.5]


def test_an_empty_field_is_nan(bars):
    assert bars('date,close,note\n2020-01-02,,\n2020-01-03,1,x\n')['close'].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ('content', 'complaint'),
    [
        ('', 'is empty'),
        ('\n\n', 'is empty'),
        ('date,close\n', 'has a header but no rows'),
        ('2020-01-02,1.5\n2020-01-03,1.6\n', 'has no header row: its first line holds the number 1.5'),
        ('symbol,close\nA,1\n', 'has no column of dates'),
        ('date,close\nyesterday,1\n', 'column date does not hold dates'),
        ('date,close\n2020-01-02,1\n,2\n', 'line 3 has no date'),
        ('date,symbol\n2020-01-02,A\n', 'has no column of numbers'),
        ('date,close\n2020-01-02,abc\n', "column close holds 'abc', which is not a number"),
        ('date,close\n2020-01-02,1\n2020-01-03,1,2\n', 'line 3 has 3 fields where the header has 2'),
        ('date,close\n2020-01-02,1,2\n2020-01-03,1,2\n', 'line 2 has 3 fields where the header has 2'),
        ('date,open,close\n2020-01-02,1,2\n2020-01-03,1\n', 'line 3 has 2 fields where the header has 3'),
        ('date,Close,close\n2020-01-02,1,2\n', 'has more than one column named close'),
        (b'date,close\n2020-01-02,\xff\n', 'is not UTF-8 text'),
        (b'\x89PNG\r\n\x1a\n\0\0\0', 'is not text: it holds a NUL byte'),
        (b'PAR1\xff\xfe', 'is not UTF-8 text'),
        ('date,close\n1020-01-02,1\n', 'has dates outside 1678 to 2262'),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(bars, content, complaint):
    with pytest.raises(DataError) as caught:
        bars(content)
    assert str(caught.value) == f'data file sp500: {complaint}'


def test_a_missing_file_is_named():
    with pytest.raises(DataError, match=r'data file sp500: cannot be read \(No such file or directory\)'):
        read_bars('sp500', '/nowhere/bytes')


def test_none_one_and_several_files_are_none_a_frame_and_a_dict(tmp_path):
    path = tmp_path / 'bytes'
    path.write_text(BARS)
    assert load([]) is None
    assert isinstance(load([('a', str(path))]), pd.DataFrame)
    assert list(load([('a', str(path)), ('b', str(path))])) == ['a', 'b']
