"""A class at work on an assignment, at this moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..kinds import kinds
from ..models import Assignment, Attempt, AttemptItem, Classroom, Enrolment, Notice
from ..scoring.live import Stuck, Work, stuck
from ..scoring.verdict import verdict

ORDER = {"stuck": 0, "begun": 1, "new": 2, "done": 3}


@dataclass(frozen=True, slots=True)
class Seat:
    """One learner at this moment."""

    place: Enrolment
    state: str
    """"stuck", "begun", "new" (not begun) or "done"."""
    why: Stuck | None = None
    at: int = 0
    """The number of the question that was last touched; 0 where there is none."""
    answered: int = 0
    asked: int = 0
    flagged: int = 0
    last_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how many have done what with it."""

    stem: str
    met: int
    answered: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Live:
    """The class at this moment: those who seem stuck first, then by name."""

    seats: tuple[Seat, ...]
    questions: tuple[Asked, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many are in which state; those who are stuck are at work as well."""
        return Counter("begun" if seat.state == "stuck" else seat.state for seat in self.seats)


def live(assignment: Assignment, now: datetime) -> Live:
    """Everybody present and their latest attempts. Three queries."""
    places = list(assignment.classroom.enrolments.present().by_name())
    latest: dict[int, Attempt] = {}
    of_all = Attempt.objects.assigned().filter(
        assignment=assignment, learner__in=[place.learner_id for place in places]
    )
    for attempt in of_all.order_by("number"):
        latest[attempt.learner_id] = attempt
    items = _items(latest.values())
    seats = [_seat(place, latest.get(place.learner_id or 0), items, now) for place in places]
    seats.sort(key=lambda seat: ORDER[seat.state])
    return Live(tuple(seats), _questions(items))


Items = Mapping[int, list[Mapping[str, Any]]]
"""By attempt, the questions that ask something in their order."""


def _items(attempts: Iterable[Attempt]) -> Items:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    rows = AttemptItem.objects.filter(attempt__in=[each.pk for each in attempts])
    for row in rows.order_by("position", "pk").values(
        "attempt_id",
        "question_id",
        "version__kind",
        "version__spec__stem",
        "answer_count",
        "draft_saved_at",
        "last_fraction",
        "last_at",
        "flagged",
    ):
        if (kind := kinds.get(row["version__kind"])) is not None and kind.asked:
            found[row["attempt_id"]].append(row)
    return found


def _seat(place: Enrolment, attempt: Attempt | None, items: Items, now: datetime) -> Seat:
    if attempt is None:
        return Seat(place, "new")
    rows = items.get(attempt.pk, [])
    touched = [row for row in rows if row["last_at"] > attempt.started_at]
    latest = max(touched, key=lambda row: row["last_at"], default=None)
    answered = sum(_answered(row) for row in rows)
    last_at = latest["last_at"] if latest else attempt.started_at
    work = Work(len(rows), answered, last_at, _wrong(latest))
    why = stuck(work, now) if attempt.finished_at is None else None
    state = "done" if attempt.finished_at is not None else "stuck" if why else "begun"
    return Seat(
        place=place,
        state=state,
        why=why,
        at=rows.index(latest) + 1 if latest else 0,
        answered=answered,
        asked=len(rows),
        flagged=sum(row["flagged"] for row in rows),
        last_at=last_at,
        ends_at=attempt.ends_at if attempt.finished_at is None else None,
    )


def _answered(row: Mapping[str, Any]) -> bool:
    return row["answer_count"] > 0 or row["draft_saved_at"] is not None


def _wrong(row: Mapping[str, Any] | None) -> int:
    """How often the question was tried, where the latest try was not right."""
    if row is None or row["last_fraction"] is None or row["last_fraction"] == 1:
        return 0
    count: int = row["answer_count"]
    return count


def _questions(items: Items) -> tuple[Asked, ...]:
    """In the order in which most meet them: that of the first attempt that has them."""
    by_question: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for rows in items.values():
        for row in rows:
            by_question[row["question_id"]].append(row)
    return tuple(_asked(rows) for rows in by_question.values())


def _asked(rows: list[Mapping[str, Any]]) -> Asked:
    verdicts = Counter(
        verdict(row["last_fraction"]).name
        for row in rows
        if row["answer_count"] and row["last_fraction"] is not None
    )
    return Asked(
        stem=rows[0]["version__spec__stem"] or "",
        met=len(rows),
        answered=sum(map(_answered, rows)),
        right=verdicts["right"],
        wrong=verdicts["wrong"] + verdicts["partly"],
    )


def notices_in(classroom: Classroom) -> list[Notice]:
    """What the class is told at the moment, the latest first. One query."""
    return list(Notice.objects.in_force().filter(classroom=classroom))
