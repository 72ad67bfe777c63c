"""What the strategy left in /output: regular files only, opened without following a link, within caps.

Walked once every process but ours is dead, so that nothing changes under the walk.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .frames import CHUNK_BYTES, MAX_SKIPPED_ARTIFACTS

MAX_DEPTH = 16
MAX_ENTRIES = 20_000
MAX_SKIPPED_PATH = 120

KINDS = {
    stat.S_IFLNK: 'a symbolic link',
    stat.S_IFIFO: 'a named pipe',
    stat.S_IFSOCK: 'a socket',
    stat.S_IFCHR: 'a device',
    stat.S_IFBLK: 'a device',
}


@dataclass(frozen=True)
class Piece:
    path: str
    data: bytes
    last: bool


class Collection:
    """Iterate it for the pieces of every file, in the order of their names; `skipped` then tells what was left."""

    def __init__(self, root: str, max_bytes: int, max_files: int) -> None:
        self.skipped: list[dict] = []
        self._root = root
        self._bytes_left = max_bytes
        self._files_left = max_files
        self._entries_left = MAX_ENTRIES

    def __iter__(self) -> Iterator[Piece]:
        with contextlib.suppress(OSError):
            os.chmod(self._root, 0o700)
        try:
            fd = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return
        yield from self._directory(fd, '', 1)

    def _directory(self, fd: int, prefix: str, depth: int) -> Iterator[Piece]:
        """Takes over `fd`."""
        try:
            with os.scandir(fd) as entries:
                names = sorted((entry.name for entry in islice(entries, self._entries_left)), key=os.fsencode)
            self._entries_left -= len(names)
            for name in names:
                yield from self._entry(fd, name, prefix + name, depth)
        finally:
            os.close(fd)

    def _entry(self, parent: int, name: str, path: str, depth: int) -> Iterator[Piece]:
        if not name.isprintable():
            self._skip(path, 'a name that is not printable UTF-8')
            return
        try:
            facts = os.stat(name, dir_fd=parent, follow_symlinks=False)
            kind = stat.S_IFMT(facts.st_mode)
            if kind == stat.S_IFDIR:
                yield from self._subdirectory(parent, name, path, depth)
            elif kind == stat.S_IFREG:
                yield from self._file(parent, name, path, facts.st_size)
            else:
                self._skip(path, KINDS.get(kind, 'not a regular file'))
        except OSError as error:
            self._skip(path, error.strerror or 'cannot be read')

    def _subdirectory(self, parent: int, name: str, path: str, depth: int) -> Iterator[Piece]:
        if depth >= MAX_DEPTH:
            self._skip(path, f'deeper than {MAX_DEPTH} directories')
            return
        yield from self._directory(_open(parent, name, os.O_DIRECTORY, 0o700), f'{path}/', depth + 1)

    def _file(self, parent: int, name: str, path: str, size: int) -> Iterator[Piece]:
        if self._files_left == 0:
            self._skip(path, 'past the cap on the number of files')
            return
        if size > self._bytes_left:
            self._skip(path, 'past the cap on bytes')
            return
        fd = _open(parent, name, os.O_NONBLOCK, 0o600)
        self._files_left -= 1
        self._bytes_left -= size
        with os.fdopen(fd, 'rb', buffering=0) as file:
            left = size
            while left > 0 and (data := file.read(min(CHUNK_BYTES, left))):
                left -= len(data)
                yield Piece(path, data, left == 0)
            if size == 0:
                yield Piece(path, b'', True)

    def _skip(self, path: str, reason: str) -> None:
        if len(self.skipped) < MAX_SKIPPED_ARTIFACTS:
            printable = ''.join(letter if letter.isprintable() else '\ufffd' for letter in path)
            short = printable if len(printable) <= MAX_SKIPPED_PATH else printable[: MAX_SKIPPED_PATH - 3] + '...'
            self.skipped.append({'path': short, 'reason': reason})


def _open(parent: int, name: str, flags: int, mode: int) -> int:
    """Opens what the strategy may have made unreadable. Its kind is known by now, so the change follows no link."""
    with contextlib.suppress(OSError):
        os.chmod(name, mode, dir_fd=parent)
    return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=parent)
