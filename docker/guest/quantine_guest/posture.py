"""How PID 1 makes itself hard to reach for a process of the same user, and how the strategy's process undoes it."""

import contextlib
import ctypes
import os
import signal
from collections.abc import Mapping

PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36

_prctl = ctypes.CDLL(None, use_errno=True).prctl


def set_dumpable(dumpable: bool) -> None:
    """An undumpable process cannot be traced, and its descriptors in /proc cannot be opened, by its own user."""
    if _prctl(PR_SET_DUMPABLE, int(dumpable), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), 'prctl(PR_SET_DUMPABLE)')


def is_dumpable() -> bool:
    return _prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0


def adopt_orphans() -> None:
    """Makes orphans ours to reap where we are not PID 1, as in a test."""
    if _prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), 'prctl(PR_SET_CHILD_SUBREAPER)')


def ignore_signals() -> Mapping[int, object]:
    """Ignores every signal that can be but SIGCHLD, and gives back what was set before.

    The kernel spares PID 1 the signals it has no handler for, but Python installs one for SIGINT: a strategy's
    `os.kill(1, SIGINT)` would end the sandbox.
    """
    before = {}
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
        before[number] = signal.signal(number, signal.SIG_IGN)
    return before


def restore_signals(before: Mapping[int, object]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def prefer_for_out_of_memory() -> None:
    """Makes the kernel choose this process, and what it starts, before PID 1.

    The file belongs to root while the process is undumpable. It stays dumpable from here on: the strategy's process
    has nothing to hide from itself, and /dev/stdout opens through /proc/self/fd.
    """
    set_dumpable(True)
    with contextlib.suppress(OSError), open('/proc/self/oom_score_adj', 'w') as file:
        file.write('1000')


def is_alone() -> bool:
    """Whether everybody here is ours: in a sandbox we are PID 1, in a test one process among many."""
    return os.getpid() == 1


def others() -> list[int]:
    """Every process in the sandbox but this one. Where we are not alone, only our children."""
    if is_alone():
        return [int(name) for name in os.listdir('/proc') if name.isdigit() and name != '1']
    with open(f'/proc/self/task/{os.getpid()}/children') as file:
        return [int(pid) for pid in file.read().split()]


def kill_everyone() -> None:
    """Kills every process in the sandbox but this one. Where we are not alone, only our children."""
    if is_alone():
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        return
    for pid in others():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
