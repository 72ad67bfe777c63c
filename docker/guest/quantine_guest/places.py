"""Where things are inside a sandbox."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """`datasets` holds one directory per data file, named by its SHA-256, with a link `bytes` once it is whole."""

    datasets: str = '/datasets'
    # Links by name to the data files.
    data: str = '/data'
    output: str = '/output'
    scratch: tuple[str, ...] = ('/tmp', '/output')
