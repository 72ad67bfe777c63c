"""Collects every process that ends, and adds up what those that somebody waited for have used."""

import os
import signal

from .process import Account, account_of, is_being_killed


class Reaper:
    """`worker_status` is the wait status of the strategy's own process once it has ended."""

    def __init__(self, worker_pid: int) -> None:
        self.worker_status: int | None = None
        # Processes other than the worker that we saw die of SIGKILL.
        self.others_killed = 0
        self._worker_pid = worker_pid
        self._last_account: Account | None = None
        self._cpu_seconds = 0.0
        self._cpu_seconds_before_run = 0.0
        self._max_rss_bytes = 0

    def discount(self, cpu_seconds: float) -> None:
        """Leaves out what the worker used before the run, such as its share of importing pandas."""
        self._cpu_seconds_before_run = cpu_seconds

    def reap(self) -> bool:
        """Collects whatever has ended. False once there is nobody left to wait for."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return False
            if ended is None:
                return True
            self._collect(ended.si_pid)

    def worker_account(self) -> Account | None:
        """What the worker has collected itself: now, or at its end."""
        return self._last_account if self.worker_status is not None else account_of(self._worker_pid)

    def is_worker_being_killed(self) -> bool:
        return self.worker_status is not None or is_being_killed(self._worker_pid)

    def cpu_seconds(self) -> float:
        return max(0.0, self._cpu_seconds - self._cpu_seconds_before_run)

    def max_rss_bytes(self) -> int:
        return self._max_rss_bytes

    def _collect(self, pid: int) -> None:
        """A process that has ended keeps its account in /proc until it is waited for, and no longer."""
        if pid == self._worker_pid:
            self._last_account = account_of(pid)
        _, status, used = os.wait4(pid, 0)
        self._cpu_seconds += used.ru_utime + used.ru_stime
        self._max_rss_bytes = max(self._max_rss_bytes, used.ru_maxrss * 1024)
        if pid == self._worker_pid:
            self.worker_status = status
        elif os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            self.others_killed += 1
