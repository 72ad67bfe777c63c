"""An exception of the strategy as data: robust against one whose message is huge, or whose `__str__` raises."""

import traceback
from collections.abc import Iterator
from types import TracebackType

from .frames import MAX_CAUSES, MAX_TRACEBACK
from .report import MAX_LINE
from .texts import MAX_CODE_CHARACTERS, MAX_FUNCTION_CHARACTERS, MAX_TYPE_CHARACTERS, clean, clip, clip_line

STRATEGY_FILE = 'strategy.py'

MAX_CAUSE_TRACEBACK = 16

# Read through the base class, because a strategy's own exception may define attributes of these names.
_cause = BaseException.__cause__
_context = BaseException.__context__
_traceback = BaseException.__traceback__
_module = type.__dict__['__module__']
_name = type.__dict__['__qualname__']


def describe(error: BaseException, source: bytes, message_characters: int) -> dict:
    """`strategyException` of the protocol.

    The message has `message_characters` at most, and each of up to 8 causes an eighth of that. Where its own class
    keeps an exception from being described, its type remains.
    """
    try:
        return _describe(error, source, message_characters)
    except BaseException:  # even KeyboardInterrupt, since it is the strategy's code that raises here
        return plain_error(_type_name(type(error)), 'its words cannot be read')


def print_traceback(error: BaseException) -> None:
    """To stderr, from the strategy's first frame on, as Python would for a script."""
    first = _traceback.__get__(error)
    while first is not None and first.tb_frame.f_code.co_filename != STRATEGY_FILE:
        first = first.tb_next
    traceback.print_exception(BaseException.with_traceback(error, first))


def _describe(error: BaseException, source: bytes, message_characters: int) -> dict:
    lines = source.decode('utf-8', 'replace').splitlines()
    causes = [
        _describe_one(cause, lines, message_characters // MAX_CAUSES, MAX_CAUSE_TRACEBACK) for cause in _causes(error)
    ]
    return {**_describe_one(error, lines, message_characters, MAX_TRACEBACK), 'causes': causes}


def plain_error(kind: str, message: str) -> dict:
    """`strategyException` for what is no exception of the strategy."""
    return {'type': kind, 'message': clean(message), 'line': None, 'traceback': [], 'causes': []}


def _describe_one(error: BaseException, lines: list[str], message_characters: int, frames: int) -> dict:
    calls = [_frame(code_name, line, lines) for code_name, line in _strategy_frames(_traceback.__get__(error))]
    return {
        'type': _type_name(type(error)),
        'message': clip(_message(error), message_characters),
        'line': calls[-1]['line'] if calls else _syntax_error_line(error),
        'traceback': calls if len(calls) <= frames else calls[: frames // 2] + calls[-frames // 2 :],
    }


def _strategy_frames(link: TracebackType | None) -> Iterator[tuple[str, int]]:
    while link is not None:
        code = link.tb_frame.f_code
        if code.co_filename == STRATEGY_FILE:
            yield code.co_name, link.tb_lineno or code.co_firstlineno
        link = link.tb_next


def _frame(function: str, line: int, lines: list[str]) -> dict:
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ''
    return {
        'line': _clamp(line),
        'function': clip_line(function, MAX_FUNCTION_CHARACTERS),
        'text': clip_line(text.expandtabs(), MAX_CODE_CHARACTERS),
    }


def _syntax_error_line(error: BaseException) -> int | None:
    """The line that could not be compiled; such an error has no line of the strategy on its stack."""
    if not issubclass(type(error), SyntaxError):
        return None
    file, line = SyntaxError.filename.__get__(error), SyntaxError.lineno.__get__(error)
    is_ours = type(file) is str and file == STRATEGY_FILE and type(line) is int
    return _clamp(line) if is_ours else None


def _clamp(line: int) -> int:
    """An exception may be made up, with any number in it."""
    return min(max(1, line), MAX_LINE)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as second:  # even KeyboardInterrupt, since a strategy's __str__ may raise it
        return f'<{_type_name(type(second))} while its message was read>'


def _type_name(kind: type) -> str:
    try:
        module, name = _module.__get__(kind), _name.__get__(kind)
    except AttributeError:  # a class may have deleted its own
        return 'Exception'
    if type(module) is not str or type(name) is not str:
        return 'Exception'
    return clip_line(name if module in ('builtins', '__main__') else f'{module}.{name}', MAX_TYPE_CHARACTERS)


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
