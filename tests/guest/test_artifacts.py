import os
import socket

import pytest
from quantine_guest.artifacts import Collection

MIB = 1 << 20


@pytest.fixture
def output(tmp_path):
    root = tmp_path / 'output'
    root.mkdir()
    return root


def collect(root, max_bytes=MIB, max_files=100):
    collection = Collection(str(root), max_bytes, max_files)
    files = {}
    for piece in collection:
        data, _ = files.get(piece.path, (b'', False))
        files[piece.path] = (data + piece.data, piece.last)
    assert all(last for _, last in files.values())
    return {path: data for path, (data, _) in files.items()}, {row['path']: row['reason'] for row in collection.skipped}


def test_files_come_back_whole_and_sorted(output):
    (output / 'sub').mkdir()
    (output / 'sub' / 'b').write_bytes(b'b' * 200_000)
    (output / 'a').write_bytes(b'')
    (output / 'ü').write_bytes(b'u')
    files, skipped = collect(output)
    assert list(files) == ['a', 'sub/b', 'ü']
    assert files == {'a': b'', 'sub/b': b'b' * 200_000, 'ü': b'u'}
    assert skipped == {}


def test_what_is_no_regular_file_is_left_out_with_its_reason(output):
    (output / 'secret').symlink_to('/etc/passwd')
    (output / 'away').symlink_to('/')
    os.mkfifo(output / 'pipe')
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(output / 'socket'))
    files, skipped = collect(output)
    assert files == {}
    assert skipped == {
        'secret': 'a symbolic link',
        'away': 'a symbolic link',
        'pipe': 'a named pipe',
        'socket': 'a socket',
    }


def test_a_link_in_place_of_the_directory_itself_is_not_followed(output, tmp_path):
    (tmp_path / 'link').symlink_to(output)
    (output / 'a').write_text('a')
    assert collect(tmp_path / 'link') == ({}, {})


def test_a_file_past_what_is_left_of_the_cap_is_left_out_whole(output):
    (output / 'a').write_bytes(b'x' * 60)
    (output / 'b').write_bytes(b'x' * 60)
    (output / 'c').write_bytes(b'x' * 40)
    with (output / 'sparse').open('wb') as file:
        file.truncate(1 << 40)
    files, skipped = collect(output, max_bytes=100)
    assert list(files) == ['a', 'c']
    assert skipped == {'b': 'past the cap on bytes', 'sparse': 'past the cap on bytes'}


def test_files_past_the_cap_on_their_number_are_left_out(output):
    for name in 'abc':
        (output / name).touch()
    files, skipped = collect(output, max_files=2)
    assert list(files) == ['a', 'b']
    assert skipped == {'c': 'past the cap on the number of files'}


def test_what_the_strategy_made_unreadable_comes_back(output):
    (output / 'sub').mkdir()
    (output / 'sub' / 'a').write_text('a')
    (output / 'sub' / 'a').chmod(0)
    (output / 'sub').chmod(0)
    output.chmod(0)
    assert collect(output)[0] == {'sub/a': b'a'}


@pytest.mark.parametrize(('name', 'shown'), [(b'a\nb', 'a\ufffdb'), (b'\xff', '\ufffd'), (b'\x1b[31m', '\ufffd[31m')])
def test_a_name_that_is_not_printable_is_left_out(output, name, shown):
    (output / os.fsdecode(name)).touch()
    files, skipped = collect(output)
    assert files == {}
    assert skipped == {shown: 'a name that is not printable UTF-8'}


def test_the_walk_ends_at_sixteen_directories(output):
    deep = output.joinpath(*['d'] * 16)
    deep.mkdir(parents=True)
    (deep / 'hidden').touch()
    (deep.parent / 'seen').touch()
    files, skipped = collect(output)
    assert list(files) == ['d/' * 15 + 'seen']
    assert list(skipped.values()) == ['deeper than 16 directories']


def test_the_list_of_what_was_left_out_is_bounded(output):
    for number in range(1100):
        (output / f'{number:04}').symlink_to('x')
    collection = Collection(str(output), MIB, 10)
    assert list(collection) == []
    assert len(collection.skipped) == 1000


def test_hard_links_are_files(output):
    (output / 'a').write_text('a')
    os.link(output / 'a', output / 'b')
    assert collect(output)[0] == {'a': b'a', 'b': b'a'}
