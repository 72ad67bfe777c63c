"""Writes to a pipe whose reader may be slow, without ever waiting for it."""

import os
from collections import deque

# Past this much unsent, the supervisor stops reading the strategy's output, and the strategy waits in its own write.
HIGH_WATER_BYTES = 1024 * 1024


class Outbox:
    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self.fd = fd
        self._queue: deque[memoryview] = deque()
        self._unsent = 0

    @property
    def is_empty(self) -> bool:
        return self._unsent == 0

    @property
    def is_full(self) -> bool:
        return self._unsent >= HIGH_WATER_BYTES

    def put(self, data: bytes) -> None:
        """Queues `data`, and sends at once what the pipe takes. Raises BrokenPipeError when nobody reads any more."""
        self._queue.append(memoryview(data))
        self._unsent += len(data)
        self.flush()

    def flush(self) -> None:
        """Sends what the pipe takes now. Raises BrokenPipeError when nobody reads any more."""
        while self._queue:
            try:
                sent = os.write(self.fd, self._queue[0])
            except BlockingIOError:
                return
            self._unsent -= sent
            if sent == len(self._queue[0]):
                self._queue.popleft()
            else:
                self._queue[0] = self._queue[0][sent:]

    def discard(self) -> None:
        """Forgets what was not sent."""
        self._queue.clear()
        self._unsent = 0
