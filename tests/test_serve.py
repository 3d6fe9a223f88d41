"""``make run`` serves the site and has a worker beside it, which ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90
"""Seconds. Long: the machine may be busy."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(found):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError("nothing came of it")


def answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
            return response.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False


def workers_of(pid):
    """Children of a process that run the worker, by their ids."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = []
    for child in map(int, listed):
        command = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if b"work" in command:
            found.append(child)
    return found


def ended(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are read from /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_with_the_server(tmp_path, how):
    port = free_port()
    env = os.environ | {"VAR_DIR": str(tmp_path), "PORT": str(port), "DEBUG": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(ROOT / "scripts" / "serve.py")]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: answers(port))
        (worker,) = wait_for(lambda: workers_of(server.pid))
        server.send_signal(how)
        server.wait(PATIENCE)
        wait_for(lambda: ended(worker))
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()
