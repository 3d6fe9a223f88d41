"""Which attempts at assignments figures are made of: one of each learner who is in the class.

Left out are previews, attempts that still go on, learners who were taken out, guests whose work
went over to an account, and whoever has no place in the assignment's class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ..kinds import kinds
from ..models import (
    Assignment,
    Attempt,
    AttemptItem,
    Enrolment,
    Exemption,
    QuestionVersion,
    Regrade,
)
from ..scoring.answering import Policy, Way
from ..scoring.deadlines import Allowance, Counts
from ..scoring.grading import Marked, total

OUT = (Regrade.Policy.DROP, Regrade.Policy.FULL)
"""Regrades after which a mark says nothing of what its learner knows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One question in an attempt.

    ``share`` of its points is None without marks, and while a person has to mark it: then
    ``waits``. ``out`` is whether a regrade dropped it or gave everybody the full mark.
    """

    item_id: int
    question_id: int
    version_id: int
    points: float
    share: float | None
    waits: bool
    out: bool
    dropped: bool

    @property
    def marked(self) -> Marked:
        """Its part in the grade."""
        return Marked(self.share, self.points, counts=not self.dropped)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A finished attempt that counts, with its questions in their order."""

    attempt_id: int
    assignment_id: int
    finished_at: datetime
    fraction: float
    """Of the points, after what lateness costs; what waits for a mark counts as nothing."""
    cells: tuple[Cell, ...]

    @property
    def judged(self) -> tuple[Cell, ...]:
        """Those that no regrade took out."""
        return tuple(cell for cell in self.cells if not cell.out)


@dataclass(frozen=True, slots=True)
class Sittings:
    """What counts of several assignments, and the regrades in force, by version."""

    counted: tuple[Sitting, ...]
    regrades: Mapping[int, Regrade]


class _Item(NamedTuple):
    """A question in an attempt, as it is read."""

    attempt_id: int
    pk: int
    question_id: int
    version_id: int
    points: float
    mark: float | None
    answer_count: int


def sittings(assignments: Sequence[Assignment]) -> Sittings:
    """Six queries, however many assignments, attempts and questions. Needs the classrooms."""
    by_id = {assignment.pk: assignment for assignment in assignments}
    attempts = _attempts(by_id)
    items = AttemptItem.objects.filter(
        attempt__assignment__in=by_id,
        attempt__mode=Attempt.Mode.ASSIGNMENT,
        attempt__finished_at__isnull=False,
    ).order_by("attempt", "position", "pk")
    rows = [
        row
        for row in map(_Item._make, items.values_list(*_Item._fields))
        if row.attempt_id in attempts
    ]
    regrades = Regrade.objects.by_version({row.question_id for row in rows})
    versions = QuestionVersion.objects.filter(pk__in={row.version_id for row in rows})
    asked = {
        pk for pk, kind in versions.values_list("pk", "kind") if kind in kinds and kinds[kind].asked
    }
    cells: dict[int, list[Cell]] = defaultdict(list)
    for row in rows:
        if row.version_id in asked:
            marks = attempts[row.attempt_id][2]
            cells[row.attempt_id].append(_cell(row, marks, regrades.get(row.version_id)))
    days = _days(by_id)
    done = [
        _sitting(attempt, by_id, days.get((attempt.assignment_id or 0, place_id), 0), cells[pk])
        for pk, (attempt, place_id, _marks) in attempts.items()
        if cells[pk]
    ]
    learners = {pk: attempt.learner_id for pk, (attempt, _place, _marks) in attempts.items()}
    return Sittings(tuple(_counted(done, learners, by_id)), regrades)


def _attempts(by_id: Mapping[int, Assignment]) -> dict[int, tuple[Attempt, int, bool]]:
    """By id the finished attempts of those who are in the class, the place that they have there,
    and whether there are marks. Two queries."""
    classrooms = {assignment.classroom_id for assignment in by_id.values()}
    present = Enrolment.objects.present().filter(classroom__in=classrooms, learner__isnull=False)
    places = {
        (classroom_id, learner_id): pk
        for pk, classroom_id, learner_id in present.values_list("pk", "classroom_id", "learner_id")
    }
    finished = Attempt.objects.assigned().filter(assignment__in=by_id, finished_at__isnull=False)
    found = {}
    for attempt in finished.order_by("assignment", "learner", "number"):
        classroom_id = by_id[attempt.assignment_id or 0].classroom_id
        if place_id := places.get((classroom_id, attempt.learner_id)):
            found[attempt.pk] = attempt, place_id, _has_marks(attempt)
    return found


def _has_marks(attempt: Attempt) -> bool:
    policy = attempt.policy or Policy(Way.DEFERRED)
    return policy.counts


def _cell(row: _Item, marks: bool, regrade: Regrade | None) -> Cell:
    share = regrade.for_unanswered if regrade and not row.answer_count else row.mark
    out = regrade is not None and regrade.policy in OUT
    return Cell(
        item_id=row.pk,
        question_id=row.question_id,
        version_id=row.version_id,
        points=row.points,
        share=share if marks else None,
        waits=marks and share is None and not out,
        out=out or row.points <= 0,
        dropped=regrade is not None and regrade.policy == Regrade.Policy.DROP,
    )


def _days(by_id: Iterable[int]) -> dict[tuple[int, int], int]:
    """Extra days by assignment and place. One query."""
    found = Exemption.objects.filter(assignment__in=list(by_id), days__gt=0)
    rows = found.values_list("assignment_id", "place_id", "days")
    return {(assignment_id, place_id): days for assignment_id, place_id, days in rows}


def _sitting(
    attempt: Attempt, by_id: Mapping[int, Assignment], days: int, cells: Sequence[Cell]
) -> Sitting:
    assert attempt.assignment_id is not None
    assert attempt.finished_at is not None
    sums = total(cell.marked for cell in cells)
    fraction = sums.earned / sums.possible if sums.possible else 0.0
    dates = by_id[attempt.assignment_id].dates.for_learner(Allowance(days=days))
    return Sitting(
        attempt_id=attempt.pk,
        assignment_id=attempt.assignment_id,
        finished_at=attempt.finished_at,
        fraction=dates.after_penalty(fraction, attempt.finished_at),
        cells=tuple(cells),
    )


def _counted(
    done: Iterable[Sitting], learners: Mapping[int, int], by_id: Mapping[int, Assignment]
) -> Iterable[Sitting]:
    """One of each learner in each assignment: the one that is the grade. Where the grade is the
    mean of all, the first: figures are made of one attempt, and later ones know the questions."""
    of: dict[tuple[int, int], list[Sitting]] = defaultdict(list)
    for each in done:
        of[each.assignment_id, learners[each.attempt_id]].append(each)
    for (assignment_id, _learner), own in of.items():
        which = Counts(by_id[assignment_id].counts)
        if which is Counts.BEST:
            yield max(own, key=lambda each: each.fraction)
        else:
            yield own[-1 if which is Counts.LAST else 0]
