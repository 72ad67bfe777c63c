"""Writes /opt/quantine/inventory.json of the image: name, version and SHA-256 of every package that went into it.

The hash is that of the archive as it was downloaded (the .deb, the wheel), and so can be looked up at its source.
"""

import hashlib
import json
import platform
import re
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile


def debian_package(archive: Path) -> dict[str, str]:
    """What dpkg says of this archive."""
    fields = '${Package}\n${Version}'
    shown = subprocess.run(['dpkg-deb', '--show', f'--showformat={fields}', archive], check=True, capture_output=True)
    name, version = shown.stdout.decode().split('\n')
    return {'name': name, 'version': version, 'sha256': sha256(archive)}


def python_package(wheel: Path) -> dict[str, str]:
    """What the wheel says of itself, with the name as the index writes it."""
    with ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if re.fullmatch(r'[^/]+\.dist-info/METADATA', name))
        fields = HeaderParser().parsestr(archive.read(metadata).decode())
    return {
        'name': re.sub(r'[-_.]+', '-', fields['Name']).lower(),
        'version': fields['Version'],
        'sha256': sha256(wheel),
    }


def sha256(path: Path) -> str:
    """Of the whole file, as lower-case hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def inventory() -> dict[str, object]:
    """Every package, sorted by name."""
    return {
        'schemaVersion': 1,
        'python': platform.python_version(),
        'architecture': platform.machine(),
        'debian': [debian_package(path) for path in sorted(Path('/debs').glob('*.deb'))],
        'packages': sorted(
            (python_package(path) for path in Path('/wheels').glob('*.whl')), key=lambda one: one['name']
        ),
    }


if __name__ == '__main__':
    text = json.dumps(inventory(), separators=(',', ':'))
    Path('/rootfs/opt/quantine/inventory.json').write_text(text + '\n')
