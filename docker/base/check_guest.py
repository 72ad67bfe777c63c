"""Lints, format-checks and tests the Python of this project, inside the image it runs in. Exits 1 where one fails."""

import os
import sys

TOOLS = '/opt/test-tools'
SOURCES = ('docker/guest', 'docker/base', 'tests/guest')
RUFF = (f'{TOOLS}/bin/ruff', '--config', 'docker/guest/pyproject.toml')
# The builder commits what a test leaves behind, and an older engine writes a sparse file of a terabyte out in full.
LEAVE_NO_FILES = ('-p', 'no:cacheprovider', '-o', 'tmp_path_retention_policy=failed')
CHECKS = (
    (*RUFF, 'check', '--no-cache', *SOURCES),
    (*RUFF, 'format', '--no-cache', '--check', *SOURCES),
    (sys.executable, '-B', '-m', 'pytest', *LEAVE_NO_FILES, '-q', '-rfEs', 'tests/guest'),
)


def succeeds(check: tuple[str, ...]) -> bool:
    """Runs one check and reaps on the way whatever it orphans: this is PID 1 of the build's container."""
    environment = {**os.environ, 'PYTHONPATH': f'{TOOLS}:docker/guest', 'HOME': '/tmp'}
    started = os.posix_spawn(check[0], check, environment)
    while True:
        ended, status = os.wait()
        if ended == started:
            return status == 0


def main() -> int:
    """Runs every check, also after one that failed, so that one look shows all there is to mend."""
    failed = [check for check in CHECKS if not succeeds(check)]
    for check in failed:
        print(f'failed: {" ".join(check)}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
