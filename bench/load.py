"""Load: one thread, a few keep-alive connections, each asking again as soon as it is served."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .servers import HOST, BenchError

PATIENCE = 20
"""Seconds without any answer after which the server counts as stuck."""
MOST = 100_000
"""Requests in a round, whatever its time."""
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shot:
    """A request as it goes over the wire, and what its answer must hold."""

    request: bytes
    marker: bytes


Shots = Iterator[Shot]


@dataclass(frozen=True, slots=True)
class Count:
    """Requests served, the seconds it took, and the median seconds of one."""

    requests: int
    seconds: float
    latency: float


class Connection:
    """A keep-alive connection with at most one request on its way."""

    def __init__(self, port: int, shots: Shots) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._shots = shots
        self._marker = b""
        self._answer = b""
        self._complete = 0
        self.fired = 0.0

    def fire(self) -> None:
        """Send the next request."""
        shot = next(self._shots)
        self._marker, self._answer, self._complete = shot.marker, b"", 0
        self.fired = time.perf_counter()
        self.socket.sendall(shot.request)

    def take(self) -> bool:
        """Read what has come; whether the answer is complete. Raises BenchError for a bad one."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise BenchError("the server hung up")
        self._answer += part
        if not self._complete:
            self._complete = _size(self._answer)
        if not self._complete or len(self._answer) < self._complete:
            return False
        if not self._answer.startswith(b"HTTP/1.1 200 ") or self._marker not in self._answer:
            text = self._answer[:600].decode(errors="replace")
            raise BenchError(f"not the expected answer ({self._marker!r} is missing): {text}")
        return True


def _size(answer: bytes) -> int:
    """Bytes of the whole answer; 0 while its head is incomplete."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    length = LENGTH.search(answer, 0, end + 2)
    if length is None:
        raise BenchError(f"an answer of unknown length: {answer[:300]!r}")
    return end + 4 + int(length[1])


def run(port: int, shots: Sequence[Shots], seconds: float) -> Count:
    """Fire on one connection for each of ``shots``, and wait for the last answers."""
    connections = [Connection(port, each) for each in shots]
    try:
        with selectors.DefaultSelector() as selector:
            for connection in connections:
                selector.register(connection.socket, selectors.EVENT_READ, connection)
            return _run(selector, connections, seconds)
    finally:
        for connection in connections:
            connection.socket.close()


def _run(selector: selectors.BaseSelector, connections: list[Connection], seconds: float) -> Count:
    start = now = time.perf_counter()
    for connection in connections:
        connection.fire()
    open_ones = len(connections)
    times = []
    while open_ones:
        ready = selector.select(PATIENCE)
        if not ready:
            raise BenchError("no answer came")
        for key, _events in ready:
            connection = key.data
            if not connection.take():
                continue
            now = time.perf_counter()
            times.append(now - connection.fired)
            if now - start < seconds and len(times) < MOST:
                connection.fire()
            else:
                open_ones -= 1
    times.sort()
    return Count(len(times), now - start, times[len(times) // 2])
