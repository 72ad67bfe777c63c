"""The codec of `src/protocol/frames.ts`: a 4-byte big-endian length, then that many bytes of UTF-8 JSON."""

import base64
import binascii
import json

PROTOCOL_VERSION = 1
MAX_GUEST_FRAME_BYTES = 1024 * 1024
MAX_HOST_FRAME_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 64 * 1024

# What a frame holds at most; a frame past one of these is refused by the host.
MAX_NON_FINITE_PATHS = 10_000
MAX_TRACEBACK = 64
MAX_CAUSES = 8
MAX_SKIPPED_ARTIFACTS = 1000
MAX_VALUE_DEPTH = 64

LENGTH_BYTES = 4


class BadFrame(Exception):
    """What arrived is not the protocol."""


def encode(message: dict) -> bytes:
    """One frame as the bytes to write. A lone surrogate becomes `?`, because UTF-8 has no place for it."""
    body = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(',', ':')).encode('utf-8', 'replace')
    return len(body).to_bytes(LENGTH_BYTES, 'big') + body


def to_base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode('ascii')


def from_base64(text: object) -> bytes:
    """Raises BadFrame on anything but canonical base64."""
    if not isinstance(text, str):
        raise BadFrame('not base64')
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise BadFrame('not base64') from error


def chunks(data: bytes) -> list[bytes]:
    return [data[start : start + CHUNK_BYTES] for start in range(0, len(data), CHUNK_BYTES)]


class Decoder:
    """Cuts a stream into frames, holding one incomplete frame at most; a length past the cap is refused unbuffered."""

    def __init__(self, max_body_bytes: int) -> None:
        self._max_body_bytes = max_body_bytes
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[dict]:
        """The frames that are complete now. Raises BadFrame."""
        self._buffer += data
        frames = []
        while (body := self._next_body()) is not None:
            frames.append(_parse(body))
        return frames

    def _next_body(self) -> bytes | None:
        if len(self._buffer) < LENGTH_BYTES:
            return None
        length = int.from_bytes(self._buffer[:LENGTH_BYTES], 'big')
        if length > self._max_body_bytes:
            raise BadFrame(f'a frame of {length} bytes is past the cap of {self._max_body_bytes}')
        end = LENGTH_BYTES + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[LENGTH_BYTES:end])
        del self._buffer[:end]
        return body


def _parse(body: bytes) -> dict:
    try:
        message = json.loads(body.decode('utf-8'), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadFrame('a frame is not UTF-8 JSON') from error
    if not isinstance(message, dict):
        raise BadFrame('a frame is not an object')
    return message


def _refuse_constant(name: str) -> None:
    raise ValueError(f'{name} is not JSON')
