"""What /proc tells of a process of the strategy."""

import signal
from dataclasses import dataclass
from pathlib import Path

PF_EXITING = 0x4
PF_SIGNALED = 0x400


@dataclass(frozen=True)
class Account:
    # Page faults and clock ticks of the children that it waited for.
    of_children: tuple[int, ...]
    # Whether the kernel collects its children for it, so that they leave no trace there.
    ignores_children: bool


def account_of(pid: int) -> Account | None:
    """None where it is gone."""
    stat, status = _stat(pid), _status(pid)
    if stat is None or status is None:
        return None
    minor_faults, major_faults, user_ticks, system_ticks = (int(stat[at]) for at in (8, 10, 13, 14))
    ignored = bool(int(status['SigIgn'], 16) & _mask(signal.SIGCHLD))
    return Account((minor_faults, major_faults, user_ticks, system_ticks), ignored)


def is_being_killed(pid: int) -> bool:
    """Whether it is gone or on its way out: exiting, or with a SIGKILL that waits for it."""
    stat, status = _stat(pid), _status(pid)
    if stat is None or status is None:
        return True
    pending = int(status['SigPnd'], 16) | int(status['ShdPnd'], 16)
    return bool(int(stat[6]) & (PF_EXITING | PF_SIGNALED)) or bool(pending & _mask(signal.SIGKILL))


def _stat(pid: int) -> list[str] | None:
    """The fields of its `stat` from the third on: the second, its name, may hold spaces and brackets."""
    text = _text(pid, 'stat')
    return None if text is None else text.rpartition(')')[2].split()


def _status(pid: int) -> dict[str, str] | None:
    text = _text(pid, 'status')
    if text is None:
        return None
    return {key: value.strip() for key, _, value in (line.partition(':') for line in text.splitlines())}


def _text(pid: int, name: str) -> str | None:
    try:
        return Path(f'/proc/{pid}/{name}').read_text()
    except OSError:
        return None


def _mask(number: int) -> int:
    return 1 << (number - 1)
