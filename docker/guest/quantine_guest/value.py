"""The strategy's result as JSON. The layout is stated in `docker/guest/README.md`, and a test holds it to that.

What has no place in JSON is refused by the path to it, never written as its `repr`: a result that says
"<object at 0x7f...>" looks like success and is worth nothing.
"""

import datetime
import json
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from .frames import MAX_NON_FINITE_PATHS, MAX_VALUE_DEPTH
from .texts import MAX_PATH_CHARACTERS

# All paths together, so that they fit one frame.
MAX_PATHS_BYTES = 384 * 1024

# A path is a chain of (parent, step), rendered only where somebody needs to read it.
Path = tuple | None


class ValueTooLarge(Exception):
    """The result is longer, as JSON, than the cap."""


class ValueNotSerializable(Exception):
    """The result holds something that JSON cannot say; the message names its path."""


ValueTooLarge.__module__ = ValueNotSerializable.__module__ = 'builtins'


def encode_value(value: object, cap_bytes: int) -> tuple[bytes, list[str]]:
    """JSON text of `value`, and the paths at which NaN, NaT or an infinity became null.

    Raises ValueTooLarge, ValueNotSerializable, or whatever a class of the strategy's own raises.
    """
    encoder = _Encoder(cap_bytes)
    plain = encoder.plain(value, None, 0)
    text = _to_json(plain)
    if len(text) > cap_bytes:
        raise encoder.too_large()
    return text, encoder.non_finite_paths()


def _to_json(plain: object) -> bytes:
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(',', ':')).encode('utf-8')
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8, but JSON can escape it.
        return json.dumps(plain, allow_nan=False, separators=(',', ':')).encode('ascii')


class _Encoder:
    """Turns a value into plain lists, dicts and scalars.

    Spends a lower bound of the bytes as it goes, so that a billion rows are refused at the first that is too many.
    """

    def __init__(self, cap_bytes: int) -> None:
        self._cap_bytes = cap_bytes
        self._left = cap_bytes
        self._open: set[int] = set()
        self._non_finite: list[Path] = []

    def plain(self, value: object, path: Path, depth: int) -> object:
        if value is None:
            self._spend(4)
            return None
        if isinstance(value, str):
            self._spend(len(value) + 2)
            return value
        if isinstance(value, (bool, np.bool_)):
            self._spend(4)
            return bool(value)
        if isinstance(value, (int, np.integer)) and not isinstance(value, np.timedelta64):
            return self._integer(value, path)
        if isinstance(value, (float, np.floating, Decimal, Fraction)):
            return self._number(value, path)
        if value is pd.NaT or value is pd.NA:
            return self._missing(path)
        if isinstance(value, MOMENTS):
            return self._moment(value, path)
        return self._container(value, path, depth)

    def non_finite_paths(self) -> list[str]:
        rendered, room = [], MAX_PATHS_BYTES
        for path in self._non_finite[:MAX_NON_FINITE_PATHS]:
            text = render(path)
            room -= len(json.dumps(text)) + 1
            if room < 0:
                break
            rendered.append(text)
        return rendered

    def too_large(self) -> ValueTooLarge:
        return ValueTooLarge(f'the result is longer than {self._cap_bytes} bytes as JSON')

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self.too_large()

    def _integer(self, value: int, path: Path) -> int:
        number = int(value)
        if number.bit_length() > 1023:
            raise _refusal(path, 'an integer too large for a JSON number')
        self._spend(1)
        return number

    def _number(self, value: object, path: Path) -> float | None:
        try:
            number = float(value)
        except (OverflowError, ValueError) as error:
            raise _refusal(path, f'a {type(value).__name__} too large for a JSON number') from error
        if not math.isfinite(number):
            return self._missing(path)
        self._spend(3)
        return number

    def _missing(self, path: Path) -> None:
        self._spend(4)
        if len(self._non_finite) < MAX_NON_FINITE_PATHS:
            self._non_finite.append(path)

    def _moment(self, value: object, path: Path) -> str | None:
        text = _iso(value)
        if text is None:
            return self._missing(path)
        self._spend(len(text) + 2)
        return text

    def _container(self, value: object, path: Path, depth: int) -> object:
        convert = next((convert for kinds, convert in self._containers() if isinstance(value, kinds)), None)
        if convert is None or isinstance(value, np.ma.MaskedArray):
            raise _refusal(path, f'a {type(value).__module__}.{type(value).__qualname__}')
        if id(value) in self._open:
            raise _refusal(path, 'a container that holds itself')
        if depth >= MAX_VALUE_DEPTH:
            raise _refusal(path, f'nested deeper than {MAX_VALUE_DEPTH} levels')
        self._spend(2)
        self._open.add(id(value))
        plain = convert(value, path, depth + 1)
        self._open.discard(id(value))
        return plain

    def _containers(self) -> tuple[tuple[object, Callable], ...]:
        return (
            (dict, self._dict),
            ((list, tuple), self._list),
            (np.ndarray, self._array),
            (pd.Series, self._series),
            (pd.DataFrame, self._frame),
            ((pd.Index, pd.api.extensions.ExtensionArray), self._index),
        )

    def _dict(self, value: dict, path: Path, depth: int) -> dict:
        plain: dict[str, object] = {}
        for key, item in dict.items(value):
            name = _key(key, path)
            if name in plain:
                raise _refusal((path, name), 'a second key that reads the same as text')
            self._spend(len(name) + 4)
            plain[name] = self.plain(item, (path, name), depth)
        return plain

    def _list(self, value: list | tuple, path: Path, depth: int) -> list:
        return [self.plain(item, (path, position), depth) for position, item in enumerate(value)]

    def _array(self, value: np.ndarray, path: Path, depth: int) -> object:
        array = np.asarray(value)
        if array.ndim == 0:
            return self.plain(array[()], path, depth)
        if array.ndim == 1:
            return self._items(array, lambda position: (path, position), depth)
        if depth + array.ndim > MAX_VALUE_DEPTH:
            raise _refusal(path, f'nested deeper than {MAX_VALUE_DEPTH} levels')
        return [self._array(part, (path, position), depth + 1) for position, part in enumerate(array)]

    def _index(self, value: object, path: Path, depth: int) -> list:
        return self._items(value, lambda position: (path, position), depth)

    def _series(self, value: pd.Series, path: Path, depth: int) -> dict:
        return {
            'type': 'series',
            'name': self.plain(value.name, (path, 'name'), depth),
            'index': self._index(value.index, (path, 'index'), depth),
            'values': self._index(_cells(value), (path, 'values'), depth),
        }

    def _frame(self, value: pd.DataFrame, path: Path, depth: int) -> dict:
        rows = (path, 'data')
        columns = [
            self._items(_cells(value.iloc[:, column]), lambda row, column=column: ((rows, row), column), depth)
            for column in range(value.shape[1])
        ]
        return {
            'type': 'dataframe',
            'columns': self._index(value.columns, (path, 'columns'), depth),
            'index': self._index(value.index, (path, 'index'), depth),
            'data': [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in range(len(value))],
        }

    def _items(self, values: object, place: Callable[[int], Path], depth: int) -> list:
        """One dimension. Plain numbers skip the walk: they are most of what strategies return."""
        self._spend(2 * len(values))
        kind = values.dtype.kind if isinstance(getattr(values, 'dtype', None), np.dtype) else 'O'
        if kind in 'biu':
            return np.asarray(values).tolist()
        if kind == 'f':
            return self._floats(np.asarray(values, dtype=np.float64), place)
        return [self.plain(item, place(position), depth) for position, item in enumerate(values)]

    def _floats(self, array: np.ndarray, place: Callable[[int], Path]) -> list:
        numbers = array.tolist()
        for position in np.flatnonzero(~np.isfinite(array)).tolist():
            self._missing(place(position))
            numbers[position] = None
        return numbers


