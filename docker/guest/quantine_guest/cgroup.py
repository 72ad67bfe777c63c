"""What the kernel's control groups say of this container: its caps, and what it has used."""

from dataclasses import dataclass
from pathlib import Path

# Version 1 writes "no limit" as the largest page-aligned 63-bit number.
UNLIMITED_V1 = 1 << 60


@dataclass(frozen=True)
class Limits:
    version: int
    memory_bytes: int | None
    memory_swap_bytes: int | None
    pids: int | None
    cpus: float | None

    def as_frame(self) -> dict:
        return {
            'version': self.version,
            'memoryBytes': self.memory_bytes,
            'memorySwapBytes': self.memory_swap_bytes,
            'pids': self.pids,
            'cpus': self.cpus,
        }


class Cgroup:
    """The control group of this process, found through /proc whichever way the runtime mounted it."""

    def __init__(self, mountinfo: str, membership: str) -> None:
        mounts = _cgroup_mounts(mountinfo)
        paths = _memberships(membership)
        self.version = 1 if 'memory' in mounts else 2
        self._directories = {
            controller: _candidates(mount_point, root, paths.get(controller, '/'))
            for controller, (mount_point, root) in mounts.items()
        }

    def limits(self) -> Limits:
        return self._limits_v1() if self.version == 1 else self._limits_v2()

    def out_of_memory_kills(self) -> int | None:
        name = 'memory.oom_control' if self.version == 1 else 'memory.events'
        return _keyed(self._read('memory', name), 'oom_kill')

    def cpu_seconds(self) -> float | None:
        if self.version == 1:
            nanoseconds = _integer(self._read('cpuacct', 'cpuacct.usage'))
            return None if nanoseconds is None else nanoseconds / 1e9
        microseconds = _keyed(self._read('cpu', 'cpu.stat'), 'usage_usec')
        return None if microseconds is None else microseconds / 1e6

    def peak_bytes(self) -> int | None:
        name = 'memory.max_usage_in_bytes' if self.version == 1 else 'memory.peak'
        return _integer(self._read('memory', name))

    def memory_bytes_without_files(self) -> int | None:
        """What is held now in memory of processes and in files of /tmp and /output, but not of files on a disk."""
        stat = self._read('memory', 'memory.stat')
        anonymous = _keyed(stat, 'total_rss' if self.version == 1 else 'anon')
        if anonymous is None:
            return None
        return anonymous + (_keyed(stat, 'total_shmem' if self.version == 1 else 'shmem') or 0)

    def _limits_v1(self) -> Limits:
        memory = self._smallest('memory', 'memory.limit_in_bytes')
        memory_swap = self._smallest('memory', 'memory.memsw.limit_in_bytes')
        return Limits(
            version=1,
            memory_bytes=_unless_unlimited(memory),
            memory_swap_bytes=_unless_unlimited(memory_swap),
            pids=self._smallest('pids', 'pids.max'),
            cpus=_least(_quota_v1(directory) for directory in self._visible('cpu')),
        )

    def _limits_v2(self) -> Limits:
        memory = self._smallest('memory', 'memory.max')
        swap = self._smallest('memory', 'memory.swap.max')
        return Limits(
            version=2,
            memory_bytes=memory,
            memory_swap_bytes=None if memory is None or swap is None else memory + swap,
            pids=self._smallest('pids', 'pids.max'),
            cpus=_least(_quota_v2(_text(directory / 'cpu.max')) for directory in self._visible('cpu')),
        )

    def _visible(self, controller: str) -> list[Path]:
        """Our group's directory and those above it, nearest first: the tightest of them is the cap that holds."""
        return self._directories.get(controller) or self._directories.get('', [])

    def _read(self, controller: str, name: str) -> str | None:
        return next((text for path in self._visible(controller) if (text := _text(path / name)) is not None), None)

    def _smallest(self, controller: str, name: str) -> int | None:
        return _least(_integer(_text(path / name)) for path in self._visible(controller))


def this_cgroup() -> Cgroup:
    return Cgroup(_text(Path('/proc/self/mountinfo')) or '', _text(Path('/proc/self/cgroup')) or '')


def _cgroup_mounts(mountinfo: str) -> dict[str, tuple[str, str]]:
    """Mount point and root by controller; version 2 has one hierarchy, under the empty name."""
    mounts: dict[str, tuple[str, str]] = {}
    for line in mountinfo.splitlines():
        before, _, after = line.partition(' - ')
        fields, kinds = before.split(' '), after.split(' ')
        if kinds[0] == 'cgroup2':
            mounts.setdefault('', (fields[4], fields[3]))
        elif kinds[0] == 'cgroup':
            for controller in kinds[2].split(','):
                mounts.setdefault(controller, (fields[4], fields[3]))
    return mounts


def _memberships(membership: str) -> dict[str, str]:
    paths = {}
    for line in membership.splitlines():
        _, controllers, path = line.split(':', 2)
        for controller in controllers.split(','):
            paths[controller] = path
    return paths


def _candidates(mount_point: str, root: str, path: str) -> list[Path]:
    """Our directory below the mount, then its parents up to the mount.

    A runtime that mounts only our own group shows it at the mount point, while /proc names its path on the host.
    """
    below = path.removeprefix(root) if root != '/' and path.startswith(root) else path
    own = Path(mount_point) / below.lstrip('/')
    if '..' in own.parts or not own.is_dir():
        own = Path(mount_point)
    steps = [own, *own.parents]
    return steps[: steps.index(Path(mount_point)) + 1]


def _quota_v1(directory: Path) -> float | None:
    quota = _integer(_text(directory / 'cpu.cfs_quota_us'))
    period = _integer(_text(directory / 'cpu.cfs_period_us'))
    return None if quota is None or period is None or quota < 0 else quota / period


def _quota_v2(text: str | None) -> float | None:
    quota, _, period = (text or 'max 1').partition(' ')
    return None if quota == 'max' else int(quota) / int(period)


def _unless_unlimited(value: int | None) -> int | None:
    return None if value is None or value >= UNLIMITED_V1 else value


def _least(values) -> int | float | None:
    return min((value for value in values if value is not None), default=None)


def _integer(text: str | None) -> int | None:
    try:
        return int(text or '')
    except ValueError:
        return None


def _keyed(text: str | None, key: str) -> int | None:
    rows = (line.split() for line in (text or '').splitlines())
    return next((int(row[1]) for row in rows if len(row) == 2 and row[0] == key), None)


def _text(path: Path) -> str | None:
    try:
        return path.read_text().strip()
    except OSError:
        return None
