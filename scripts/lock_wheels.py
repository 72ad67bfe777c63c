"""Resolves docker/requirements-*.in into docker/requirements-*.lock: one exact wheel per package and architecture.

    python3 -m venv .venv && .venv/bin/pip install uv && .venv/bin/python scripts/lock_wheels.py

A lock lists no other file of a release than the wheels that the image installs, so that pip can take nothing else.
With --check it writes nothing and exits 1 where a lock does not hold what its .in file asks for.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

DOCKER = Path(__file__).resolve().parent.parent / 'docker'
# The Python that installs each lock. The test tools are pure Python or one binary, and one lock serves both.
PYTHON_VERSIONS = {'python313': '3.13', 'python311': '3.11', 'test': '3.11'}
ARCHITECTURES = ('x86_64', 'aarch64')
# TA-Lib 0.6 names the tools that built it as if it needed them to run. An installer has no place in the image.
LEFT_OUT = {'python311': ('pip', 'build', 'packaging', 'pyproject-hooks')}


def resolve(name: str, architecture: str, pins: Path | None) -> dict[tuple[str, str], str]:
    """The SHA-256 of the wheel of every (package, version) that this architecture installs."""
    command = ['uv', 'pip', 'compile', '--quiet', '--only-binary', ':all:', '--format', 'pylock.toml']
    command += ['--python-version', PYTHON_VERSIONS[name], '--python-platform', f'{architecture}-manylinux_2_28']
    command += [] if pins is None else ['--constraint', str(pins)]
    command += [f'--no-emit-package={package}' for package in LEFT_OUT.get(name, ())]
    compiled = subprocess.run([*command, str(DOCKER / f'requirements-{name}.in')], check=True, capture_output=True)
    packages = tomllib.loads(compiled.stdout.decode())['packages']
    return {(one['name'], one['version']): one['wheels'][0]['hashes']['sha256'] for one in packages}


def lock_text(name: str, pins: Path | None = None) -> str:
    """The lock as pip reads it: every package with the hash of its wheel on each architecture."""
    by_architecture = {architecture: resolve(name, architecture, pins) for architecture in ARCHITECTURES}
    resolutions = [set(found) for found in by_architecture.values()]
    if any(resolution != resolutions[0] for resolution in resolutions):
        raise SystemExit(f'{name}: the architectures resolve to different versions: {resolutions}')
    lines = ['# Made by scripts/lock_wheels.py: change the .in file beside this one instead.']
    for package, version in sorted(resolutions[0]):
        hashes = sorted({found[package, version] for found in by_architecture.values()})
        lines.append(' \\\n    '.join([f'{package}=={version}', *(f'--hash=sha256:{one}' for one in hashes)]))
    return '\n'.join(lines) + '\n'


def main() -> int:
    """Writes every lock, or compares it with what its own pins resolve to."""
    stale = []
    for name in PYTHON_VERSIONS:
        lock = DOCKER / f'requirements-{name}.lock'
        if '--check' not in sys.argv[1:]:
            lock.write_text(lock_text(name))
        elif not is_current(name, lock):
            stale.append(lock.name)
    if stale:
        print(f'stale: {", ".join(stale)}; run python3 scripts/lock_wheels.py', file=sys.stderr)
    return 1 if stale else 0


def is_current(name: str, lock: Path) -> bool:
    """Whether the lock is what its .in file resolves to with the versions it pins, newer releases or not."""
    pins = lock.with_suffix('.pins')
    pins.write_text('\n'.join(re.findall(r'^\S+==\S+', lock.read_text(), re.MULTILINE)))
    try:
        return lock_text(name, pins) == lock.read_text()
    finally:
        pins.unlink()


if __name__ == '__main__':
    sys.exit(main())
