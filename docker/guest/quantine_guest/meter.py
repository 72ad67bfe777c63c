"""What the strategy and everything it started have used: the `usage` of the last frame, but for the kernel's kills.

Two witnesses, because each is blind where the other sees. `wait4` is exact for every process that somebody waits for,
and knows nothing of a child whose parent ignores SIGCHLD: the kernel collects that one itself. The cgroup misses
nobody, but has the supervisor in it, and counts files that were merely read as memory.
"""

import resource

from .cgroup import Cgroup
from .reaper import Reaper


class Meter:
    """`is_alone`: whether everything in the cgroup is ours, as it is in a sandbox and not in a test."""

    def __init__(self, cgroup: Cgroup, reaper: Reaper, *, is_alone: bool) -> None:
        self._cgroup = cgroup
        self._reaper = reaper
        self._is_alone = is_alone
        self._others_cpu_before: float | None = None
        self._largest_sample_bytes = 0

    def start(self) -> None:
        """To be called when the run begins: what was used before it is not the strategy's."""
        self._others_cpu_before = self._others_cpu_seconds()

    def look(self) -> None:
        """To be called every few milliseconds: what the cgroup holds now, nobody can ask it later."""
        sample = self._cgroup.memory_bytes_without_files() if self._is_alone else None
        self._largest_sample_bytes = max(self._largest_sample_bytes, sample or 0)

    def usage(self) -> dict:
        return {
            'cpuSeconds': round(self._cpu_seconds(), 6),
            'peakMemoryBytes': self._peak_memory_bytes(),
            'cgroupCpuSeconds': self._cgroup.cpu_seconds(),
            'cgroupPeakBytes': self._cgroup.peak_bytes(),
        }

    def _cpu_seconds(self) -> float:
        waited, others = self._reaper.cpu_seconds(), self._others_cpu_seconds()
        if others is None or self._others_cpu_before is None:
            return waited
        return max(waited, others - self._others_cpu_before)

    def _others_cpu_seconds(self) -> float | None:
        """CPU time of everybody in the cgroup but this process."""
        everybody = self._cgroup.cpu_seconds() if self._is_alone else None
        if everybody is None:
            return None
        own = resource.getrusage(resource.RUSAGE_SELF)
        return everybody - own.ru_utime - own.ru_stime

    def _peak_memory_bytes(self) -> int:
        """A resident set counts a page once for each mapping of it, so it counts up to what the cgroup ever held."""
        waited = self._reaper.max_rss_bytes()
        if not self._is_alone:
            return waited
        held = self._cgroup.peak_bytes() or self._cgroup.limits().memory_bytes
        return max(waited if held is None else min(waited, held), self._largest_sample_bytes)
