"""The `run` frame, checked before anything acts on it."""

import hashlib
import math
from dataclasses import dataclass, fields

from . import frames


class BadRequest(Exception):
    """The host's frame is wrong. The run ends as a failure of kind `request`."""


@dataclass(frozen=True)
class Caps:
    """Those that the worker is told as well."""

    valueBytes: int
    outputBytes: int
    outputFiles: int
    messageCharacters: int


@dataclass(frozen=True)
class Request:
    source: bytes
    source_sha256: str
    params: dict
    # The strategy's whole environment.
    environment: dict[str, str]
    # Pairs of name and SHA-256, in the order given.
    data: tuple[tuple[str, str], ...]
    caps: Caps
    timeout_seconds: float
    collect_artifacts: bool


FIELDS = {'type', 'protocol', 'source', 'sourceSha256', 'params', 'environment', 'data', 'caps', 'collectArtifacts'}


# The host's other frame.
STOP = object()


def parse_host_frame(frame: dict, datasets: set[str]) -> object:
    """A Request, or STOP. Raises BadRequest."""
    if frame == {'type': 'stop'}:
        return STOP
    if frame.get('type') != 'run':
        raise BadRequest('a frame that does not belong here')
    return parse_run(frame, datasets)


def parse_run(frame: dict, datasets: set[str]) -> Request:
    """The request, whose data files are all among `datasets`. Raises BadRequest."""
    if set(frame) != FIELDS:
        raise BadRequest(f'the run frame must hold exactly {", ".join(sorted(FIELDS))}')
    if type(frame['protocol']) is not int or frame['protocol'] != frames.PROTOCOL_VERSION:
        raise BadRequest(f'the host speaks protocol {frame["protocol"]!r}, the guest {frames.PROTOCOL_VERSION}')
    if not isinstance(frame['params'], dict) or not isinstance(frame['collectArtifacts'], bool):
        raise BadRequest('params must be an object and collectArtifacts a boolean')
    source = _parse_source(frame['source'])
    if hashlib.sha256(source).hexdigest() != frame['sourceSha256']:
        raise BadRequest('the source does not have the SHA-256 that was sent with it')
    return Request(
        source=source,
        source_sha256=frame['sourceSha256'],
        params=frame['params'],
        environment=_parse_environment(frame['environment']),
        data=_parse_data(frame['data'], datasets),
        **_parse_caps(frame['caps']),
        collect_artifacts=frame['collectArtifacts'],
    )


def _parse_source(text: object) -> bytes:
    try:
        return frames.from_base64(text)
    except frames.BadFrame as error:
        raise BadRequest('the source is not base64') from error


def _parse_environment(variables: object) -> dict[str, str]:
    if not isinstance(variables, dict) or not all(isinstance(text, str) for text in variables.values()):
        raise BadRequest('the environment must be an object of texts')
    for name, text in variables.items():
        if not name or '=' in name or '\0' in name + text:
            raise BadRequest(f'{name!r} cannot be a variable of the environment')
    return variables


def _parse_data(rows: object, datasets: set[str]) -> tuple[tuple[str, str], ...]:
    if not isinstance(rows, list):
        raise BadRequest('data must be a list')
    for row in rows:
        is_row = isinstance(row, dict) and set(row) == {'name', 'sha256'}
        if not is_row or not all(isinstance(text, str) for text in row.values()):
            raise BadRequest('each data file needs a name and a sha256')
        if row['sha256'] not in datasets:
            raise BadRequest(f'data file {row["name"]} ({row["sha256"][:12]}) is not whole in this sandbox')
    return tuple((row['name'], row['sha256']) for row in rows)


def _parse_caps(caps: object) -> dict:
    names = {field.name for field in fields(Caps)} | {'timeoutSeconds'}
    if not isinstance(caps, dict) or set(caps) != names:
        raise BadRequest(f'caps must hold exactly {", ".join(sorted(names))}')
    timeout = caps['timeoutSeconds']
    if type(timeout) not in (int, float) or not 0 < timeout < math.inf:
        raise BadRequest('timeoutSeconds must be a number above 0')
    counts = {name: value for name, value in caps.items() if name != 'timeoutSeconds'}
    if not all(type(value) is int and value >= 0 for value in counts.values()):
        raise BadRequest('the other caps must be whole numbers, not below 0')
    return {'caps': Caps(**counts), 'timeout_seconds': timeout}
