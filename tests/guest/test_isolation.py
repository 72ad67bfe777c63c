import os

import pytest
from quantine_guest import isolation

STATUS = """Name:\tpython3
Uid:\t65532\t65532\t65532\t65532
Gid:\t65532\t65532\t65532\t65532
Groups:\t65532 7
CapInh:\t0000000000000000
CapPrm:\t0000000000000000
CapEff:\t0000000000000000
CapBnd:\t00000000a80425fb
CapAmb:\t0000000000000000
NoNewPrivs:\t1
Seccomp:\t2
Seccomp_filters:\t1
"""

MOUNTINFO = r"""100 99 0:50 / / ro,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A,upperdir=/var/x
101 100 0:51 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw,size=65536k,nr_inodes=4096,mode=700
102 100 8:1 /var/lib/docker/volumes/q/_data /data/a\040b ro,relatime shared:1 - ext4 /dev/sda1 rw
"""


def test_identity_is_read_from_the_status_of_the_process():
    identity = isolation.parse_identity(isolation._status(STATUS))
    assert identity['uid'] == identity['gid'] == [65532] * 4
    assert identity['groups'] == [65532, 7]
    assert identity['capabilities']['bounding'] == '00000000a80425fb'
    assert (identity['noNewPrivs'], identity['seccomp']) == (True, 2)


def test_mounts_are_told_without_any_path_of_the_host():
    assert isolation.parse_mounts(MOUNTINFO) == [
        {'target': '/', 'type': 'overlay', 'options': ['ro', 'relatime']},
        {
            'target': '/tmp',
            'type': 'tmpfs',
            'options': ['rw', 'nosuid', 'nodev', 'noexec', 'size=65536k', 'nr_inodes=4096', 'mode=700'],
        },
        {'target': '/data/a b', 'type': 'ext4', 'options': ['ro', 'relatime']},
    ]


def test_a_writable_place_is_found_and_scratch_is_not_counted(tmp_path):
    (tmp_path / 'scratch').mkdir()
    (tmp_path / 'open').mkdir()
    targets = [str(tmp_path / 'scratch'), str(tmp_path / 'open'), str(tmp_path / 'missing'), '/dev/null']
    found = isolation.writable_paths(targets, (str(tmp_path / 'scratch'),))
    assert str(tmp_path / 'open') in found
    assert not {str(tmp_path / 'scratch'), str(tmp_path / 'missing'), '/dev/null'} & set(found)


def test_swap_is_in_bytes():
    assert isolation.swap_total_bytes('MemTotal: 5 kB\nSwapTotal:       2048 kB\n') == 2048 * 1024


def test_an_unlimited_rlimit_is_null_and_others_are_numbers():
    limits = isolation.rlimits()
    assert {'nofile', 'fsize', 'core', 'cpu'} <= set(limits)
    assert all(limit is None or limit >= 0 for limit in limits.values())


def test_the_loopback_interface_is_seen():
    assert 'lo' in isolation.interfaces()


@pytest.mark.parametrize('damage', ['no link', 'dangling link', 'no sha256', 'not a link'])
def test_a_dataset_that_was_never_filled_whole_is_absent(tmp_path, damage):
    whole, other = tmp_path / ('a' * 64), tmp_path / ('B' * 64 if damage == 'no sha256' else 'b' * 64)
    for directory in (whole, other):
        directory.mkdir()
        (directory / 'content').write_text('12345')
        os.symlink('content', directory / 'bytes')
    if damage != 'no sha256':
        (other / 'bytes').unlink()
    if damage == 'dangling link':
        os.symlink('missing', other / 'bytes')
    if damage == 'not a link':
        (other / 'bytes').write_text('12345')
    assert isolation.whole_datasets(str(tmp_path)) == [{'sha256': 'a' * 64, 'bytes': 5}]


def test_without_datasets_there_are_none(tmp_path):
    assert isolation.whole_datasets(str(tmp_path / 'missing')) == []
