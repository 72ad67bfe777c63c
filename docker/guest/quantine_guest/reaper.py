"""Collects every process that ends, and adds up what all of them used."""

import os


class Reaper:
    """`worker_status` is the wait status of the strategy's own process once it has ended."""

    def __init__(self, worker_pid: int) -> None:
        self.worker_status: int | None = None
        self._worker_pid = worker_pid
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
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            self._cpu_seconds += used.ru_utime + used.ru_stime
            self._max_rss_bytes = max(self._max_rss_bytes, used.ru_maxrss * 1024)
            if pid == self._worker_pid:
                self.worker_status = status

    def cpu_seconds(self) -> float:
        return max(0.0, self._cpu_seconds - self._cpu_seconds_before_run)

    def max_rss_bytes(self) -> int:
        return self._max_rss_bytes
