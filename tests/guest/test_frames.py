import pytest
from quantine_guest.frames import BadFrame, Decoder, encode, from_base64

FRAME = encode({'type': 'stop', 'note': 'naïve'})


def test_a_frame_is_its_length_and_compact_utf8():
    body = '{"type":"stop","note":"naïve"}'.encode()
    assert bytes([0, 0, 0, 31]) + body == FRAME


def test_frames_are_found_however_the_stream_is_cut():
    decoder = Decoder(100)
    found = [frame for byte in FRAME * 3 for frame in decoder.feed(bytes([byte]))]
    assert found == [{'type': 'stop', 'note': 'naïve'}] * 3


def test_a_length_past_the_cap_is_refused_before_its_body_comes():
    with pytest.raises(BadFrame, match='101 bytes is past the cap of 100'):
        Decoder(100).feed((101).to_bytes(4, 'big'))


@pytest.mark.parametrize('body', [b'', b'[]', b'{', b'{"a":NaN}', b'"\xff"', b'[' * 90])
def test_what_is_not_a_json_object_is_refused(body):
    with pytest.raises(BadFrame):
        Decoder(100).feed(len(body).to_bytes(4, 'big') + body)


def test_a_lone_surrogate_still_makes_a_frame():
    assert Decoder(100).feed(encode({'text': 'a\ud800b'})) == [{'text': 'a?b'}]


@pytest.mark.parametrize('text', [None, 1, 'a', 'YQ', 'YQ==\n', 'é==='])
def test_only_canonical_base64_is_read(text):
    with pytest.raises(BadFrame):
        from_base64(text)
