"""``python -m bench [--quick] [PART ...]``: measures, and prints one table.

Exit code 0 whether goals are met or not; 1 when something broke.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from . import exchange, importing, race, report, weight
from .report import Line
from .servers import BenchError
from .sites import Site, bare, evlearn, inside, python

PARTS = (
    "pages",
    "answers",
    "weight",
    "grading",
    "regrade",
    "import",
    "exchange",
    "list",
    "gradebook",
)
SITES = {"pages", "answers", "weight"}
"""Parts for which the servers run."""
CLIENTS = 8


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for, by default everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    start = time.monotonic()
    try:
        with TemporaryDirectory(prefix="evlearn-bench-") as folder:
            lines = _measure(Path(folder), set(options.parts or PARTS), options.quick)
    except BenchError as error:
        print(f"The bench broke: {error}", file=sys.stderr)
        return 1
    print(report.table(lines))
    print(f"\n{time.monotonic() - start:.0f} s in all")
    return 0


def _measure(folder: Path, parts: set[str], quick: bool) -> list[Line]:
    ours, theirs = _prepare(folder)
    lines: list[Line] = []
    if parts & SITES:
        lines += _served(ours, theirs, parts, quick)
    if "grading" in parts:
        _say("grading")
        lines += report.of_grading(inside(ours.environment, "bench.grading"))
    if "regrade" in parts:
        _say("regrading")
        lines += report.of_regrades(
            inside(ours.environment, "bench.regrading", str(report.REGRADED))
        )
    if "import" in parts:
        _say("importing long articles")
        lines += report.of_imports(importing.seconds(ours, folder, times=1 if quick else 3))
    if "gradebook" in parts:
        _say("the gradebook")
        lines += report.of_gradebooks(inside(ours.environment, "bench.gradebook"))
    if "list" in parts:
        _say("the list of questions")
        lines += _listed(ours, report.LISTED // 10 if quick else report.LISTED)
    if "exchange" in parts:
        _say("questions in and out")
        lines += report.of_exchange(exchange.runs(ours, folder))
    return lines


def _listed(ours: Site, count: int) -> Iterator[Line]:
    """Measured last: it fills the site's bank, and its pages need the admin's files."""
    python(ours.environment, "manage.py", "collectstatic", "--no-input", "-v0")
    found = inside(ours.environment, "bench.question_list", str(count), "5")
    yield from report.of_list(found, count)


def _prepare(folder: Path) -> tuple[Site, Site]:
    """Both sites with their data, on databases that are set up alike."""
    _say("preparing two sites")
    for name in ("evlearn", "bare"):
        (folder / name).mkdir()
    ours, theirs = evlearn(folder / "evlearn", CLIENTS), bare(folder / "bare", CLIENTS)
    if ours.data["database"] != theirs.data["database"]:
        raise BenchError("the two sites set up their databases differently")
    return ours, theirs


def _served(ours: Site, theirs: Site, parts: set[str], quick: bool) -> Iterator[Line]:
    rounds, seconds = (3, 1.5) if quick else (9, 4.0)
    with ours.serving() as our_server, theirs.serving() as their_server:
        running = [(ours, our_server), (theirs, their_server)]
        if "pages" in parts:
            _say("lesson pages")
            found = race.pages(running, rounds, seconds)
            yield from report.of_race("lesson page", found, report.PAGE_GOAL)
        if "answers" in parts:
            _say("answers")
            found = race.answers(running, rounds, seconds)
            yield from report.of_race("answer", found, report.ANSWER_GOAL)
        if "weight" in parts:
            _say("weight of a cold page")
            yield from report.of_weight(weight.heaviest(our_server, ours.data["cold"]))


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
