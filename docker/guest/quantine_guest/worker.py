"""The process that runs the strategy: forked before the request comes, warmed up, then told what to do in two steps.

First it gets the list of data files and answers `loaded` (or `data`, with what is wrong). Only then does it get the
source. Whatever it says before the source is our own code's word; whatever it says after may be forged.
"""

import contextlib
import gc
import io
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
import pandas as pd

from . import frames, posture
from .execution import execute
from .report import Reporter, exit_status
from .request import Caps
from .strategy_data import DataError, load

# The host answers hello within a few milliseconds where a run waits for it.
WANTED_WITHIN_SECONDS = 0.05


@dataclass(frozen=True)
class WorkerPipes:
    """The worker's ends."""

    orders: int
    report: int
    stdout: int
    stderr: int


def work(pipes: WorkerPipes, supervisor_fds: list[int], signals: Mapping[int, object]) -> NoReturn:
    """The whole life of the worker. Exits as its report says, and with 1 where it could not be sent."""
    status = 1
    try:
        _become_a_script(pipes, supervisor_fds, signals)
        reporter = Reporter(pipes.report)
        reporter.send({'type': 'ready'})
        if not _is_wanted_at_once(pipes.orders):
            _warm_up()
        status = _serve(pipes.orders, reporter)
    except BaseException:  # a forked child must never return into the supervisor's code
        with contextlib.suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(status)


def _become_a_script(pipes: WorkerPipes, supervisor_fds: list[int], signals: Mapping[int, object]) -> None:
    """Gives up everything that is the supervisor's, and looks to the strategy like a plain `python3 strategy.py`."""
    signal.set_wakeup_fd(-1)
    posture.restore_signals(signals)
    os.setsid()
    posture.prefer_for_out_of_memory()
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (pipes.stdout, 1), (pipes.stderr, 2)):
        os.dup2(source, target)
    for fd in {null, pipes.stdout, pipes.stderr, *supervisor_fds} - {0, 1, 2}:
        os.close(fd)
    sys.stdout.reconfigure(line_buffering=True)
    sys.stderr.reconfigure(line_buffering=True)
    sys.argv = ['strategy.py']
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path = [entry for entry in sys.path if os.path.abspath(entry) != package]
    gc.enable()


def _is_wanted_at_once(orders: int) -> bool:
    """Whether somebody waits for this sandbox already, as in a cold run: then a warm-up would only delay the run."""
    return bool(select.select([orders], [], [], WANTED_WITHIN_SECONDS)[0])


def _warm_up() -> None:
    """Touches what a strategy touches first, so that no request pays for pages that the fork left unshared."""
    frame = pd.DataFrame({'close': np.arange(32.0)}, index=pd.date_range('2000-01-03', periods=32))
    signal_line = (frame['close'] > frame['close'].rolling(5).mean()).astype(int).shift(1)
    (frame['close'].pct_change() * signal_line).cumsum().iloc[-1]
    text = pd.read_csv(io.StringIO('date,close\n2000-01-03,1.5\n2000-01-04,2\n'))
    pd.DatetimeIndex(pd.to_datetime(text['date'])).as_unit('ns')


def _serve(orders: int, reporter: Reporter) -> int:
    load_order = _next_order(orders)
    cpu_seconds_before = _cpu_seconds()
    try:
        data = load([(name, path) for name, path in load_order['files']])
    except DataError as error:
        reporter.send({'type': 'data', 'message': str(error)})
        return 0
    reporter.send({'type': 'loaded', 'cpuSecondsBefore': cpu_seconds_before})
    order = _next_order(orders)
    os.close(orders)
    # The engine adds PATH, HOSTNAME and HOME to a container's environment, and the run gives the strategy its own.
    os.environ.clear()
    os.environ.update(order['environment'])
    final, text = execute(frames.from_base64(order['source']), data, order['params'], Caps(**order['caps']))
    reporter.send_value(text)
    reporter.send(final)
    return exit_status(final)


def _next_order(fd: int) -> dict:
    """Blocks until the supervisor has said what to do; exits where it never will."""
    length = int.from_bytes(_read_exactly(fd, frames.LENGTH_BYTES), 'big')
    (order,) = frames.Decoder(length).feed(length.to_bytes(frames.LENGTH_BYTES, 'big') + _read_exactly(fd, length))
    return order


def _read_exactly(fd: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece:
            os._exit(1)
        data += piece
    return bytes(data)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
