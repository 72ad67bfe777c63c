"""PID 1 of a sandbox.

Theory of operation
-------------------
Two processes. The *supervisor* (this file) talks to the host and is the only one the host hears. The *worker*
(`worker.py`) runs the strategy. They are the same user, so the supervisor defends itself before the worker exists: it
ignores every signal that can be ignored, and makes itself undumpable, so that no process of its user can trace it, or
open its descriptors and memory through /proc. The kernel adds that nobody inside a PID namespace can kill its PID 1.

The worker is forked before anybody asks, with numpy and pandas imported and exercised, and waits on a pipe. So a
request pays for neither import nor fork. Four more pipes lead away from it: its stdout, its stderr, its report.

Everything the supervisor waits for goes through `_turn`: one poll over the host's stdin, the wake-up that SIGCHLD
writes, and the pipes. `supervise` is the story, told in the order in which things happen; `_until` turns until the next
thing has. No call in it can block for longer than one turn, because the host may go away at any moment, and the end of
its stdin must then kill everything at once, even while a strategy floods a pipe that nobody reads. Hence writes to the
host go through an `Outbox` that never waits; while it is full, the strategy's pipes are not read, and a flood stops in
the strategy's own `write`. Memory stays bounded: one outbox, one incomplete report, one value within its cap.

Nothing the worker says is believed once it holds the source. Its report is checked for shape and order (`report.py`);
and how it ended is decided by what the kernel says: a report from a process that then exits with another status than
the one that belongs to it is an abrupt exit. The reason of an ending is set once, and the first one wins. The deadline
is the host's, but a host that is held up, as by Ctrl-Z, must not leave a strategy running: so it is kept here as well.

An ending, whatever its cause: kill everyone, again and again, until there is nobody left to wait for (a daemon may hold
the strategy's stdout, a fork bomb may race the first kill); then read the pipes to their end; then judge; then send the
value, the files of /output, and one `result` or `failure`; then leave. Since the kernel ends a PID namespace with its
PID 1, leaving takes with it whatever a kill could have missed.
"""

import contextlib
import os
import select
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from typing import NoReturn

from . import frames, isolation, posture
from .artifacts import Collection
from .cgroup import this_cgroup
from .launch import Worker, launch
from .memory_kills import OutOfMemoryWatch
from .meter import Meter
from .outbox import Outbox
from .places import Places
from .reaper import Reaper
from .report import MalformedReport, ReportReader
from .request import STOP, BadRequest, Request, parse_host_frame
from .verdict import Facts, judge

HOST_IN = 0
HOST_OUT = 1
TICK_MS = 50
# The deadline is the host's. A host that is held up itself must not leave the strategy running for ever.
DEADLINE_MARGIN_SECONDS = 2.0
READ_BYTES = frames.CHUNK_BYTES

EXIT_OWNER_GONE = 1
EXIT_INTERNAL = 70


def main(places: Places | None = None) -> NoReturn:
    """Never returns: exits 0 once the last frame is sent, 1 when the host is gone, 70 on a defect of our own."""
    before = posture.ignore_signals()
    posture.set_dumpable(False)
    if not posture.is_alone():
        posture.adopt_orphans()
    try:
        Supervisor(places or Places(), launch(before)).supervise()
    except BaseException:
        traceback.print_exc()
        posture.kill_everyone()
        os._exit(EXIT_INTERNAL)
    os._exit(0)


