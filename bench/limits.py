"""``python -m bench.limits [FORMAT ...]``: processor time and peak memory of the worst files known.

Each file is read in a process of its own, which is forked once Django is loaded.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import django

from .worst import AIKEN, COURSE, CSV, GIFT, JSON, MOODLE, QTI, XLSX, Maker

SIZE = 5_000_000
"""Bytes of a file."""
LONGEST = 30
"""Seconds of processor time after which reading is given up."""
ROOM = 6 * 1024**3
FILES = {
    "gift": GIFT,
    "aiken": AIKEN,
    "csv": CSV,
    "xlsx": XLSX,
    "moodlexml": MOODLE,
    "qti": QTI,
    "json": JSON,
    "course": COURSE,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds of processor time, peak memory in MB, and what became of the file."""

    format: str
    file: str
    seconds: float
    memory: float
    became: str


def readings(names: list[str]) -> Iterator[Reading]:
    """Every file of these formats."""
    for name in names:
        for file, make in FILES[name].items():
            yield reading(name, file, make)


def reading(name: str, file: str, make: Maker, size: int = SIZE) -> Reading:
    """One file, read in a process of its own."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
            resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
            os.write(into, json.dumps(_measured(name, make(size))).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    seconds, memory, became = json.loads(said) if said else (LONGEST, 0, "BROKE OFF")
    return Reading(name, file, seconds, memory, became)


def _measured(name: str, data: bytes) -> tuple[float, float, str]:
    start = time.process_time()
    became = _read(name, data)
    taken = time.process_time() - start
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, became


def _read(name: str, data: bytes) -> str:
    # Only there once Django is set up.
    from quizzes.exchange.course_read import read_course  # noqa: PLC0415
    from quizzes.exchange.registry import formats  # noqa: PLC0415
    from quizzes.exchange.spec import ExchangeError  # noqa: PLC0415

    try:
        if name == "course":
            found = read_course(data)
            return (
                f"{len(found.questions)} questions, {sum(1 for _each in found.pictures)} pictures"
            )
        batch = formats()[name].read(data)
    except ExchangeError as error:
        return f"refused: {error}"
    except Exception as error:
        return f"BROKE OFF: {error!r}"
    return f"{len(batch.questions)} questions, {len(batch.faults)} faults"


def main(arguments: list[str]) -> int:
    """Print each file, those that took longest first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    found = sorted(readings(arguments or list(FILES)), key=lambda each: -each.seconds)
    for each in found:
        figures = f"{each.seconds:6.2f} s {each.memory:5.0f} MB"
        print(f"{each.format:10} {each.file:32} {figures}  {each.became[:80]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
