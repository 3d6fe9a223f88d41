"""The two sites: their settings, their data, their processes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .servers import BenchError, Server, serving

ROOT = Path(__file__).resolve().parent.parent
SECRET = "for measuring only, known to everyone: 0f4b7d2c9a6e51838d20"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is not running. ``data`` is what its seed printed."""

    name: str
    application: str
    environment: dict[str, str]
    database: Path
    table: str
    """Where answers are kept."""
    data: dict[str, Any]

    def kept(self) -> int:
        """Answers in the database."""
        with closing(sqlite3.connect(self.database)) as connection:
            row = connection.execute(f"SELECT COUNT(*) FROM {self.table}").fetchone()  # noqa: S608
        number: int = row[0]
        return number

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """The site under its server."""
        with serving(self.name, self.application, self.environment) as server:
            yield server


def make_environment(settings: str, folder: Path) -> dict[str, str]:
    """What a site's processes find in their environment: nothing of the caller's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": str(folder),
        "SECRET_KEY": SECRET,
        "ENV_FILE": os.devnull,
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
    }


def evlearn(folder: Path, visitors: int) -> Site:
    """evlearn with the sample course, the lessons of the bench and learners with progress."""
    environment = make_environment("evlearn.settings", folder)
    # Nobody opens the admin's pages here, and packing its files takes long.
    python(environment, "manage.py", "collectstatic", "--no-input", "--ignore", "admin", "-v0")
    data = inside(environment, "bench.seed_evlearn", str(visitors))
    database = folder / "evlearn.sqlite3"
    application = "evlearn.wsgi:application"
    return Site("evlearn", application, environment, database, "quizzes_answer", data)


def bare(folder: Path, visitors: int) -> Site:
    """The bare app with the same lessons."""
    environment = make_environment("bench.bare.settings", folder)
    data = inside(environment, "bench.seed_bare", str(visitors))
    database = folder / "bare.sqlite3"
    return Site(
        "bare app", "bench.bare.wsgi:application", environment, database, "bare_answer", data
    )


def inside(environment: dict[str, str], module: str, *arguments: str) -> Any:
    """What the module's ``main`` returned, run inside the site's settings."""
    return json.loads(python(environment, "-m", "bench.inside", module, *arguments))


def python(environment: dict[str, str], *arguments: str) -> str:
    """What a Python process printed. Raises BenchError when it failed."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise BenchError(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
