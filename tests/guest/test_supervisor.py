"""A real supervisor with a real worker, over pipes. What only a container can show is under tests/security."""

import base64
import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conversation import CAPS, FLAGS, PACKAGE_ROOT, add_dataset, run_frame, start

BARS = 'Date,Close\n2020-01-03,1.5\n2020-01-02,1.6\n'


def wait_for_the_end_of(pid):
    """The kill was sent; a process takes a moment to leave."""
    for _ in range(1000):
        if not is_alive(pid):
            return
        time.sleep(0.01)
    raise AssertionError(f'{pid} is alive')


@pytest.fixture
def run(tmp_path):
    def run_source(source, **changes):
        conversation = start(tmp_path)
        conversation.send(run_frame(source, **changes))
        return conversation.finish()

    return run_source


def is_alive(pid):
    with contextlib.suppress(FileNotFoundError):
        return Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0] != 'Z'
    return False


def test_the_entry_point_of_the_image_says_hello():
    command = [sys.executable, *FLAGS, f'{PACKAGE_ROOT}/quantine_guest']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(32)[4:] == b'{"type":"hello","protocol":1'
        process.stdin.close()
        assert process.wait(timeout=10) == 1


def test_hello_tells_of_an_undumpable_process_and_of_whole_datasets(tmp_path):
    sha256 = add_dataset(tmp_path, BARS)
    conversation = start(tmp_path)
    assert conversation.hello['isolation']['dumpable'] is False
    assert conversation.hello['datasets'] == [{'sha256': sha256, 'bytes': len(BARS)}]
    conversation.process.stdin.close()
    assert conversation.finish().frames == []


def test_a_run_gives_output_a_value_and_what_it_used(run):
    ending = run('print("hello")\nimport sys\nprint("oh", file=sys.stderr)\nresult = {"sharpe": 1.5}\n')
    assert (ending.stdout, ending.stderr, ending.value) == (b'hello\n', b'oh\n', {'sharpe': 1.5})
    assert ending.last['type'] == 'result'
    assert ending.last['valueBytes'] == len(ending.value_text)
    assert ending.last['usage']['peakMemoryBytes'] > 10_000_000
    assert (ending.exit_code, ending.diagnostics) == (0, '')


def test_the_exact_bytes_run_as_a_script(run):
    ending = run(
        'import sys\nprint(__name__, sys.argv, __file__)\nresult = [__name__ in sys.modules, "annotations" in dir()]'
    )
    assert ending.stdout == b"__main__ ['strategy.py'] strategy.py\n"
    assert ending.value == [True, False]


def test_run_is_called_with_data_and_params(run):
    ending = run('def run(data, params): return [data, params["n"]]\nresult = "unused"', params={'n': 5})
    assert ending.value == [None, 5]


@pytest.mark.parametrize(
    'definition',
    [
        'run = functools.partial(lambda data, params, n: n, n=20)',
        'class Model:\n def __call__(self, data, params): return 20\nrun = Model()',
        'class Model:\n def fit(self, data, params): return 20\nrun = Model().fit',
        '@functools.singledispatch\ndef run(data, params): return 20',
    ],
)
def test_whatever_can_be_called_and_was_made_here_is_an_entry_point(run, definition):
    assert run(f'import functools\n{definition}').value == 20


@pytest.mark.parametrize(
    'imported',
    ['from subprocess import run', 'from pandas import read_csv as run', 'from decimal import Decimal as run'],
)
def test_what_was_only_imported_is_not_called(run, imported):
    assert run(f'{imported}\nresult = "mine"').value == 'mine'


def test_no_result_is_no_value(run):
    assert run('x = 1').last['valueBytes'] is None


def test_the_environment_is_exactly_the_runs(run):
    child = '[sys.executable, "-c", "import os; print(*os.environ)"]'
    source = f'import os, subprocess, sys\nresult = [dict(os.environ), subprocess.check_output({child}, text=True)]'
    seen, inherited = run(source, environment={'A': 'é', 'TZ': 'UTC'}).value
    assert seen == {'A': 'é', 'TZ': 'UTC'}
    assert {'A', 'TZ'} <= set(inherited.split()) <= {'A', 'TZ', 'LC_CTYPE'}


