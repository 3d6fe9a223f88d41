"""Checks what this machine must offer and says in one sentence what is missing.

Usage: preflight.py [--port PORT]. Written so that Pythons as old as 3.4 can run it, for they
are the ones that need to be told. Exit code 1 when something is missing.
"""

import errno
import os
import socket
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def check_python():
    """The complaint about this Python's age, or None."""
    if sys.version_info >= NEEDED:
        return None
    return (
        "evlearn needs Python {0}.{1} or newer and found {2}.{3} ({4}). "
        "Install a newer one, or name it: make run PYTHON=/path/to/python3.11"
    ).format(NEEDED[0], NEEDED[1], sys.version_info[0], sys.version_info[1], sys.executable)


def check_writable(folder):
    """The complaint about a folder that cannot be written or created, or None."""
    existing = folder
    while not os.path.exists(existing):
        existing = os.path.dirname(existing)
    if os.access(existing, os.W_OK | os.X_OK):
        return None
    return (
        "evlearn keeps its data in {0} and is not allowed to write in {1}. "
        "Run it as the owner of that folder, or set VAR_DIR to a folder of your own."
    ).format(folder, existing)


def check_database(folder):
    """The complaint about a database file that cannot be changed, or None."""
    path = os.path.join(folder, "evlearn.sqlite3")
    if os.environ.get("DATABASE_URL") or not os.path.exists(path) or os.access(path, os.W_OK):
        return None
    return (
        "evlearn is not allowed to change its database {0}. "
        "Run it as the owner of that file, or set VAR_DIR to a folder of your own."
    ).format(path)


def check_port(text):
    """The complaint about a port that cannot be served on, or None."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        return "PORT must be a number from 1 to 65535, not {0!r}.".format(text)
    port = int(text)
    taken = (
        "Port {0} is in use. Stop the program that uses it, or choose another port: "
        "make run PORT={1}"
    ).format(port, port + 1 if port < 65535 else 8000)
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Asking first: some systems let two programs bind one port.
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return taken
    finally:
        probe.close()
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Connections of a server just stopped linger; they do not hinder the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
    except OSError as error:
        if error.errno == errno.EACCES:
            return (
                "This user may not serve on port {0}. Choose a port above 1023: make run PORT=8000"
            ).format(port)
        return taken
    finally:
        probe.close()
    return None


def complaint(arguments):
    """The first thing that is missing, or None."""
    found = check_python()
    if found or arguments[:1] != ["--port"]:
        return found
    data = os.path.abspath(os.environ.get("VAR_DIR") or os.path.join(ROOT, "var"))
    return check_writable(data) or check_database(data) or check_port("".join(arguments[1:]))


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1:]))
