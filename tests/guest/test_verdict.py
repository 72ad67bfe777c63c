import signal

import pytest
from conversation import run_frame
from quantine_guest.report import ReportReader
from quantine_guest.request import parse_run
from quantine_guest.verdict import Facts, judge

REQUEST = parse_run(run_frame('x = 1'), set())
COMPLETED = {'type': 'completed', 'hasValue': False, 'nonFinitePaths': []}
ERROR = {'type': 'E', 'message': '', 'line': 1, 'traceback': [], 'causes': []}
EXCEPTION = {'type': 'exception', 'error': ERROR}
SYSTEM_EXIT = {'type': 'system_exit', 'exitCode': 42, 'error': ERROR}


def verdict(status=0, final=None, **facts):
    reports = ReportReader()
    reports.final = final
    known = {'request': REQUEST, 'reason': None, 'killed_for_memory': False, 'source_was_out': True, **facts}
    return judge(Facts(status=status, reports=reports, **known))


def test_a_report_of_success_counts_with_exit_status_0_alone():
    assert verdict(0, COMPLETED)['type'] == 'result'
    assert (verdict(3 << 8, COMPLETED)['kind'], verdict(3 << 8, COMPLETED)['exitCode']) == ('abrupt_exit', 3)
    assert (verdict(signal.SIGSEGV, COMPLETED)['kind'], verdict(signal.SIGSEGV)['signal']) == ('signal', 11)


def test_leaving_without_a_word_is_abrupt_even_with_status_0():
    assert (verdict(0)['kind'], verdict(0)['exitCode']) == ('abrupt_exit', 0)


def test_a_sigkill_is_out_of_memory_only_where_the_kernel_counted_it():
    assert verdict(signal.SIGKILL, killed_for_memory=True)['kind'] == 'out_of_memory'
    assert verdict(signal.SIGKILL)['kind'] == 'signal'
    assert verdict(signal.SIGSEGV, killed_for_memory=True)['kind'] == 'signal'


@pytest.mark.parametrize('kind', ['stopped', 'deadline', 'malformed_report', 'request'])
def test_the_supervisors_reason_goes_before_the_signal_it_sent(kind):
    failure = verdict(signal.SIGKILL, COMPLETED, reason=(kind, 'why'), killed_for_memory=True)
    assert (failure['kind'], failure['error']['message']) == (kind, 'why')


def test_before_the_source_is_out_the_data_is_at_fault():
    assert verdict(signal.SIGSEGV, source_was_out=False)['kind'] == 'data'
    assert verdict(signal.SIGKILL, source_was_out=False, killed_for_memory=True)['kind'] == 'out_of_memory'


def test_exceptions_and_exits_are_told_as_reported():
    assert verdict(1 << 8, EXCEPTION)['error'] == ERROR
    assert verdict(3 << 8, {**SYSTEM_EXIT, 'exitCode': 3})['exitCode'] == 3


@pytest.mark.parametrize(('status', 'final'), [(0, EXCEPTION), (0, SYSTEM_EXIT), (3, SYSTEM_EXIT)])
def test_an_exit_that_contradicts_the_report_is_the_one_that_counts(status, final):
    failure = verdict(status << 8, final)
    assert (failure['kind'], failure['exitCode'], failure['error']) == ('abrupt_exit', status, None)