def test_the_seed_of_hashes_is_the_one_that_was_set_at_create(tmp_path):
    conversation = start(tmp_path, {'PYTHONHASHSEED': '0'})
    conversation.send(run_frame('import sys\nresult = sys.flags.hash_randomization'))
    assert conversation.finish().value == 0


def test_standard_input_is_empty(run):
    assert run('import sys\nresult = sys.stdin.read()').value == ''


def test_one_data_file_is_a_frame_and_several_are_a_dict(tmp_path, run):
    sha256 = add_dataset(tmp_path, BARS)
    source = 'result = data["close"].tolist() if not isinstance(data, dict) else list(data)'
    assert run(source, data=[{'name': 'a', 'sha256': sha256}]).value == [1.6, 1.5]
    assert run(source, data=[{'name': name, 'sha256': sha256} for name in 'ba']).value == ['b', 'a']


def test_a_bad_data_file_is_told_before_the_strategy_runs(tmp_path, run):
    sha256 = add_dataset(tmp_path, 'date,close\n2020-01-02,abc\n')
    ending = run('print("never")', data=[{'name': 'bars', 'sha256': sha256}])
    assert ending.last['kind'] == 'data'
    assert ending.last['error']['message'] == "data file bars: column close holds 'abc', which is not a number"
    assert ending.stdout == b''


@pytest.mark.parametrize(
    ('changes', 'complaint'),
    [
        ({'sourceSha256': 'a' * 64}, 'does not have the SHA-256'),
        ({'protocol': 2}, 'the host speaks protocol 2, the guest 1'),
        ({'data': [{'name': 'a', 'sha256': 'a' * 64}]}, 'data file a (aaaaaaaaaaaa) is not whole in this sandbox'),
        ({'type': 'walk'}, 'does not belong here'),
    ],
)
def test_a_wrong_request_is_refused_before_the_strategy_runs(run, changes, complaint):
    ending = run('print("never")', **changes)
    assert ending.last['kind'] == 'request'
    assert complaint in ending.last['error']['message']
    assert ending.stdout == b''


@pytest.mark.parametrize('code', ['0', 'None', ''])
def test_leaving_with_0_completes_with_the_result_so_far(run, code):
    ending = run(f'import sys\nresult = 5\nsys.exit({code})\nresult = 6')
    assert (ending.last['type'], ending.value) == ('result', 5)


@pytest.mark.parametrize(('code', 'status'), [('3', 3), ('-1', 255), ('256', 1), ('True', 1), ('"bye"', 1)])
def test_leaving_with_another_code_fails(run, code, status):
    ending = run(f'import sys\nresult = 5\nsys.exit({code})')
    assert (ending.last['kind'], ending.last['exitCode'], ending.value) == ('system_exit', status, None)
    assert ending.stderr == (b'bye\n' if code == '"bye"' else b'')
    assert ending.last['error']['line'] == 3


@pytest.mark.parametrize('status', [0, 4])
def test_os_exit_is_abrupt_whatever_its_status(run, status):
    ending = run(f'import os\nprint("so far")\nos._exit({status})')
    assert (ending.last['kind'], ending.last['exitCode']) == ('abrupt_exit', status)
    assert ending.stdout == b'so far\n'


