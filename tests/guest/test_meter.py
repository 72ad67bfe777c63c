import time

from quantine_guest.cgroup import Limits
from quantine_guest.meter import Meter

MIB = 1 << 20


class Cgroup:
    """What the kernel would say."""

    def __init__(self):
        self.cpu, self.held, self.peak = 10.0, 0, 50 * MIB

    def cpu_seconds(self):
        return self.cpu

    def memory_bytes_without_files(self):
        return self.held

    def peak_bytes(self):
        return self.peak

    def limits(self):
        return Limits(2, 64 * MIB, 64 * MIB, 64, 1.0)


class Reaper:
    def __init__(self, cpu=0.0, rss=0):
        self._cpu, self._rss = cpu, rss

    def cpu_seconds(self):
        return self._cpu

    def max_rss_bytes(self):
        return self._rss


def test_time_of_a_child_that_nobody_waited_for_is_counted():
    cgroup = Cgroup()
    meter = Meter(cgroup, Reaper(cpu=0.5), is_alone=True)
    meter.start()
    cgroup.cpu += 6
    assert 5.9 < meter.usage()['cpuSeconds'] <= 6


def test_time_of_the_supervisor_is_not_the_strategys():
    cgroup = Cgroup()
    meter = Meter(cgroup, Reaper(cpu=0.5), is_alone=True)
    meter.start()
    before = time.process_time()
    while time.process_time() < before + 0.2:
        pass
    cgroup.cpu += 0.2
    assert meter.usage()['cpuSeconds'] == 0.5


def test_what_was_used_before_the_run_is_not_the_strategys():
    assert Meter(Cgroup(), Reaper(cpu=0.5), is_alone=True).usage()['cpuSeconds'] == 0.5


def test_a_page_that_is_mapped_a_hundred_times_was_held_once():
    assert Meter(Cgroup(), Reaper(rss=468 * MIB), is_alone=True).usage()['peakMemoryBytes'] == 50 * MIB


def test_a_kernel_without_a_peak_has_a_limit_at_least():
    cgroup = Cgroup()
    cgroup.peak = None
    assert Meter(cgroup, Reaper(rss=468 * MIB), is_alone=True).usage()['peakMemoryBytes'] == 64 * MIB


def test_memory_of_many_processes_is_counted_together_though_it_was_given_back():
    cgroup = Cgroup()
    meter = Meter(cgroup, Reaper(rss=20 * MIB), is_alone=True)
    for held in (10, 45, 5):
        cgroup.held = held * MIB
        meter.look()
    assert meter.usage()['peakMemoryBytes'] == 45 * MIB


def test_where_others_share_the_cgroup_only_what_was_waited_for_counts():
    cgroup = Cgroup()
    meter = Meter(cgroup, Reaper(cpu=0.5, rss=20 * MIB), is_alone=False)
    meter.start()
    cgroup.cpu, cgroup.held = 99.0, 49 * MIB
    meter.look()
    usage = meter.usage()
    assert (usage['cpuSeconds'], usage['peakMemoryBytes'], usage['cgroupCpuSeconds']) == (0.5, 20 * MIB, 99.0)
