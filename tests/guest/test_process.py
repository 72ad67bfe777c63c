import os
import signal

from quantine_guest.process import account_of, is_being_killed


def test_a_process_that_runs_is_not_being_killed():
    assert not is_being_killed(os.getpid())


def test_a_process_that_ended_keeps_its_account_until_it_is_waited_for():
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if os.fork() == 0:
            os._exit(0)
        os.wait()
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert is_being_killed(pid)
    account = account_of(pid)
    assert (account.of_children[0] > 0, account.ignores_children) == (True, False)
    os.waitpid(pid, 0)
    assert account_of(pid) is None


def test_one_whose_children_the_kernel_collects_is_known():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    assert account_of(os.getpid()).ignores_children
    signal.signal(signal.SIGCHLD, before)
    assert not account_of(os.getpid()).ignores_children
