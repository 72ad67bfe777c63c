import pytest
from conversation import CAPS, run_frame
from quantine_guest.request import STOP, BadRequest, parse_host_frame


def test_a_run_frame_becomes_a_request():
    frame = run_frame('x = 1', params={'n': 1}, data=[{'name': 'a', 'sha256': 'a' * 64}])
    request = parse_host_frame(frame, {'a' * 64})
    assert (request.source, request.params, request.data) == (b'x = 1', {'n': 1}, (('a', 'a' * 64),))
    assert parse_host_frame({'type': 'stop'}, set()) is STOP


@pytest.mark.parametrize(
    'params', [{'sourceSha256': 'a' * 64}, {'protocol': 2}, {'protocol': True}, {'environment': {'A=B': ''}}]
)
def test_what_only_the_guest_can_know_is_refused(params):
    with pytest.raises(BadRequest):
        parse_host_frame(run_frame('x = 1', **params), set())


@pytest.mark.parametrize('seconds', [0, -1, True, '5', None, float('inf')])
def test_a_deadline_that_is_none_is_refused(seconds):
    with pytest.raises(BadRequest, match='timeoutSeconds'):
        parse_host_frame(run_frame('x = 1', caps={**CAPS, 'timeoutSeconds': seconds}), set())


def test_a_dataset_that_is_not_whole_here_is_refused():
    with pytest.raises(BadRequest, match='not whole in this sandbox'):
        parse_host_frame(run_frame('x = 1', data=[{'name': 'a', 'sha256': 'a' * 64}]), set())
