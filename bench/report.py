"""The table: what was measured, what it should be, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .exchange import Run
from .race import Race
from .weight import Weight

KB = 1000
PAGE_GOAL = 1.5
ANSWER_GOAL = 0.7
WEIGHT_GOAL = 150
BARE_WEIGHT_GOAL = 100
REQUESTS_GOAL = 10
REGRADED, REGRADE_GOAL = 10_000, 10  # answers, seconds
GRADING_GOAL = 200
IMPORT_GOAL = 3.0
GRADEBOOK_GOALS = {"ms": 400, "queries": 15, "KB sent": 400}
LISTED, LIST_GOAL = 100_000, 300  # questions, milliseconds
EXCHANGE_GOAL = 10
MEMORY_GOAL = 150


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``ok`` is None where there is no goal."""

    what: str
    goal: str
    measured: str
    ok: bool | None


def of_race(what: str, race: Race, goal: float) -> Iterator[Line]:
    """The two ratios, then the figures behind them."""
    ours, bare = race.of("evlearn"), race.of("bare app")
    rate, cpu = ours.rate / bare.rate, bare.cpu / ours.cpu
    yield Line(f"{what}: rate", f">= {goal} x bare", f"{rate:.2f} x", rate >= goal)
    yield Line(f"{what}: per CPU second", f">= {goal} x bare", f"{cpu:.2f} x", cpu >= goal)
    for name, each in (("evlearn", ours), ("bare app", bare)):
        figures = f"{each.rate:.0f}/s, {each.cpu * 1e3:.2f} ms CPU, {each.latency * 1e3:.1f} ms"
        yield Line(f"  {name}", "", figures, None)


def of_weight(weight: Weight) -> Iterator[Line]:
    """Totals, then file by file."""
    total, bare, count = weight.total / KB, weight.without_fonts / KB, len(weight.files)
    goal = f"<= {WEIGHT_GOAL} KB"
    yield Line("cold lesson page", goal, f"{total:.1f} KB", total <= WEIGHT_GOAL)
    goal = f"< {BARE_WEIGHT_GOAL} KB"
    yield Line("  without fonts", goal, f"{bare:.1f} KB", bare < BARE_WEIGHT_GOAL)
    yield Line("  requests", f"<= {REQUESTS_GOAL}", str(count), count <= REQUESTS_GOAL)
    for file in weight.files:
        figures = f"{file.wire / KB:.1f} KB {file.packing}".strip()
        yield Line(f"    {_short(file.path)}", "", figures, None)


def _short(path: str) -> str:
    return path if len(path) < 48 else "…" + path[-46:]


def of_grading(found: Mapping[str, float]) -> Iterator[Line]:
    """One line a kind."""
    for name, taken in found.items():
        yield Line(
            f"grading: {name}", f"< {GRADING_GOAL} µs", f"{taken:.0f} µs", taken < GRADING_GOAL
        )


def of_regrades(found: Mapping[str, float]) -> Iterator[Line]:
    """One line a step."""
    for name, taken in found.items():
        what = f"regrade of {REGRADED} answers: {name}"
        yield Line(what, f"< {REGRADE_GOAL} s", f"{taken:.1f} s", taken < REGRADE_GOAL)


def of_imports(found: Mapping[str, float]) -> Iterator[Line]:
    """One line a format."""
    for name, taken in found.items():
        what = f"import of 2 MB, 200 sections: {name}"
        yield Line(what, f"< {IMPORT_GOAL:.0f} s", f"{taken:.2f} s", taken < IMPORT_GOAL)


def of_list(found: Mapping[str, tuple[float, float]], count: int) -> Iterator[Line]:
    """One line a page of the list."""
    for name, (taken, busy) in found.items():
        what = f"list of {count} questions: {name}"
        if name == "counting":
            yield Line(what, "", f"{taken:.1f} s, {busy:.1f} s CPU", None)
            continue
        figures = f"{taken * 1e3:.0f} ms, {busy * 1e3:.0f} ms CPU"
        yield Line(what, f"< {LIST_GOAL} ms", figures, taken * 1e3 < LIST_GOAL)


def of_exchange(found: Mapping[str, Run]) -> Iterator[Line]:
    """Two lines a command; the first one, a new import, has a goal for its time."""
    for number, (what, run) in enumerate(found.items()):
        goal, ok = ("", None) if number else (f"< {EXCHANGE_GOAL} s", run.seconds < EXCHANGE_GOAL)
        yield Line(what, goal, f"{run.seconds:.1f} s, {run.cpu:.1f} s CPU", ok)
        goal = f"< {MEMORY_GOAL} MB"
        yield Line("  peak memory", goal, f"{run.memory:.0f} MB", run.memory < MEMORY_GOAL)


def of_gradebooks(found: Mapping[str, Mapping[str, float]]) -> Iterator[Line]:
    """Four lines a size; the number of queries has to be the same for all sizes."""
    for size, figures in found.items():
        for name, value in figures.items():
            goal = GRADEBOOK_GOALS.get(name)
            yield Line(
                f"gradebook {size}: {name}",
                f"<= {goal}" if goal else "",
                f"{value:.0f}",
                value <= goal if goal else None,
            )


def table(lines: list[Line]) -> str:
    """The lines in columns."""
    rows = [("what", "goal", "measured", "ok")]
    rows += [(line.what, line.goal, line.measured, _word(line.ok)) for line in lines]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _word(ok: bool | None) -> str:
    return {True: "yes", False: "NO", None: ""}[ok]
