"""Lays out the root of the image under /rootfs, from Debian packages and wheels that are already on this disk.

Packages are unpacked, not installed: none of their scripts runs, so nothing needs a shell, dpkg or perl in there.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path('/rootfs')
PYTHON = f'python3.{sys.version_info.minor}'
STDLIB = ROOT / 'usr/lib' / PYTHON
SITE = ROOT / 'usr/local/lib' / PYTHON / 'dist-packages'

# Parts of the standard library that only install, develop, draw, ask a terminal or open a database.
UNNEEDED_STDLIB = (
    "config-*", "crypt.py", "curses", "dbm", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "sqlite3", "test",
    "tkinter", "turtle.py", "turtledemo", "unittest/test", "venv",
)  # fmt: skip
# Their compiled halves, and those whose libraries are not here. What remains must load: see check_libraries.
UNNEEDED_EXTENSIONS = (
    "_crypt", "_ctypes_test", "_curses", "_curses_panel", "_dbm", "_sqlite3", "_test*", "_xxtestfuzz", "nis",
    "ossaudiodev", "readline", "xx*",
)  # fmt: skip
# Parts of the packages: their own tests, what only a compiler reads, type stubs, TA-Lib's C source.
UNNEEDED_SITE = (
    "bin", "*/**/tests", "**/*.a", "**/*.c", "**/*.cpp", "**/*.h", "**/*.hpp", "**/*.pxd", "**/*.pxi", "**/*.pyi",
    "**/*.pyx", "**/*.pyx.in", "**/_core/include", "**/core/include",
)  # fmt: skip
UNNEEDED_SHARE = ('bug', 'doc-base', 'gcc', 'lintian', 'locale', 'man', 'menu', 'perl5', 'pixmaps', 'python3')

PASSWD = """\
root:x:0:0:root:/:/nonexistent
sandboxuser:x:65532:65532:strategy:/tmp:/nonexistent
"""
GROUP = """\
root:x:0:
sandboxuser:x:65532:
"""


def unpack_packages() -> None:
    """Every Debian package, under the links that a merged /usr needs before its loader can be found."""
    for name in ('bin', 'sbin', 'lib', 'lib64'):
        (ROOT / 'usr' / name).mkdir(parents=True)
        (ROOT / name).symlink_to(f'usr/{name}')
    for package in sorted(Path('/debs').glob('*.deb')):
        files = subprocess.run(['dpkg-deb', '--fsys-tarfile', package], check=True, capture_output=True)
        # Older packages bring a directory /lib, which must not take the place of the link.
        unpack = ['tar', '--extract', '--keep-directory-symlink', '--directory', ROOT]
        subprocess.run(unpack, input=files.stdout, check=True)
    (ROOT / 'usr/bin/python3').symlink_to(PYTHON)
    subprocess.run(['ldconfig', '-r', ROOT], check=True)


def install_wheels() -> None:
    """Every wheel, without what it says it depends on: the lock is whole."""
    wheels = sorted(Path('/wheels').glob('*.whl'))
    pip = [
        sys.executable,
        '-m',
        'pip',
        'install',
        '--no-index',
        '--no-deps',
        '--no-compile',
        '--root-user-action=ignore',
    ]
    subprocess.run([*pip, '--target', SITE, *wheels], check=True)
    # One database of time zones, for Python and the C library alike.
    (ROOT / 'usr/share/zoneinfo').symlink_to(f'/usr/local/lib/{PYTHON}/dist-packages/tzdata/zoneinfo')


def trim() -> None:
    """Takes away what no strategy can need. Licence texts stay."""
    remove(STDLIB, UNNEEDED_STDLIB)
    remove(STDLIB / 'lib-dynload', [f'{name}.*.so' for name in UNNEEDED_EXTENSIONS])
    remove(SITE, UNNEEDED_SITE)
    remove(ROOT / 'usr/share', UNNEEDED_SHARE)
    # Characters sets beside Unicode, for programs in C: Python has its own.
    remove(ROOT, ['usr/lib/*/gconv', 'usr/lib/*/audit', 'usr/lib/*/engines-3', 'usr/lib/*/ossl-modules'])
    for path in (ROOT / 'usr/share/doc').rglob('*'):
        if not path.is_dir() and path.name != 'copyright':
            path.unlink()
    # A hook for crash reports of the distribution, which every start of Python would look for.
    remove(ROOT, ['etc/python3*', f'usr/lib/{PYTHON}/sitecustomize.py'])
    for directory in ('boot', 'home', 'media', 'mnt', 'opt', 'root', 'srv', 'var'):
        shutil.rmtree(ROOT / directory, ignore_errors=True)
    for name in ('update-motd.d', 'skel', 'profile.d', 'dpkg'):
        shutil.rmtree(ROOT / 'etc' / name, ignore_errors=True)


def remove(directory: Path, patterns: 'tuple[str, ...] | list[str]') -> None:
    """Removes what matches, files and whole directories."""
    for path in sorted({found for pattern in patterns for found in directory.glob(pattern)}):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_symlink() or path.exists():
            path.unlink()


def furnish() -> None:
    """The one user, and the directories that the engine mounts over."""
    (ROOT / 'etc/passwd').write_text(PASSWD)
    (ROOT / 'etc/group').write_text(GROUP)
    (ROOT / 'etc/nsswitch.conf').write_text('passwd: files\ngroup: files\nhosts: files\n')
    for name in ('data', 'datasets', 'dev', 'opt/quantine', 'output', 'proc', 'run', 'sys', 'tmp'):
        (ROOT / name).mkdir(mode=0o755, parents=True, exist_ok=True)
    (ROOT / 'tmp').chmod(0o1777)
    shutil.chown(ROOT / 'output', 65532, 65532)
    for path in ROOT.rglob('*'):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o755 if is_binary(path) else 0o644)


def is_binary(path: Path) -> bool:
    """A program or a library. No other file has to be executable, and none may lend a privilege."""
    with path.open('rb') as file:
        return file.read(4) == b'\x7fELF'


def check_libraries() -> None:
    """Fails where a binary of the image asks for a library that is not in it."""
    loader = next(ROOT.glob('usr/lib*/**/ld-linux-*.so.*')).relative_to(ROOT)
    binaries = [ROOT / 'usr/bin' / PYTHON, *ROOT.rglob('*.so'), *ROOT.rglob('*.so.*')]
    missing = []
    for binary in sorted({path for path in binaries if path.is_file() and is_binary(path)}):
        command = ['chroot', ROOT, f'/{loader}', '--list', f'/{binary.relative_to(ROOT)}']
        listing = subprocess.run(command, check=False, capture_output=True, text=True)
        missing += [
            f'{binary.relative_to(ROOT)}: {line.strip()}' for line in listing.stdout.splitlines() if 'not found' in line
        ]
    if missing:
        sys.exit('\n'.join(missing))


if __name__ == '__main__':
    unpack_packages()
    install_wheels()
    trim()
    furnish()
    check_libraries()
