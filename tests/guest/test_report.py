import pytest
from quantine_guest.frames import encode, to_base64
from quantine_guest.report import MAX_REPORT_BYTES, MalformedReport, ReportReader
from quantine_guest.request import Caps

ERROR = {'type': 'E', 'message': '', 'line': 1, 'traceback': [], 'causes': []}
FRAME = {'line': 1, 'function': 'f', 'text': ''}
COMPLETED = {'type': 'completed', 'hasValue': False, 'nonFinitePaths': []}
VALUE = {'type': 'value', 'data': to_base64(b'12345')}


def reader(value_cap=10):
    found = ReportReader()
    found.expect_strategy(Caps(valueBytes=value_cap, outputBytes=0, outputFiles=0, messageCharacters=100))
    return found


def test_before_the_source_only_our_own_words_are_taken():
    reports = ReportReader()
    reports.feed(encode({'type': 'ready'}) + encode({'type': 'loaded', 'cpuSecondsBefore': 0.5}))
    assert (reports.is_ready, reports.cpu_seconds_before_run, reports.is_loaded) == (True, 0.5, True)
    with pytest.raises(MalformedReport):
        reports.feed(encode(COMPLETED))


def test_after_the_source_a_data_error_can_not_be_forged():
    with pytest.raises(MalformedReport):
        reader().feed(encode({'type': 'data', 'message': 'your file is bad'}))


def test_a_value_is_put_together_up_to_its_cap():
    reports = reader()
    reports.feed(encode(VALUE) + encode(VALUE) + encode({**COMPLETED, 'hasValue': True}))
    assert bytes(reports.value) == b'1234512345'
    assert reports.final['type'] == 'completed'
    with pytest.raises(MalformedReport, match='past its cap'):
        reader(value_cap=9).feed(encode(VALUE) + encode(VALUE))


@pytest.mark.parametrize(
    'message',
    [
        {**COMPLETED, 'hasValue': True},
        {**COMPLETED, 'extra': 1},
        {**COMPLETED, 'nonFinitePaths': [1]},
        {**COMPLETED, 'nonFinitePaths': ['$'] * 10_001},
        {**COMPLETED, 'nonFinitePaths': ['$.x\ncompleted']},
        {**COMPLETED, 'nonFinitePaths': ['$\x1b[2J']},
        {**COMPLETED, 'nonFinitePaths': ['$' * 201]},
        {'type': 'value', 'data': 'not base64'},
        {'type': 'exception', 'error': None},
        {'type': 'exception', 'error': {**ERROR, 'line': -1}},
        {'type': 'exception', 'error': {**ERROR, 'line': True}},
        {'type': 'exception', 'error': {**ERROR, 'line': 10**20}},
        {'type': 'exception', 'error': {**ERROR, 'message': 5}},
        {'type': 'exception', 'error': {**ERROR, 'message': 'x' * 101}},
        {'type': 'exception', 'error': {**ERROR, 'message': '\x1b[2J'}},
        {'type': 'exception', 'error': {**ERROR, 'type': 'E\nE'}},
        {'type': 'exception', 'error': {**ERROR, 'type': 'E' * 161}},
        {'type': 'exception', 'error': {**ERROR, 'traceback': [{**FRAME, 'function': 'f\u2028'}]}},
        {'type': 'exception', 'error': {**ERROR, 'traceback': [{**FRAME, 'function': 'f' * 81}]}},
        {'type': 'exception', 'error': {**ERROR, 'traceback': [{**FRAME, 'text': 'x\r'}]}},
        {'type': 'exception', 'error': {**ERROR, 'traceback': [{**FRAME, 'text': None}]}},
        {'type': 'exception', 'error': {**ERROR, 'traceback': [FRAME] * 65}},
        {'type': 'exception', 'error': {**ERROR, 'causes': [ERROR]}},
        {'type': 'exception', 'error': {**ERROR, 'causes': None}},
        {'type': 'system_exit', 'exitCode': 0, 'error': ERROR},
        {'type': 'system_exit', 'exitCode': 256, 'error': ERROR},
        {'type': 'result'},
        {'type': ['value']},
        {},
    ],
)
def test_a_report_of_the_wrong_shape_is_refused(message):
    with pytest.raises(MalformedReport):
        reader().feed(encode(message))


@pytest.mark.parametrize('noise', [b'\xff\xff\xff\xff', b'\0\0\0\2hi', (MAX_REPORT_BYTES + 1).to_bytes(4, 'big')])
def test_noise_is_refused(noise):
    with pytest.raises(MalformedReport):
        reader().feed(noise)


def test_nothing_may_follow_the_final_report():
    with pytest.raises(MalformedReport, match='does not belong here'):
        reader().feed(encode(COMPLETED) + encode(COMPLETED))
