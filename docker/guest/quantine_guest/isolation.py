"""What PID 1 can see of its own isolation, for the host to compare with what it asked for."""

import os
import re
import resource
import stat
from pathlib import Path

from . import posture
from .cgroup import this_cgroup
from .places import Places

# Places that images and runtimes are known to leave writable, besides every mount.
SUSPECTS = (
    *('/', '/dev', '/dev/shm', '/dev/mqueue', '/data', '/datasets', '/etc', '/home', '/opt', '/root', '/run'),
    *('/run/lock', '/srv', '/usr', '/usr/local', '/var', '/var/lock', '/var/tmp', '/sys', '/proc', '/proc/sys'),
)

CAPABILITY_SETS = {
    'inheritable': 'CapInh',
    'permitted': 'CapPrm',
    'effective': 'CapEff',
    'bounding': 'CapBnd',
    'ambient': 'CapAmb',
}

SHA256 = re.compile(r'[0-9a-f]{64}')


def isolation(places: Places) -> dict:
    """The `isolation` part of the hello frame."""
    status = _status(Path('/proc/self/status').read_text())
    mounts = parse_mounts(Path('/proc/self/mountinfo').read_text())
    return {
        **parse_identity(status),
        'dumpable': posture.is_dumpable(),
        'mounts': mounts,
        'writablePaths': writable_paths([mount['target'] for mount in mounts], places.scratch),
        'interfaces': interfaces(),
        'cgroup': this_cgroup().limits().as_frame(),
        'swapTotalBytes': swap_total_bytes(Path('/proc/meminfo').read_text()),
        'rlimits': rlimits(),
    }


def parse_identity(status: dict[str, str]) -> dict:
    return {
        'uid': [int(uid) for uid in status['Uid'].split()],
        'gid': [int(gid) for gid in status['Gid'].split()],
        'groups': [int(gid) for gid in status['Groups'].split()],
        'capabilities': {name: status[field] for name, field in CAPABILITY_SETS.items()},
        'noNewPrivs': status['NoNewPrivs'] == '1',
        'seccomp': int(status.get('Seccomp', '0')),
    }


def parse_mounts(mountinfo: str) -> list[dict]:
    """Target, type and options of each mount.

    What is read-only by its mount or by its superblock is read-only. An option that holds a path is left out: it names
    places on the host.
    """
    mounts = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(' - ')
        fields, (kind, _, superblock) = before.split(' '), after.split(' ', 2)
        options = dict.fromkeys([*fields[5].split(','), *superblock.split(',')])
        hidden = {'rw'} if 'ro' in options else set()
        visible = [option for option in options if '/' not in option and option not in hidden]
        mounts.append({'target': _unescape(fields[4]), 'type': kind, 'options': visible})
    return mounts


def writable_paths(targets: list[str], scratch: tuple[str, ...]) -> list[str]:
    """Directories and regular files that this user may write, outside those that are meant to be written."""
    found = [path for path in dict.fromkeys([*targets, *SUSPECTS, os.path.expanduser('~')]) if _is_writable(path)]
    return [path for path in found if not any(path == place or path.startswith(f'{place}/') for place in scratch)]


def interfaces() -> list[str]:
    """Network interfaces, loopback included."""
    try:
        rows = Path('/proc/self/net/dev').read_text().splitlines()[2:]
    except OSError:
        return sorted(os.listdir('/sys/class/net')) if os.path.isdir('/sys/class/net') else []
    return [row.partition(':')[0].strip() for row in rows]


def swap_total_bytes(meminfo: str) -> int:
    return int(_status(meminfo)['SwapTotal'].split()[0]) * 1024


def rlimits() -> dict[str, int | None]:
    """Hard limits; null where there is none."""
    names = [name for name in dir(resource) if name.startswith('RLIMIT_')]
    hard = {name.removeprefix('RLIMIT_').lower(): resource.getrlimit(getattr(resource, name))[1] for name in names}
    return {name: None if limit == resource.RLIM_INFINITY else limit for name, limit in hard.items()}


def whole_datasets(root: str) -> list[dict]:
    """The data files under `root` that were filled whole: the link is made last, so where it is, the file is."""
    found = []
    for name in sorted(os.listdir(root)) if os.path.isdir(root) else []:
        path = os.path.join(root, name, 'bytes')
        if SHA256.fullmatch(name) and os.path.islink(path) and os.path.isfile(path):
            found.append({'sha256': name, 'bytes': os.path.getsize(path)})
    return found


def data_names(root: str) -> list[str]:
    """The names under which the strategy finds its data files."""
    return sorted(os.listdir(root)) if os.path.isdir(root) else []


def _is_writable(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) and os.access(path, os.W_OK)


def _status(text: str) -> dict[str, str]:
    return {key: value.strip() for key, _, value in (line.partition(':') for line in text.splitlines())}


def _unescape(path: str) -> str:
    return re.sub(r'\\([0-7]{3})', lambda match: chr(int(match[1], 8)), path)
