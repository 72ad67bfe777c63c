"""Who was it that the kernel killed? The count comes from a stand-in for the cgroup; the processes are real."""

import os
import signal

import pytest
from quantine_guest.memory_kills import OutOfMemoryWatch
from quantine_guest.posture import adopt_orphans
from quantine_guest.reaper import Reaper


class Counter:
    """The cgroup, as far as the watch asks it."""

    def __init__(self):
        self.kills = 3

    def out_of_memory_kills(self):
        return self.kills


class Scene:
    """A worker that does one thing when told to, and then dies of SIGKILL."""

    def __init__(self, act):
        orders, self._orders = os.pipe()
        self._done, done = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            act(lambda: os.read(orders, 1))
            os.write(done, b'.')
            os.read(orders, 1)
            os._exit(0)
        self.cgroup = Counter()
        self.reaper = Reaper(self.pid)
        self.watch = OutOfMemoryWatch(self.cgroup, self.reaper)

    def go_on(self):
        os.write(self._orders, b'.')
        os.read(self._done, 1)

    def dies(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        while self.reaper.reap():
            pass
        return self.watch.killed_worker()


def alone(wait):
    wait()


def waits_for_a_child(wait):
    child = os.fork()
    if child == 0:
        os.read(os.pipe()[0], 1)
    wait()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def leaves_a_dead_child(wait):
    wait()
    child = os.fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def hides_its_children(wait):
    wait()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def test_a_kill_while_nobody_else_died_is_the_workers():
    scene = Scene(alone)
    scene.go_on()
    scene.watch.look()
    scene.cgroup.kills += 1
    assert scene.dies()
    assert scene.watch.kills() == 1


def test_a_sigkill_that_the_kernel_did_not_count_is_somebody_elses():
    scene = Scene(alone)
    scene.go_on()
    assert not scene.dies()
    assert scene.watch.kills() == 0


@pytest.mark.parametrize('act', [waits_for_a_child, leaves_a_dead_child, hides_its_children])
@pytest.mark.parametrize('looks', [0, 1])
def test_a_worker_does_not_pass_a_childs_kill_off_as_its_own(act, looks):
    adopt_orphans()
    scene = Scene(act)
    scene.watch.look()
    scene.cgroup.kills += 1
    for _ in range(looks):
        scene.watch.look()
    scene.go_on()
    assert not scene.dies()
    assert scene.watch.kills() == 1


def test_a_worker_whose_children_the_kernel_collects_is_in_doubt():
    scene = Scene(hides_its_children)
    scene.go_on()
    for _ in range(2):
        scene.watch.look()
    scene.cgroup.kills += 1
    assert not scene.dies()


def test_somebody_else_on_the_way_out_may_have_been_the_victim():
    scene = Scene(alone)
    scene.go_on()
    bystander = os.fork()
    if bystander == 0:
        os._exit(0)
    os.waitid(os.P_PID, bystander, os.WEXITED | os.WNOWAIT)
    scene.cgroup.kills += 1
    os.kill(scene.pid, signal.SIGKILL)
    os.waitid(os.P_PID, scene.pid, os.WEXITED | os.WNOWAIT)
    scene.reaper._collect(scene.pid)
    assert not scene.watch.killed_worker()
    os.waitpid(bystander, 0)
    assert scene.watch.killed_worker()


def test_a_worker_that_lost_a_child_earlier_can_be_killed_itself():
    scene = Scene(waits_for_a_child)
    scene.cgroup.kills += 1
    scene.go_on()
    for _ in range(4):
        scene.watch.look()
    scene.cgroup.kills += 1
    assert scene.dies()


def test_a_kill_that_the_worker_outlived_was_somebody_elses():
    scene = Scene(alone)
    scene.go_on()
    scene.cgroup.kills += 1
    for _ in range(3):
        scene.watch.look()
    assert not scene.dies()


def test_a_large_worker_that_takes_long_to_die_is_recognised():
    scene = Scene(alone)
    scene.go_on()
    scene.cgroup.kills += 1
    os.kill(scene.pid, signal.SIGKILL)
    os.waitid(os.P_PID, scene.pid, os.WEXITED | os.WNOWAIT)
    for _ in range(5):
        scene.watch.look()
    assert scene.dies()
