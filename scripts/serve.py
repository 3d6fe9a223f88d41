"""Brings the database up to date, loads the sample course and serves the site.

One process does the preparing, so that Django starts once; it then becomes the server.
Reads PORT (default 8000) and the variables of evlearn/settings.py. Writes DEBUG=1 into .env
unless there is such a file or DEBUG is set: this is the local demo, not a deployment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent


def prepare() -> None:
    """Everything that must be in place before the first request; each step may be repeated."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_sample")
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def serve(port: str) -> None:
    """Start a worker for the work behind the pages, and become the server. Ctrl-C stops both."""
    # It stops by itself when this process, which becomes the server, is gone.
    worker = ["manage.py", "work", "--beside", str(os.getpid())]
    subprocess.Popen([sys.executable, *worker])
    print(f"\nevlearn is at http://127.0.0.1:{port}  (Ctrl-C stops it)", flush=True)
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    options += ["--no-access-log", "--log-level", "error"]
    # A browser that keeps its connection open would delay Ctrl-C without end.
    options += ["--workers-kill-timeout", "2"]
    command = [sys.executable, "-m", "granian", *options]
    os.execv(sys.executable, [*command, "evlearn.wsgi:application"])


def make_local() -> None:
    """Note once that this checkout is somebody's own machine, for manage.py's sake too."""
    path = ROOT / ".env"
    if not path.exists():
        path.write_text("# Made by make run: this is a local demo, not a deployment.\nDEBUG=1\n")


def main() -> None:
    """Prepare and serve, or say why not."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    if "DEBUG" not in os.environ:
        make_local()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evlearn.settings")
    try:
        prepare()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    serve(os.environ.get("PORT") or "8000")


if __name__ == "__main__":
    main()
