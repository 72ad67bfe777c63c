"""What the strategy's process reports to the supervisor, and how the supervisor reads it without believing it.

Once the strategy runs, everything on this pipe may be forged. So each message is bounded, has exactly the fields listed
here, and comes in an order that makes sense; anything else is a `malformed_report`.
"""

import os
from collections.abc import Callable

from . import frames
from .request import Caps
from .texts import (
    MAX_CODE_CHARACTERS,
    MAX_FUNCTION_CHARACTERS,
    MAX_PATH_CHARACTERS,
    MAX_TYPE_CHARACTERS,
    is_clean,
    is_clean_line,
)

# Leaves room, in one frame to the host, for skipped artifacts and usage beside whatever a report holds.
MAX_REPORT_BYTES = 640 * 1024

MAX_LINE = (1 << 31) - 1

EXCEPTION_FIELDS = {'type', 'message', 'line', 'traceback'}


class MalformedReport(Exception):
    """The strategy's process wrote something else where its report belongs."""


class Reporter:
    """The worker's end."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def send(self, message: dict) -> None:
        data = memoryview(frames.encode(message))
        while data:
            data = data[os.write(self._fd, data) :]

    def send_value(self, text: bytes) -> None:
        for chunk in frames.chunks(text):
            self.send({'type': 'value', 'data': frames.to_base64(chunk)})


class ReportReader:
    """The supervisor's end. Holds no more of a value than the cap allows."""

    def __init__(self) -> None:
        self.is_ready = False
        self.cpu_seconds_before_run = 0.0
        self.is_loaded = False
        self.data_error: str | None = None
        self.value = bytearray()
        self.final: dict | None = None
        self._caps = Caps(valueBytes=0, outputBytes=0, outputFiles=0, messageCharacters=0)
        self._strategy_has_started = False
        self._decoder = frames.Decoder(MAX_REPORT_BYTES)
        self._checks: dict[str, Callable[[dict], None]] = {
            'value': self._take_value,
            'completed': self._take_completed,
            'exception': self._take_exception,
            'system_exit': self._take_system_exit,
        }

    def expect_strategy(self, caps: Caps) -> None:
        """From here on the other end belongs to the strategy."""
        self._strategy_has_started = True
        self._caps = caps

    def feed(self, data: bytes) -> None:
        """Raises MalformedReport."""
        try:
            for message in self._decoder.feed(data):
                self._take(message)
        except frames.BadFrame as error:
            raise MalformedReport(str(error)) from error

    def _take(self, message: dict) -> None:
        if not self._strategy_has_started:
            self._take_before_strategy(message)
            return
        check = self._checks.get(_text(message.get('type'), 'type'))
        if check is None or self.final is not None:
            raise MalformedReport('a message that does not belong here')
        check(message)

    def _take_before_strategy(self, message: dict) -> None:
        match message:
            case {'type': 'ready'}:
                self.is_ready = True
            case {'type': 'loaded', 'cpuSecondsBefore': float(seconds)}:
                self.cpu_seconds_before_run = seconds
                self.is_loaded = True
            case {'type': 'data', 'message': str(text)}:
                self.data_error = text
            case _:
                raise MalformedReport('a message that does not belong here')

    def _take_value(self, message: dict) -> None:
        _fields(message, {'type', 'data'})
        chunk = frames.from_base64(message['data'])
        if len(self.value) + len(chunk) > self._caps.valueBytes:
            raise MalformedReport('a value past its cap')
        self.value += chunk

    def _take_completed(self, message: dict) -> None:
        _fields(message, {'type', 'hasValue', 'nonFinitePaths'})
        paths = message['nonFinitePaths']
        if not isinstance(paths, list) or len(paths) > frames.MAX_NON_FINITE_PATHS:
            raise MalformedReport('nonFinitePaths is not a list within its cap')
        for path in paths:
            _line(path, 'path', MAX_PATH_CHARACTERS)
        if message['hasValue'] is not (len(self.value) > 0):
            raise MalformedReport('hasValue does not agree with the value sent')
        self.final = message

    def _take_exception(self, message: dict) -> None:
        _fields(message, {'type', 'error'})
        check_error(message['error'], self._caps.messageCharacters)
        self.final = message

    def _take_system_exit(self, message: dict) -> None:
        _fields(message, {'type', 'exitCode', 'error'})
        if _count(message['exitCode'], 'exitCode') not in range(1, 256):
            raise MalformedReport('exitCode is not within 1 and 255')
        check_error(message['error'], self._caps.messageCharacters)
        self.final = message


def exit_status(final: dict) -> int:
    """What a process that reports this must leave with."""
    return {'completed': 0, 'exception': 1}.get(final['type'], final.get('exitCode'))


def check_error(error: object, message_characters: int) -> None:
    """Raises MalformedReport unless `error` has the shape of `strategyException`, as `errors.describe` writes it."""
    _check_exception(error, EXCEPTION_FIELDS | {'causes'}, message_characters)
    causes = error['causes']
    if not isinstance(causes, list) or len(causes) > frames.MAX_CAUSES:
        raise MalformedReport('causes is not a list within its cap')
    for cause in causes:
        _check_exception(cause, EXCEPTION_FIELDS, message_characters)


def _check_exception(error: object, names: set[str], message_characters: int) -> None:
    _fields(error, names)
    _line(error['type'], 'type', MAX_TYPE_CHARACTERS)
    if not is_clean(_text(error['message'], 'message'), message_characters):
        raise MalformedReport('message is too long, or holds control characters')
    if error['line'] is not None:
        _count(error['line'], 'line')
    traceback = error['traceback']
    if not isinstance(traceback, list) or len(traceback) > frames.MAX_TRACEBACK:
        raise MalformedReport('traceback is not a list within its cap')
    for frame in traceback:
        _fields(frame, {'line', 'function', 'text'})
        _count(frame['line'], 'line')
        _line(frame['function'], 'function', MAX_FUNCTION_CHARACTERS)
        _line(frame['text'], 'text', MAX_CODE_CHARACTERS)


def _fields(message: object, names: set[str]) -> None:
    if not isinstance(message, dict) or set(message) != names:
        raise MalformedReport('fields that do not belong here')


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise MalformedReport(f'{name} is not a text')
    return value


def _line(value: object, name: str, characters: int) -> str:
    """A text that cannot pass for more than one line where somebody prints it."""
    text = _text(value, name)
    if not is_clean_line(text, characters):
        raise MalformedReport(f'{name} is no line within its cap')
    return text


def _count(value: object, name: str) -> int:
    if type(value) is not int or not 0 <= value <= MAX_LINE:
        raise MalformedReport(f'{name} is not a count')
    return value
