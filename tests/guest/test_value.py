import datetime
import json
import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from quantine_guest.frames import MAX_NON_FINITE_PATHS
from quantine_guest.value import ValueNotSerializable, ValueTooLarge, encode_value

README = Path(__file__).resolve().parents[2] / 'docker' / 'guest' / 'README.md'
ROW = re.compile(r'^\| `(.+)` \| `(.+)` \|$', re.MULTILINE)
NAMES = {'np': np, 'pd': pd, 'datetime': datetime, 'Decimal': Decimal, 'Fraction': Fraction}
LAYOUTS = ROW.findall(README.read_text())


def encoded(value, cap=10_000):
    text, paths = encode_value(value, cap)
    return json.loads(text), paths


@pytest.mark.parametrize(('expression', 'expected'), LAYOUTS)
def test_the_readme_states_the_layout_that_comes_out(expression, expected):
    assert encoded(eval(expression, dict(NAMES)))[0] == json.loads(expected)


def test_the_readme_states_every_kind():
    assert len(LAYOUTS) > 20


def test_the_paths_of_what_became_null_are_listed():
    index = pd.DatetimeIndex(['2020-01-01', pd.NaT])
    value = {
        'sharpe': float('nan'),
        'a key': [np.float32('inf'), 1.0],
        'equity': pd.Series([np.nan, 2.0], index=index),
        'table': pd.DataFrame({'x': [1.0, -np.inf], 'y': ['a', None]}),
        'grid': np.array([[1.0, np.nan]]),
    }
    plain, paths = encoded(value)
    assert plain['table']['data'][1][0] is None
    assert sorted(paths) == [
        '$.equity.index[1]',
        '$.equity.values[0]',
        '$.grid[0][1]',
        '$.sharpe',
        '$.table.data[1][0]',
        *(['$.table.data[1][1]'] if pd.DataFrame({'y': ['a', None]})['y'].dtype != object else []),
        '$["a key"][0]',
    ]


@pytest.mark.parametrize('kind', ['Int64', 'Float64', 'boolean', 'string', 'category'])
def test_columns_of_pandas_own_kinds_are_lists_with_null_for_what_is_missing(kind):
    values = {'string': ['a', None], 'category': ['a', None], 'boolean': [True, None]}.get(kind, [1, None])
    plain, paths = encoded(pd.Series(values, dtype=kind))
    assert plain['values'] == values
    assert paths == ['$.values[1]']


def test_a_frame_with_a_multi_index_lists_its_labels():
    frame = pd.DataFrame({'x': [1.5]}, index=pd.MultiIndex.from_tuples([('a', 1)]))
    assert encoded(frame)[0]['index'] == [['a', 1]]


def test_numbers_of_every_width_are_numbers():
    value = [np.uint8(1), np.int16(-2), np.float16(0.5), np.longdouble(0.25), np.array(3), np.array([1, 2], 'float32')]
    assert encoded(value)[0] == [1, -2, 0.5, 0.25, 3, [1.0, 2.0]]


class Colour(Enum):
    RED = 1


def holding_itself():
    value = {'a': []}
    value['a'].append(value)
    return value


def nested(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ('value', 'message'),
    [
        ({'a': [1, {2}]}, '$.a[1] is a builtins.set'),
        ([b'bytes'], '$[0] is a builtins.bytes'),
        ({'z': 1j}, '$.z is a builtins.complex'),
        (np.array([1j]), '$[0] is a numpy.complex128'),
        ({'f': print}, '$.f is a builtins.builtin_function_or_method'),
        (Colour.RED, '$ is a test_value.Colour'),
        (np.ma.array([1, 2], mask=[0, 1]), '$ is a numpy.ma'),
        (pd.DataFrame({'x': [{1}]}), '$.data[0][0] is a builtins.set'),
        ({(1, 2): 3}, '$ is a key that is a builtins.tuple'),
        ({1: 'a', '1': 'b'}, '$["1"] is a second key that reads the same as text'),
        (10**400, '$ is an integer too large'),
        (Fraction(10**400), '$ is a Fraction too large'),
        (holding_itself(), '$.a[0] is a container that holds itself'),
        (nested(65), 'is nested deeper than 64 levels'),
    ],
)
def test_what_json_cannot_say_is_refused_by_its_path(value, message):
    with pytest.raises(ValueNotSerializable, match=re.escape(message)):
        encode_value(value, 10_000)


def test_the_same_list_twice_is_not_a_cycle():
    shared = [1]
    assert encoded([shared, shared, nested(63)])[0][:2] == [[1], [1]]


def test_a_result_is_cut_off_at_its_cap_to_the_byte():
    assert encode_value('x' * 98, 100)[0] == b'"' + b'x' * 98 + b'"'
    for value in ('x' * 99, 'ä' * 50, np.zeros(10**9, dtype='int8'), [None] * 26, {'k' * 100: 1}):
        with pytest.raises(ValueTooLarge, match='longer than 100 bytes'):
            encode_value(value, 100)


def test_the_list_of_paths_is_bounded_in_number_and_length():
    _, paths = encode_value(np.full(20_000, np.nan), 1 << 20)
    assert len(paths) == MAX_NON_FINITE_PATHS
    _, paths = encode_value({'k' * 1000: float('nan')}, 1 << 20)
    assert len(paths[0]) == 200


def test_a_lone_surrogate_is_escaped():
    assert encode_value('é\ud800', 100)[0] == b'"\\u00e9\\ud800"'


def test_a_subclass_with_hostile_methods_is_read_as_its_base():
    class Hostile(dict):
        def items(self):
            raise AssertionError

    assert encoded(Hostile(a=1))[0] == {'a': 1}