def _cells(column: pd.Series) -> object:
    """The values with a dtype of numpy's own where they have one, which `_items` can take at once."""
    return column.to_numpy() if isinstance(column.dtype, np.dtype) else column.array


MOMENTS = (
    datetime.date,
    datetime.time,
    datetime.timedelta,
    np.datetime64,
    np.timedelta64,
    pd.Period,
)


def _iso(value: object) -> str | None:
    """ISO 8601: a moment as a date with its time, a duration as `P..DT..H..M..S`, a period as pandas prints it."""
    if isinstance(value, (np.datetime64, np.timedelta64)) and np.isnat(value):
        return None
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value).isoformat()
    if isinstance(value, (datetime.timedelta, np.timedelta64)):
        return pd.Timedelta(value).isoformat()
    return str(value) if isinstance(value, pd.Period) else value.isoformat()


def _key(key: object, path: Path) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, (bool, np.bool_)):
        return 'true' if key else 'false'
    if isinstance(key, (int, np.integer)) and not isinstance(key, np.timedelta64):
        return str(int(key))
    if isinstance(key, (float, np.floating)) and math.isfinite(key):
        return repr(float(key))
    text = _iso(key) if isinstance(key, MOMENTS) and key is not pd.NaT else None
    if text is None:
        raise _refusal(path, f'a key that is a {type(key).__module__}.{type(key).__qualname__}')
    return text


def render(path: Path) -> str:
    """`$.equity.data[3][1]`, cut to a readable length."""
    steps: list[str] = []
    while path is not None:
        path, step = path
        if isinstance(step, int):
            steps.append(f'[{step}]')
        else:
            steps.append(f'.{step}' if step.isidentifier() else f'[{_quoted(step[:MAX_PATH_CHARACTERS])}]')
    text = '$' + ''.join(reversed(steps))
    return text if len(text) <= MAX_PATH_CHARACTERS else text[: MAX_PATH_CHARACTERS - 3] + '...'


def _quoted(key: str) -> str:
    """As JSON, which has an escape for every control character but uses none for the last of ASCII."""
    return json.dumps(key).replace('\x7f', '\\u007f')


def _refusal(path: Path, what: str) -> ValueNotSerializable:
    return ValueNotSerializable(f'{render(path)} is {what}, which cannot be written as JSON')
