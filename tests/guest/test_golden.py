"""The golden frames, which `tests/contract/frames.test.ts` reads as well."""

import base64
import json
from pathlib import Path

import pytest
from conversation import start
from quantine_guest import frames
from quantine_guest.request import BadRequest, parse_host_frame

GOLDEN = Path(__file__).resolve().parents[1] / 'contract' / 'golden'


def golden(name):
    return json.loads((GOLDEN / f'{name}.json').read_text())


def named(rows, key):
    return [pytest.param(row, id=row[key]) for row in rows]


CODEC = golden('codec')
GUEST_FRAMES = golden('guest-frames')
HELLO = GUEST_FRAMES[0]['frame']
DATASETS = {'a' * 64}
# Every kind of figure that the host's schema is seen to take, by the test that reads the same frames.
USAGES = [row['frame']['usage'] for row in GUEST_FRAMES if 'usage' in row['frame']]


def test_both_languages_hold_the_same_constants():
    assert CODEC['version'] == frames.PROTOCOL_VERSION
    assert CODEC['maxGuestFrameBytes'] == frames.MAX_GUEST_FRAME_BYTES
    assert CODEC['maxHostFrameBytes'] == frames.MAX_HOST_FRAME_BYTES
    assert CODEC['chunkBytes'] == frames.CHUNK_BYTES
    assert CODEC['maxNonFinitePaths'] == frames.MAX_NON_FINITE_PATHS
    assert CODEC['maxTraceback'] == frames.MAX_TRACEBACK
    assert CODEC['maxCauses'] == frames.MAX_CAUSES
    assert CODEC['maxSkippedArtifacts'] == frames.MAX_SKIPPED_ARTIFACTS
    assert CODEC['maxValueDepth'] == frames.MAX_VALUE_DEPTH


def test_both_languages_write_the_same_bytes():
    assert frames.encode(CODEC['encoded']['frame']) == base64.b64decode(CODEC['encoded']['bytesBase64'])
    assert frames.Decoder(100).feed(base64.b64decode(CODEC['stopBase64'])) == [{'type': 'stop'}]


@pytest.mark.parametrize('row', named(golden('host-frames'), 'about'))
def test_a_frame_of_the_host_is_understood(row):
    assert parse_host_frame(row['frame'], DATASETS)


@pytest.mark.parametrize('row', named(golden('not-host-frames'), 'why'))
def test_what_is_no_frame_of_the_host_is_refused(row):
    with pytest.raises(BadRequest):
        parse_host_frame(row['frame'], DATASETS)


def test_hello_has_the_golden_shape(tmp_path):
    conversation = start(tmp_path)
    conversation.process.stdin.close()
    conversation.finish()
    assert names(conversation.hello) == names(HELLO)


@pytest.mark.parametrize('session', named(golden('sessions'), 'about'))
def test_a_session_goes_as_written(tmp_path, session):
    conversation = start(tmp_path)
    conversation.send(session['run'])
    ending = conversation.finish()
    usage = ending.last.pop('usage')
    assert ending.frames == session['frames']
    assert set(usage) == set(USAGES[0])
    for name, value in usage.items():
        assert type(value) in {type(known[name]) for known in USAGES}, name
        assert value is None or value >= 0, name


def names(value, of_rlimits=False):
    """The fields of a frame, whatever they hold; which rlimits there are is the kernel's business."""
    if not isinstance(value, dict) or of_rlimits:
        return None
    return {key: names(item, key == 'rlimits') for key, item in value.items()}
