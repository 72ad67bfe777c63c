"""Where things are inside a sandbox."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """`datasets` holds one directory per data file, named by its SHA-256, with a link `bytes` once it is whole."""

    datasets: str = '/datasets'
    output: str = '/output'
    scratch: tuple[str, ...] = ('/tmp', '/output')