class Supervisor:
    def __init__(self, places: Places, worker: Worker) -> None:
        self._places = places
        self._wake = worker.wake
        self._host = Outbox(HOST_OUT)
        self._orders = Outbox(worker.orders)
        self._host_frames = frames.Decoder(frames.MAX_HOST_FRAME_BYTES)
        self._report: int | None = worker.report
        self._reports = ReportReader()
        self._streams = worker.streams
        self._reaper = Reaper(worker.pid)
        cgroup = this_cgroup()
        self._meter = Meter(cgroup, self._reaper, is_alone=posture.is_alone())
        self._memory = OutOfMemoryWatch(cgroup, self._reaper)
        self._killed_for_memory = False
        self._next_look = 0.0
        self._deadline = float('inf')
        self._datasets = isolation.whole_datasets(places.datasets)
        self._request: Request | None = None
        self._source_is_out = False
        # Why it ends, where that was not the worker's own doing: the kind and text of a failure.
        self._reason: tuple[str, str] | None = None
        for fd in (HOST_IN, worker.report, *worker.streams):
            os.set_blocking(fd, False)

    def supervise(self) -> None:
        self._until(lambda: self._reports.is_ready or self._is_ending)
        if self._is_ending:
            raise RuntimeError(f'the worker ended before it was ready: {self._reason or self._reaper.worker_status}')
        self._send(self._hello())
        self._until(lambda: self._request is not None or self._is_ending)
        if self._request is not None and not self._is_ending:
            self._hand_over(self._request)
        self._until(lambda: self._is_ending)
        self._end_everyone()
        self._until(lambda: self._report is None and not self._streams)
        self._send_ending()
        self._until(lambda: self._host.is_empty)

    @property
    def _is_ending(self) -> bool:
        is_over = self._reason is not None or self._reaper.worker_status is not None
        return is_over or self._reports.data_error is not None

    def _hello(self) -> dict:
        return {
            'type': 'hello',
            'protocol': frames.PROTOCOL_VERSION,
            'python': '.'.join(map(str, sys.version_info[:3])),
            'isolation': isolation.isolation(self._places),
            'datasets': self._datasets,
            'names': isolation.data_names(self._places.data),
        }

    def _hand_over(self, request: Request) -> None:
        """Data first; the source only once the data is read, so that nothing of the strategy can forge a data error."""
        self._meter.start()
        files = [(name, os.path.join(self._places.datasets, sha256, 'bytes')) for name, sha256 in request.data]
        self._order({'files': files})
        self._until(lambda: self._reports.is_loaded or self._is_ending)
        if self._is_ending:
            return
        self._reaper.discount(self._reports.cpu_seconds_before_run)
        self._reports.expect_strategy(request.caps)
        self._source_is_out = True
        self._order(
            {
                'source': frames.to_base64(request.source),
                'params': request.params,
                'environment': request.environment,
                'caps': asdict(request.caps),
            }
        )

    def _end_everyone(self) -> None:
        """Kills until nobody is left. A new process can only come from one that the next round kills."""
        self._meter.look()
        self._killed_for_memory = self._memory.killed_worker()
        posture.kill_everyone()
        while self._reaper.reap():
            self._turn()
            posture.kill_everyone()

    def _send_ending(self) -> None:
        outcome = judge(self._facts())
        if outcome['type'] == 'result':
            for chunk in frames.chunks(bytes(self._reports.value)):
                self._send({'type': 'value', 'data': frames.to_base64(chunk)})
        self._send({**outcome, 'skippedArtifacts': self._send_artifacts(), 'usage': self._usage()})

    def _facts(self) -> Facts:
        status = self._reaper.worker_status
        if status is None:
            raise RuntimeError('everyone is dead, and yet the worker was never reaped')
        return Facts(
            request=self._request,
            reason=self._reason,
            status=status,
            killed_for_memory=self._killed_for_memory,
            source_was_out=self._source_is_out,
            reports=self._reports,
        )

    def _send_artifacts(self) -> list[dict]:
        request = self._request
        if request is None or not request.collect_artifacts:
            return []
        collection = Collection(self._places.output, request.caps.outputBytes, request.caps.outputFiles)
        for piece in collection:
            data = frames.to_base64(piece.data)
            self._send({'type': 'artifact', 'path': piece.path, 'data': data, 'last': piece.last})
        return collection.skipped

    def _usage(self) -> dict:
        return {**self._meter.usage(), 'outOfMemoryKills': self._memory.kills()}

    def _end(self, kind: str, message: str) -> None:
        """Sets why it ends. The first reason wins."""
        if not self._is_ending:
            self._reason = (kind, message)

    def _until(self, has_happened: Callable[[], bool]) -> None:
        while not has_happened():
            self._turn()

    def _turn(self) -> None:
        """Waits for anything to happen, for a tick at most while a strategy may run, and deals with it."""
        handlers: dict[int, Callable[[], None]] = {HOST_IN: self._hear_host, self._wake: self._hear_wake}
        if self._report is not None:
            handlers[self._report] = self._hear_report
        if not self._host.is_full:
            handlers.update({fd: lambda fd=fd: self._hear_stream(fd) for fd in self._streams})
        poll = select.poll()
        for fd in handlers:
            poll.register(fd, select.POLLIN)
        for outbox, flush in ((self._host, self._flush_host), (self._orders, self._flush_orders)):
            if not outbox.is_empty:
                handlers[outbox.fd] = flush
                poll.register(outbox.fd, select.POLLOUT)
        is_waiting = self._request is None and self._reports.is_ready
        for fd, _ in poll.poll(None if is_waiting and not self._is_ending else TICK_MS):
            handlers[fd]()
        if self._request is not None and not self._is_ending:
            self._look(time.monotonic())

    def _look(self, now: float) -> None:
        if now >= self._next_look:
            self._next_look = now + TICK_MS / 1000
            self._memory.look()
            self._meter.look()
        if now >= self._deadline:
            self._end('deadline', 'its time was over, and the host did not say so')

    def _hear_host(self) -> None:
        data = _read(HOST_IN)
        if data is None:
            return
        if not data:
            self._leave()
        try:
            for frame in self._host_frames.feed(data):
                self._obey(frame)
        except (frames.BadFrame, BadRequest) as error:
            self._end('request', str(error))

    def _obey(self, frame: dict) -> None:
        order = parse_host_frame(frame, {dataset['sha256'] for dataset in self._datasets})
        if order is STOP:
            self._end('stopped', 'the host asked for it')
        elif self._request is None:
            self._request = order
            self._deadline = time.monotonic() + order.timeout_seconds + DEADLINE_MARGIN_SECONDS
        else:
            raise BadRequest('a second run frame')

    def _hear_wake(self) -> None:
        _read(self._wake)
        self._reaper.reap()

    def _hear_report(self) -> None:
        data = _read(self._report)
        if data is None:
            return
        try:
            self._reports.feed(data)
            is_over = not data
        except MalformedReport as error:
            self._refuse_report(str(error))
            is_over = True
        if is_over:
            os.close(self._report)
            self._report = None

    def _refuse_report(self, message: str) -> None:
        """What is wrong may be read only once the worker has left, but a fatal signal tells more than a bad report."""
        if self._reason is None and self._reaper.worker_status in (None, 0):
            self._reason = ('malformed_report', message)

    def _hear_stream(self, fd: int) -> None:
        data = _read(fd)
        if data is None:
            return
        if data:
            self._host_put({'type': 'output', 'stream': self._streams[fd], 'data': frames.to_base64(data)})
        else:
            os.close(fd)
            del self._streams[fd]

    def _order(self, message: dict) -> None:
        """A worker that is gone reads nothing: `wait` tells of its end."""
        with contextlib.suppress(BrokenPipeError):
            self._orders.put(frames.encode(message))

    def _flush_orders(self) -> None:
        try:
            self._orders.flush()
        except BrokenPipeError:
            self._orders.discard()

    def _send(self, message: dict) -> None:
        """Sends one frame, once there is room for it."""
        self._until(lambda: not self._host.is_full)
        self._host_put(message)

    def _host_put(self, message: dict) -> None:
        try:
            self._host.put(frames.encode(message))
        except BrokenPipeError:
            self._leave()

    def _flush_host(self) -> None:
        try:
            self._host.flush()
        except BrokenPipeError:
            self._leave()

    def _leave(self) -> NoReturn:
        """The owner is gone: nobody wants an ending."""
        posture.kill_everyone()
        os._exit(EXIT_OWNER_GONE)


def _read(fd: int) -> bytes | None:
    """What is there to read; empty at the end of the stream, None where there was nothing after all."""
    try:
        return os.read(fd, READ_BYTES)
    except BlockingIOError:
        return None