@pytest.mark.parametrize('number', [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_fatal_signal_is_told_by_its_number(run, number):
    ending = run(f'import os\nos.kill(os.getpid(), {number})')
    assert (ending.last['kind'], ending.last['signal']) == ('signal', number)


def test_the_strategy_gets_the_usual_signals_back(run):
    ending = run('import os, signal\nos.kill(os.getpid(), signal.SIGINT)')
    assert ending.last['error']['type'] == 'KeyboardInterrupt'


def test_an_exception_comes_back_with_its_line(run):
    error = run('x = 1\n1 / 0\n').last['error']
    assert (error['type'], error['message'], error['line']) == ('ZeroDivisionError', 'division by zero', 2)


def test_a_message_is_bounded_by_the_hosts_cap(run):
    error = run('raise ValueError("x" * 10_000_000)').last['error']
    assert len(error['message']) == CAPS['messageCharacters']


def test_a_result_that_json_cannot_say_fails_by_its_path(run):
    error = run('result = {"a": [object()]}').last['error']
    assert (error['type'], error['message'][:6]) == ('ValueNotSerializable', '$.a[0]')


def test_a_result_past_its_cap_fails(run):
    assert run('result = "x" * (1 << 20)').last['error']['type'] == 'ValueTooLarge'


def test_a_result_over_many_frames_arrives_whole(run):
    assert run('result = "é" * 500_000').value == 'é' * 500_000


def test_running_out_of_memory_in_python_is_an_exception(run):
    assert run('x = "a" * (10 ** 15)').last['error']['type'] == 'MemoryError'


FORGE = """
import os
def write(message):
    for fd in range(3, 64):
        try: os.write(fd, message)
        except OSError: pass
"""


def test_noise_where_the_report_belongs_ends_the_run(run):
    ending = run(FORGE + 'write(b"\\0\\0\\0\\2hi")\nwhile True: pass')
    assert ending.last['kind'] == 'malformed_report'


def test_a_forged_exit_code_is_not_believed(run):
    error = b'{"type":"SystemExit","message":"","line":null,"traceback":[],"causes":[]}'
    forged = b'{"type":"system_exit","exitCode":42,"error":' + error + b'}'
    ending = run(FORGE + f'write({len(forged).to_bytes(4, "big") + forged!r})\nos._exit(0)')
    assert (ending.last['kind'], ending.last['exitCode'], ending.last['error']) == ('abrupt_exit', 0, None)


def test_a_forged_success_does_not_survive_another_exit_status(run):
    forged = b'{"type":"completed","hasValue":false,"nonFinitePaths":[]}'
    message = len(forged).to_bytes(4, 'big') + forged
    ending = run(FORGE + f'write({message!r})\nos._exit(3)')
    assert (ending.last['kind'], ending.last['exitCode']) == ('abrupt_exit', 3)


def test_closing_every_descriptor_is_an_abrupt_exit(run):
    assert run('import os\nos.closerange(0, 256)\nresult = 1').last['kind'] == 'abrupt_exit'


def test_a_daemon_that_holds_stdout_does_not_outlive_the_run(run):
    ending = run(
        """
import os, time
read, write = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(write, str(os.getpid()).encode())
        time.sleep(600)
    os._exit(0)
result = int(os.read(read, 20))
"""
    )
    assert ending.last['type'] == 'result'
    assert not is_alive(ending.value)


@pytest.mark.parametrize(
    ('leaving', 'status', 'said'),
    [
        ('raise ValueError("in the child")', 1, 'ValueError: in the child'),
        ('return 7', 0, ''),
        ('sys.exit(3)', 3, ''),
        ('raise Unreadable', 1, ''),
    ],
)
def test_only_the_strategys_own_process_reports(run, leaving, status, said):
    ending = run(
        f"""
import os, sys
class Unreadable(Exception):
    def __str__(self): raise KeyError
def run(data, params):
    child = os.fork()
    if child == 0:
        print("child")
        {leaving}
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
"""
    )
    assert (ending.last['type'], ending.value, ending.stdout) == ('result', status, b'child\n')
    assert said in ending.stderr.decode()
    assert 'execution.py' not in ending.stderr.decode()


def test_time_of_processes_that_the_strategy_started_is_counted(run):
    burn = 'import os, time\nif os.fork() == 0:\n  while time.process_time() < 0.3: pass\n  os._exit(0)\n'
    assert run(burn + 'os.wait()').last['usage']['cpuSeconds'] >= 0.3
    assert run('x = 1').last['usage']['cpuSeconds'] < 0.3


def test_nothing_printed_is_lost_not_even_half_a_character(run):
    assert run('print("end", end="")').stdout == b'end'
    assert run('import os\nprint("line")\nos.write(1, b"\\xe2\\x82")\nos._exit(0)').stdout == b'line\n\xe2\x82'


def test_a_hundred_thousand_small_writes_arrive(run):
    ending = run('import os\nfor _ in range(100_000): os.write(1, b"x")')
    assert ending.stdout == b'x' * 100_000


def test_what_is_left_open_is_written_and_exit_handlers_run(run, tmp_path):
    ending = run(
        f"""
import atexit, threading, time
atexit.register(print, "handler")
threading.Thread(target=lambda: (time.sleep(0.05), print("thread"))).start()
file = open({str(tmp_path / 'output' / 'a.txt')!r}, "w")
file.write("kept")
"""
    )
    assert ending.stdout == b'thread\nhandler\n'
    assert ending.artifacts == {'a.txt': b'kept'}


def test_files_come_back_only_where_they_were_asked_for(run, tmp_path):
    write = f'open({str(tmp_path / "output" / "a.txt")!r}, "w").write("x" * 100_000)'
    assert run(write).artifacts == {'a.txt': b'x' * 100_000}
    assert run(write, collectArtifacts=False).artifacts == {}


def test_files_come_back_from_a_strategy_that_failed(run, tmp_path):
    ending = run(f'open({str(tmp_path / "output" / "a.txt")!r}, "w").write("x")\n1 / 0')
    assert (ending.last['kind'], ending.artifacts) == ('exception', {'a.txt': b'x'})


DEAF = """
import os, signal
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
print(os.getpid())
"""


def printed(frame):
    return frame['type'] == 'output'


def test_stop_ends_a_strategy_that_ignores_signals_and_still_measures(tmp_path):
    conversation = start(tmp_path)
    conversation.send(run_frame(DEAF + 'while True: pass'))
    conversation.read_until(printed)
    conversation.send({'type': 'stop'})
    ending = conversation.finish()
    assert (ending.last['kind'], ending.exit_code) == ('stopped', 0)
    assert ending.last['usage']['cpuSeconds'] > 0


def test_the_supervisor_ends_what_a_host_that_is_held_up_does_not(tmp_path):
    conversation = start(tmp_path)
    source = DEAF + 'import time\nwhile time.process_time() < 20: pass'
    conversation.send(run_frame(source, caps={**CAPS, 'timeoutSeconds': 0.1}))
    ending = conversation.finish()
    assert (ending.last['kind'], ending.exit_code) == ('deadline', 0)
    assert ending.last['usage']['cpuSeconds'] > 0


def test_stop_before_a_run_is_an_ending_too(tmp_path):
    conversation = start(tmp_path)
    conversation.send({'type': 'stop'})
    assert conversation.finish().last['kind'] == 'stopped'


@pytest.mark.parametrize('noise', ['print("x" * 60_000)', 'pass'])
def test_the_end_of_stdin_kills_everything_even_under_a_flood(tmp_path, noise):
    conversation = start(tmp_path)
    conversation.send(run_frame(DEAF + f'while True: {noise}'))
    first = conversation.read_until(printed)[-1]
    pid = int(base64.b64decode(first['data']).split()[0])
    conversation.process.stdin.close()
    assert conversation.process.wait(timeout=10) == 1
    wait_for_the_end_of(pid)


def test_a_flood_that_nobody_reads_leaves_the_supervisor_small(tmp_path):
    conversation = start(tmp_path)
    conversation.send(run_frame('print("on", flush=True)\nwhile True: print("x" * 60_000)'))
    conversation.read_until(printed)
    before = resident_bytes(conversation.process.pid)
    burn(0.5)
    assert resident_bytes(conversation.process.pid) - before < 8 << 20
    conversation.process.stdin.close()
    assert conversation.process.wait(timeout=10) == 1


def test_a_second_run_is_refused(tmp_path):
    conversation = start(tmp_path)
    conversation.send(run_frame('while True: pass'))
    conversation.send(run_frame('print("second")'))
    ending = conversation.finish()
    assert (ending.last['kind'], ending.stdout) == ('request', b'')


def test_a_source_of_ten_mebibytes_is_run(run):
    source = '#' + ' ' * 119 + '\n'
    source = source * (10 * 1024 * 1024 // len(source) - 1) + 'result = 1\n'
    ending = run(source)
    assert ending.last['sourceSha256'] == hashlib.sha256(source.encode()).hexdigest()
    assert ending.value == 1


def resident_bytes(pid):
    return int(Path(f'/proc/{pid}/statm').read_text().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def burn(cpu_seconds):
    """Gives a flood its time without trusting a clock: what counts is that the reader did not read."""
    end = time.process_time() + cpu_seconds
    while time.process_time() < end:
        pass
