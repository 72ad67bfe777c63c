import pytest
from quantine_guest.cgroup import Cgroup, Limits

MIB = 1 << 20


@pytest.fixture
def tree(tmp_path):
    def write(files):
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f'{content}\n')
        return tmp_path

    return write


def mount_v1(root, controllers, of='/'):
    name = controllers.split(',')[0]
    return f'30 20 0:1 {of} {root}/{name} ro,nosuid - cgroup cgroup rw,{controllers}\n'


V1 = {
    'memory/memory.limit_in_bytes': 256 * MIB,
    'memory/memory.memsw.limit_in_bytes': 256 * MIB,
    'memory/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 3',
    'memory/memory.max_usage_in_bytes': 9 * MIB,
    'memory/memory.stat': f'cache {MIB}\nrss 1\nshmem 1\ntotal_rss {5 * MIB}\ntotal_shmem {2 * MIB}',
    'cpu/cpu.cfs_quota_us': 150_000,
    'cpu/cpu.cfs_period_us': 100_000,
    'cpu/cpuacct.usage': 2_500_000_000,
    'pids/pids.max': 64,
}


def test_version_1_is_read_where_only_our_own_group_is_mounted(tree):
    root = tree(V1)
    mounts = ''.join(mount_v1(root, group, of='/docker/abc') for group in ('memory', 'cpu,cpuacct', 'pids'))
    cgroup = Cgroup(mounts, '5:memory,cpu,cpuacct,pids:/docker/abc\n')
    assert cgroup.limits() == Limits(1, 256 * MIB, 256 * MIB, 64, 1.5)
    assert (cgroup.out_of_memory_kills(), cgroup.cpu_seconds(), cgroup.peak_bytes()) == (3, 2.5, 9 * MIB)
    assert cgroup.memory_bytes_without_files() == 7 * MIB


def test_version_1_says_null_where_there_is_no_limit_or_no_swap_accounting(tree):
    files = {'memory/memory.limit_in_bytes': 9223372036854771712, 'cpu/cpu.cfs_quota_us': -1, 'pids/pids.max': 'max'}
    root = tree({**files, 'cpu/cpu.cfs_period_us': 100_000})
    cgroup = Cgroup(''.join(mount_v1(root, group) for group in ('memory', 'cpu', 'pids')), '1:memory:/\n')
    assert cgroup.limits() == Limits(1, None, None, None, None)
    assert (cgroup.out_of_memory_kills(), cgroup.cpu_seconds(), cgroup.peak_bytes()) == (None, None, None)
    assert cgroup.memory_bytes_without_files() is None


def test_version_2_takes_the_tightest_of_nested_groups(tree):
    root = tree(
        {
            'a/memory.max': 512 * MIB,
            'a/b/memory.max': 'max',
            'a/b/memory.swap.max': 0,
            'a/b/pids.max': 64,
            'a/cpu.max': '50000 100000',
            'a/b/cpu.max': 'max 100000',
            'a/b/cpu.stat': 'usage_usec 1500000\nuser_usec 1',
            'a/b/memory.events': 'oom 1\noom_kill 2',
            'a/b/memory.peak': MIB,
            'a/b/memory.stat': 'anon 4096\nfile 9999\nshmem 8192',
        }
    )
    cgroup = Cgroup(f'30 20 0:1 / {root} ro - cgroup2 cgroup rw\n', '0::/a/b\n')
    assert cgroup.limits() == Limits(2, 512 * MIB, 512 * MIB, 64, 0.5)
    assert (cgroup.out_of_memory_kills(), cgroup.cpu_seconds(), cgroup.peak_bytes()) == (2, 1.5, MIB)
    assert cgroup.memory_bytes_without_files() == 12288


def test_version_2_in_a_namespace_of_its_own_is_read_at_the_mount_point(tree):
    root = tree({'memory.max': MIB, 'cpu.max': 'max 100000'})
    cgroup = Cgroup(f'30 20 0:1 /../.. {root} ro - cgroup2 cgroup rw\n', '0::/../elsewhere\n')
    assert cgroup.limits() == Limits(2, MIB, None, None, None)
