"""How long it takes to grade one answer, kind by kind. Runs inside evlearn's settings."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from quizzes.kinds import Kind, kinds

ROUNDS = 41
TIMES = 50


def main() -> dict[str, float]:
    """Median microseconds of reading a posted form and grading it, by kind."""
    return {name: _median(_work(kind)) for name, kind in sorted(kinds.items())}


def _work(kind: Kind) -> Callable[[], object]:
    spec = kind.example()
    fields = kind.posted(spec, kind.key(spec))
    return lambda: kind.grade(spec, kind.read(spec, fields))


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(TIMES):
            work()
        times.append((time.perf_counter() - start) / TIMES * 1e6)
    return median(times)
