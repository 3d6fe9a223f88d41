"""A site under granian: started, watched and ended by the bench."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4
PATIENCE = 60
"""Seconds for a server to come up."""
TICKS = os.sysconf("SC_CLK_TCK")


class BenchError(Exception):
    """Something broke, so that no figure would mean anything."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running site."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Seconds of processor time that the server and its workers have used."""
        return sum(_cpu(pid) for pid in _family(self.process.pid))


@contextmanager
def serving(name: str, application: str, environment: dict[str, str]) -> Iterator[Server]:
    """The WSGI ``application`` on a free port, until the block is left."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    command += ["--blocking-threads", str(THREADS), "--workers-kill-timeout", "2"]
    command += ["--no-access-log", "--log-level", "error", application]
    process = subprocess.Popen(command, env=environment)
    try:
        server = Server(name, port, process)
        _wait(server)
        yield server
    finally:
        _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex((HOST, server.port)) == 0:
                return
        time.sleep(0.1)
    raise BenchError(f"{server.name} did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        for pid in reversed(_family(process.pid)):
            os.kill(pid, 9)
        process.wait(10)


def _family(pid: int) -> list[int]:
    """The process and its children."""
    children = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = _stat(path)
        except OSError:
            continue  # it ended meanwhile
        if int(fields[1]) == pid:
            children.append(int(path.parent.name))
    return [pid, *children]


def _cpu(pid: int) -> float:
    fields = _stat(Path(f"/proc/{pid}/stat"))
    return (int(fields[11]) + int(fields[12])) / TICKS


def _stat(path: Path) -> list[str]:
    """The fields after the command's name, which may hold blanks."""
    return path.read_text().rpartition(")")[2].split()
