"""An exception of the strategy as data: robust against one whose message is huge, or whose `__str__` raises."""

import re
from collections.abc import Iterator
from types import TracebackType

from .frames import MAX_CAUSES, MAX_TRACEBACK

STRATEGY_FILE = 'strategy.py'

MAX_CAUSE_TRACEBACK = 16
MAX_LINE_TEXT = 160
MAX_NAME = 80

# Control characters cost six bytes each as JSON and mean nothing in a message; a lone surrogate is no UTF-8.
UNPRINTABLE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]')

# Read through the base class, because a strategy's own exception may define attributes of these names.
_cause = BaseException.__cause__
_context = BaseException.__context__
_traceback = BaseException.__traceback__


def describe(error: BaseException, source: bytes, message_characters: int) -> dict:
    """`strategyException` of the protocol.

    The message has `message_characters` at most, and each of up to 8 causes an eighth of that.
    """
    lines = source.decode('utf-8', 'replace').splitlines()
    causes = [
        _describe_one(cause, lines, message_characters // MAX_CAUSES, MAX_CAUSE_TRACEBACK) for cause in _causes(error)
    ]
    return {**_describe_one(error, lines, message_characters, MAX_TRACEBACK), 'causes': causes}


def plain_error(kind: str, message: str) -> dict:
    """`strategyException` for what is no exception of the strategy."""
    return {'type': kind, 'message': clean(message), 'line': None, 'traceback': [], 'causes': []}


def clean(text: str) -> str:
    return UNPRINTABLE.sub('\ufffd', text)


def clip(text: str, characters: int) -> str:
    """`text` cut to `characters`, saying how long it was. Takes a `str` of any subclass and gives an exact one."""
    if str.__len__(text) <= characters:
        return clean(str.__getitem__(text, slice(None)))
    note = f' ... ({str.__len__(text)} characters in all)'
    return clean(str.__getitem__(text, slice(max(0, characters - len(note)))) + note)[:characters]


def _describe_one(error: BaseException, lines: list[str], message_characters: int, frames: int) -> dict:
    traceback = [_frame(code_name, line, lines) for code_name, line in _strategy_frames(_traceback.__get__(error))]
    line = traceback[-1]['line'] if traceback else _syntax_error_line(error)
    return {
        'type': _type_name(type(error)),
        'message': clip(_message(error), message_characters),
        'line': line,
        'traceback': traceback if len(traceback) <= frames else traceback[: frames // 2] + traceback[-frames // 2 :],
    }


def _strategy_frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == STRATEGY_FILE:
            yield code.co_name, traceback.tb_lineno or code.co_firstlineno
        traceback = traceback.tb_next


def _frame(function: str, line: int, lines: list[str]) -> dict:
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ''
    return {'line': line, 'function': clip(function, MAX_NAME), 'text': clip(text, MAX_LINE_TEXT)}


def _syntax_error_line(error: BaseException) -> int | None:
    """The line that could not be compiled; such an error has no line of the strategy on its stack."""
    if isinstance(error, SyntaxError) and error.filename == STRATEGY_FILE and isinstance(error.lineno, int):
        return max(1, error.lineno)
    return None


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as second:  # even KeyboardInterrupt, since a strategy's __str__ may raise it
        return f'<{_type_name(type(second))} while its message was read>'


def _type_name(kind: type) -> str:
    try:
        module, name = str(kind.__module__), str(kind.__qualname__)
    except BaseException:  # a metaclass may raise whatever it likes
        return 'Exception'
    return clip(name if module in ('builtins', '__main__') else f'{module}.{name}', MAX_NAME * 2)


def _causes(error: BaseException) -> list[BaseException]:
    """What the exception came from, nearest first, as Python itself would show it."""
    found: list[BaseException] = []
    current = _cause_of(error)
    while current is not None and len(found) < MAX_CAUSES and not any(current is seen for seen in [error, *found]):
        found.append(current)
        current = _cause_of(current)
    return found


def _cause_of(error: BaseException) -> BaseException | None:
    cause = _cause.__get__(error)
    if cause is not None:
        return cause
    return None if BaseException.__suppress_context__.__get__(error) else _context.__get__(error)
