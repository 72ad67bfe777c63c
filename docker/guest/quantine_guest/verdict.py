"""How a run ended: one pure function from what is known to the last frame."""

import os
import signal
from dataclasses import dataclass

from . import errors
from .report import ReportReader, exit_status
from .request import Request

FAILURE_TYPES = {
    'stopped': 'Stopped',
    'deadline': 'Deadline',
    'malformed_report': 'MalformedReport',
    'data': 'DataError',
    'request': 'RequestError',
}


@dataclass(frozen=True)
class Facts:
    request: Request | None
    # Why the supervisor ended it (kind and text), where it did.
    reason: tuple[str, str] | None
    # The worker's wait status.
    status: int
    killed_for_memory: bool
    # Whether the strategy was there yet: before, what goes wrong is the data's fault.
    source_was_out: bool
    reports: ReportReader


def judge(facts: Facts) -> dict:
    """The `result` or `failure` frame, but for usage and artifacts.

    What the supervisor and the kernel know comes first; what the worker reported counts only where both allow it.
    """
    if facts.reason is not None:
        kind, message = facts.reason
        return _failure(facts, kind, error=errors.plain_error(FAILURE_TYPES[kind], message))
    number = os.WTERMSIG(facts.status) if os.WIFSIGNALED(facts.status) else None
    if number == signal.SIGKILL and facts.killed_for_memory:
        return _failure(facts, 'out_of_memory', signal_number=number)
    if not facts.source_was_out:
        message = facts.reports.data_error or f'the reader of data files ended with status {facts.status}'
        return _failure(facts, 'data', error=errors.plain_error(FAILURE_TYPES['data'], message))
    if number is not None:
        return _failure(facts, 'signal', signal_number=number)
    return _by_report(facts, os.WEXITSTATUS(facts.status))


def _by_report(facts: Facts, exit_code: int) -> dict:
    final = facts.reports.final
    if final is None or exit_code != exit_status(final):
        return _failure(facts, 'abrupt_exit', exit_code=exit_code)
    if final['type'] != 'completed':
        return _failure(facts, final['type'], error=final['error'], exit_code=final.get('exitCode'))
    return {
        'type': 'result',
        'sourceSha256': facts.request.source_sha256,
        'valueBytes': len(facts.reports.value) if final['hasValue'] else None,
        'nonFinitePaths': final['nonFinitePaths'],
    }


def _failure(
    facts: Facts,
    kind: str,
    *,
    error: dict | None = None,
    exit_code: int | None = None,
    signal_number: int | None = None,
) -> dict:
    return {
        'type': 'failure',
        'kind': kind,
        'error': error,
        'exitCode': exit_code,
        'signal': signal_number,
        'sourceSha256': None if facts.request is None else facts.request.source_sha256,
    }
