"""Forks the process that will run the strategy, with everything it needs imported already."""

import gc
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    """The supervisor's ends of what leads to the worker. `wake` tells of every child that ends."""

    pid: int
    wake: int
    orders: int
    report: int
    # `stdout` or `stderr` by descriptor.
    streams: dict[int, str]


def launch(signals: Mapping[int, object]) -> Worker:
    """Forks the worker; in the worker, never returns. `signals` are the dispositions that it gets back."""
    gc.disable()
    from .worker import WorkerPipes, work  # noqa: PLC0415 - the collector must be off while pandas is imported

    gc.freeze()
    wake, wake_in = _wake_pipe()
    orders, orders_in = os.pipe()
    report, report_in = os.pipe()
    stdout, stdout_in = os.pipe()
    stderr, stderr_in = os.pipe()
    pid = os.fork()
    if pid == 0:
        ours = [wake, wake_in, orders_in, report, stdout, stderr]
        work(WorkerPipes(orders, report_in, stdout_in, stderr_in), ours, signals)
    for theirs in (orders, report_in, stdout_in, stderr_in):
        os.close(theirs)
    gc.enable()
    return Worker(pid, wake, orders=orders_in, report=report, streams={stdout: 'stdout', stderr: 'stderr'})


def _wake_pipe() -> tuple[int, int]:
    """A pipe that gets a byte with every SIGCHLD. The handler does nothing, but without one nothing is written."""
    wake, wake_in = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
    return wake, wake_in
