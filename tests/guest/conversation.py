"""Speaks to a real supervisor over pipes, as the host does."""

import base64
import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quantine_guest import frames

CAPS = {
    'valueBytes': 1 << 20,
    'outputBytes': 1 << 20,
    'outputFiles': 16,
    'messageCharacters': 2000,
    'timeoutSeconds': 300,
}
PACKAGE_ROOT = str(Path(frames.__file__).parent.parent)
NOTHING: Mapping[str, str] = {}
# Those of the image.
FLAGS = ('-P', '-s', '-X', 'utf8')
BOOT = """
import sys
sys.path.insert(0, sys.argv[1])
from quantine_guest.places import Places
from quantine_guest.supervisor import main
main(Places(datasets=sys.argv[2], output=sys.argv[3]))
"""


@dataclass
class Ending:
    """Everything a run sent: frames in order, and the streams put together."""

    frames: list[dict]
    exit_code: int
    diagnostics: str

    @property
    def last(self) -> dict:
        assert self.frames, self.diagnostics
        return self.frames[-1]

    @property
    def stdout(self) -> bytes:
        return self._stream('stdout')

    @property
    def stderr(self) -> bytes:
        return self._stream('stderr')

    @property
    def value(self) -> object:
        return json.loads(self.value_text) if self.value_text else None

    @property
    def value_text(self) -> bytes:
        return b''.join(base64.b64decode(frame['data']) for frame in self.frames if frame['type'] == 'value')

    @property
    def artifacts(self) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        for frame in self.frames:
            if frame['type'] == 'artifact':
                files[frame['path']] = files.get(frame['path'], b'') + base64.b64decode(frame['data'])
        return files

    def _stream(self, name: str) -> bytes:
        parts = [frame for frame in self.frames if frame['type'] == 'output' and frame['stream'] == name]
        return b''.join(base64.b64decode(part['data']) for part in parts)


@dataclass
class Conversation:
    """One supervisor. `hello` has been read when it is returned by `start`."""

    process: subprocess.Popen
    hello: dict
    decoder: frames.Decoder

    def send(self, frame: dict) -> None:
        self.process.stdin.write(frames.encode(frame))
        self.process.stdin.flush()

    def read_until(self, wanted) -> list[dict]:
        """Frames up to and including the first that `wanted` accepts."""
        seen = []
        while True:
            for frame in self._read():
                seen.append(frame)
                if wanted(frame):
                    return seen

    def finish(self) -> Ending:
        rest: list[dict] = []
        while data := os.read(self.process.stdout.fileno(), 1 << 16):
            rest += self.decoder.feed(data)
        diagnostics = self.process.stderr.read().decode()
        return Ending(rest, self.process.wait(), diagnostics)

    def _read(self) -> list[dict]:
        data = os.read(self.process.stdout.fileno(), 1 << 16)
        assert data, self.process.stderr.read().decode()
        return self.decoder.feed(data)


def start(places: Path, environment: Mapping[str, str] = NOTHING) -> Conversation:
    """Boots a supervisor over `places`/datasets and `places`/output, and reads its hello."""
    for name in ('datasets', 'output'):
        (places / name).mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, *FLAGS, '-c', BOOT, PACKAGE_ROOT, places / 'datasets', places / 'output'],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    conversation = Conversation(process, {}, frames.Decoder(frames.MAX_GUEST_FRAME_BYTES))
    conversation.hello = conversation.read_until(lambda frame: frame['type'] == 'hello')[0]
    return conversation


def run_frame(source: str | bytes, **changes: object) -> dict:
    content = source.encode() if isinstance(source, str) else source
    frame = {
        'type': 'run',
        'protocol': frames.PROTOCOL_VERSION,
        'source': frames.to_base64(content),
        'sourceSha256': hashlib.sha256(content).hexdigest(),
        'params': {},
        'environment': {},
        'data': [],
        'caps': CAPS,
        'collectArtifacts': True,
    }
    return {**frame, **changes}


def add_dataset(places: Path, content: str | bytes) -> str:
    """Fills a dataset as the engine's archive call would: the file first, the link last. Gives its SHA-256."""
    data = content.encode() if isinstance(content, str) else content
    sha256 = hashlib.sha256(data).hexdigest()
    directory = places / 'datasets' / sha256
    directory.mkdir(parents=True, exist_ok=True)
    (directory / 'content').write_bytes(data)
    with contextlib.suppress(FileExistsError):
        (directory / 'bytes').symlink_to('content')
    return sha256
