"""One question over time: in the assignments of the classes that somebody teaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import Assignment, Attempt, AttemptItem, Question, QuestionVersion, User
from ..scoring.alternatives import Remark, remark
from ..scoring.statistics import ItemStatistics, item_statistics, rest_of
from .sittings import Cell, Sitting, Sittings, sittings

MOST_ASSIGNMENTS = 40
"""The latest ones."""


@dataclass(frozen=True, slots=True)
class Period:
    """One question in one assignment, in versions that mean the same."""

    assignment: Assignment
    since: datetime
    """When the first attempt of these was handed in."""
    numbers: tuple[int, ...]
    """Of the versions."""
    statistics: ItemStatistics
    remark: Remark


def asked_in(assignment: Assignment, question_id: int) -> Question | None:
    """The question, if a learner had it in the assignment. One query."""
    items = AttemptItem.objects.filter(
        attempt__assignment=assignment, attempt__mode=Attempt.Mode.ASSIGNMENT
    )
    found = Question.objects.filter(pk=question_id).filter(pk__in=items.values("question"))
    return found.select_related("current", "lesson__course").first()


def question_over_time(question: Question, *, by: User) -> list[Period]:
    """In the assignments of the classes that the account teaches, archived ones too: the oldest
    first, the latest MOST_ASSIGNMENTS of them. Eight queries, however many there are."""
    items = AttemptItem.objects.filter(
        question=question, attempt__mode=Attempt.Mode.ASSIGNMENT, attempt__finished_at__isnull=False
    )
    mine = Assignment.objects.taught_by(by).filter(pk__in=items.values("attempt__assignment"))
    latest = list(mine.select_related("classroom").order_by("-pk")[:MOST_ASSIGNMENTS])
    versions = {version.pk: version for version in question.versions.defer("spec")}
    found = [
        period
        for assignment, counted in _by_assignment(latest, sittings(latest))
        for period in _periods(assignment, counted, question.pk, versions)
    ]
    return sorted(found, key=lambda each: (each.since, each.assignment.pk, each.numbers))


def _by_assignment(
    assignments: Sequence[Assignment], found: Sittings
) -> Iterable[tuple[Assignment, list[Sitting]]]:
    for assignment in assignments:
        yield assignment, [each for each in found.counted if each.assignment_id == assignment.pk]


def _periods(
    assignment: Assignment,
    counted: Iterable[Sitting],
    question_id: int,
    versions: Mapping[int, QuestionVersion],
) -> Iterable[Period]:
    with_it: dict[int, list[tuple[Sitting, Cell]]] = {}
    for each in counted:
        for cell in each.judged:
            if cell.question_id == question_id:
                edition = versions[cell.version_id].edition
                with_it.setdefault(edition, []).append((each, cell))
    for pairs in with_it.values():
        statistics = item_statistics(
            [(cell.share, _rest(sitting, cell)) for sitting, cell in pairs], 1.0
        )
        numbers = sorted({versions[cell.version_id].number for _sitting, cell in pairs})
        since = min(sitting.finished_at for sitting, _cell in pairs)
        yield Period(assignment, since, tuple(numbers), statistics, remark(statistics))


def _rest(sitting: Sitting, own: Cell) -> float | None:
    """What the learner has of the rest, as seen from this question."""
    cells = sitting.judged
    shares = [cell.share for cell in cells]
    marks = [None if s is None else s * c.points for s, c in zip(shares, cells, strict=True)]
    return rest_of(marks, [cell.points for cell in cells])[cells.index(own)]


def shows_key(user: User, question_id: int) -> bool:
    """Whether the account teaches a class that had the question: it may see what settles it. One
    query."""
    mine = Assignment.objects.taught_by(user)
    return mine.filter(
        attempts__items__question=question_id, attempts__mode=Attempt.Mode.ASSIGNMENT
    ).exists()
