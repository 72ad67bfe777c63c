"""Tells whether the kernel killed the strategy's own process for want of memory, or merely one that it started.

The kernel counts its kills without saying whom. So when the count rises and the worker dies of SIGKILL, the question is
whether somebody else can have been the victim. A process has one who waits for it. The supervisor sees how its own
children died, orphans included. Those that the worker waited for have left their page faults and CPU time in the
worker's account, which /proc shows. Where none of that changed since before the count rose, and nobody else is on the
way out, the victim was the worker.

In doubt it was not: the run then fails by signal 9, with the kill on record. This wrongs a worker that is killed
within a look or two of having waited for a child, or that ignores SIGCHLD, so that the kernel collects its children
unseen. And a strategy that takes pains to hide a process (it lets a child that lives on wait for it, or sets and unsets
SA_NOCLDWAIT) can pass the kill of that one off as its own.
"""

from . import posture
from .cgroup import Cgroup
from .process import Account, is_being_killed
from .reaper import Reaper


class OutOfMemoryWatch:
    def __init__(self, cgroup: Cgroup, reaper: Reaper) -> None:
        self._cgroup = cgroup
        self._reaper = reaper
        self._first = self._kills = cgroup.out_of_memory_kills()
        self._collected = self._collected_before = self._collected_now()
        self._looks_left = 0

    def look(self) -> None:
        """To be called every few milliseconds.

        Who was collected is read before the count: what one look saw is then from before any kill that it did not see.
        The count rises a moment before the signal is sent, hence a second look before the worker is cleared.
        """
        collected, kills = self._collected_now(), self._cgroup.out_of_memory_kills()
        if kills != self._kills:
            self._looks_left, self._collected_before = 2, self._collected
        elif self._looks_left > 0 and not self._reaper.is_worker_being_killed():
            self._looks_left -= 1
        self._kills, self._collected = kills, collected

    def killed_worker(self) -> bool:
        """To be asked once the worker has died of SIGKILL, and before anybody else is killed."""
        self.look()
        account, _ = self._collected
        is_sure = account is not None and not account.ignores_children and self._collected == self._collected_before
        return self._looks_left > 0 and is_sure and not any(map(is_being_killed, posture.others()))

    def kills(self) -> int | None:
        now = self._cgroup.out_of_memory_kills()
        return None if now is None or self._first is None else max(0, now - self._first)

    def _collected_now(self) -> tuple[Account | None, int]:
        return self._reaper.worker_account(), self._reaper.others_killed
