"""Grades: of a class, of one learner in one assignment, and of a learner for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import Assignment, Attempt, Classroom, Enrolment, Exemption, Override, allowance
from ..scoring.answering import Way
from ..scoring.deadlines import Allowance, Counts, Dates
from ..scoring.disclosure import Part
from ..scoring.gradebook import Cell, Made, State, after_penalty, average, cell
from .assignment import settles_at

COUNTED = ("assignment", "learner", "number", "finished_at", "earned", "possible", "waiting")


@dataclass(frozen=True, slots=True)
class Row:
    """A learner with what they have in each assignment, in the order of the columns."""

    place: Enrolment
    cells: tuple[Cell, ...]
    average: float | None


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A class's learners and assignments."""

    assignments: tuple[Assignment, ...]
    rows: tuple[Row, ...]

    @property
    def waiting(self) -> int:
        """How often somebody's work waits for marks."""
        return sum(each.state is State.WAITING for row in self.rows for each in row.cells)


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known of a class's assignments, in a few queries."""

    assignments: tuple[Assignment, ...]
    attempts: Mapping[tuple[int, int], list[Made]]
    """By assignment and learner."""
    exemptions: Mapping[tuple[int, int], Exemption]
    """By assignment and place."""
    overrides: Mapping[tuple[int, int], Override]
    """The latest, by assignment and place."""

    def cell(self, assignment: Assignment, usual: Dates, place: Enrolment, now: datetime) -> Cell:
        """What a place has in an assignment whose usual dates are given."""
        key = assignment.pk, place.pk
        exemption = self.exemptions.get(key)
        override = self.overrides.get(key)
        dates = usual
        if exemption is not None and exemption.days:
            dates = usual.for_learner(Allowance(days=exemption.days))
        return cell(
            self.attempts.get((assignment.pk, place.learner_id or 0), ()),
            dates,
            Counts(assignment.counts),
            now,
            excused=exemption is not None and exemption.excused,
            override=override.fraction if override else None,
        )


def gradebook(classroom: Classroom, now: datetime, *, gone: bool = False) -> Gradebook:
    """Everybody present, or with ``gone`` those who were taken out, by name. Five queries."""
    places = classroom.enrolments.by_name()
    places = places.exclude(removed_at=None) if gone else places.present()
    given = _given(classroom)
    usual = [row.dates for row in given.assignments]
    rows = [
        _row(
            place,
            [given.cell(each, dates, place, now) for each, dates in _pairs(given, usual)],
            given,
        )
        for place in places
    ]
    return Gradebook(given.assignments, tuple(rows))


def _pairs(given: _Given, usual: Sequence[Dates]) -> Iterable[tuple[Assignment, Dates]]:
    return zip(given.assignments, usual, strict=True)


def _row(place: Enrolment, cells: Sequence[Cell], given: _Given) -> Row:
    weights = (each.weight for each in given.assignments)
    return Row(place, tuple(cells), average(zip(cells, weights, strict=True)))


def _given(classroom: Classroom, place: Enrolment | None = None) -> _Given:
    """Of the whole class, or of one place in it. Four queries."""
    assignments = tuple(classroom.assignments.published().in_order())
    for each in assignments:
        each.classroom = classroom
    ids = [each.pk for each in assignments]
    attempts = Attempt.objects.assigned().filter(assignment__in=ids).order_by("number")
    overrides = Override.objects.filter(assignment__in=ids).order_by("pk")
    if place is not None:
        attempts = attempts.filter(learner=place.learner_id)
        overrides = overrides.filter(place=place)
    exemptions = Exemption.objects.filter(assignment__in=ids)
    made: dict[tuple[int, int], list[Made]] = defaultdict(list)
    for assignment_id, learner_id, *figures in attempts.values_list(*COUNTED):
        made[assignment_id or 0, learner_id].append(Made(*figures))
    return _Given(
        assignments,
        made,
        {(each.assignment_id, each.place_id): each for each in exemptions},
        {(each.assignment_id, each.place_id): each for each in overrides},
    )


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """An assignment in a learner's own list; ``cell`` has no figure while none is shown."""

    assignment: Assignment
    cell: Cell
    hidden: bool
    """Whether there is a figure that is not shown yet."""


@dataclass(frozen=True, slots=True)
class OwnGrades:
    """A learner's own grades in a class."""

    rows: tuple[OwnGrade, ...]
    average: float | None
    """Of what is shown."""


def own_grades(classroom: Classroom, place: Enrolment, now: datetime) -> OwnGrades:
    """What a learner has, as far as they may see it. Four queries."""
    given = _given(classroom, place)
    rows = []
    for each in given.assignments:
        found = given.cell(each, each.dates, place, now)
        of_all = [row for key, row in given.exemptions.items() if key[0] == each.pk]
        hidden = found.fraction is not None and not _shown(each, of_all, found, now)
        rows.append(OwnGrade(each, Cell(found.state, late=found.late) if hidden else found, hidden))
    weights = (each.weight for each in given.assignments)
    whole = average(zip((row.cell for row in rows), weights, strict=True))
    return OwnGrades(tuple(rows), whole)


def _shown(
    assignment: Assignment, exemptions: Iterable[Exemption], found: Cell, now: datetime
) -> bool:
    """Whether the learner may see marks now."""
    if found.state is State.MISSING:
        return True
    settles = settles_at(assignment, exemptions)
    over = settles is None or now >= settles
    matrix = assignment.matrix
    return Part.MARK in (matrix.closed if over else matrix.submitted)


@dataclass(frozen=True, slots=True)
class Worth:
    """An attempt behind a grade, and what it is worth."""

    attempt: Attempt
    made: Made
    fraction: float | None
    """After what being late costs."""
    days_late: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind one grade."""

    cell: Cell
    dates: Dates
    attempts: tuple[Worth, ...]
    overrides: tuple[Override, ...]
    """The latest first."""
    exemption: Exemption | None
    practice: bool


def behind(assignment: Assignment, place: Enrolment, now: datetime) -> Behind:
    """The attempts and decisions behind a learner's grade. Three queries.

    For an assignment with its class, and a place with its learner.
    """
    exemption = assignment.exemptions.filter(place=place).first()
    overrides = tuple(
        Override.objects.filter(assignment=assignment, place=place)
        .select_related("given_by")
        .order_by("-pk")
    )
    rows = Attempt.objects.assigned().filter(assignment=assignment, learner=place.learner_id)
    dates = assignment.dates.for_learner(allowance(place, exemption))
    found = [_worth(row, dates) for row in rows.order_by("number")]
    return Behind(
        cell(
            [each.made for each in found],
            dates,
            Counts(assignment.counts),
            now,
            excused=exemption is not None and exemption.excused,
            override=overrides[0].fraction if overrides else None,
        ),
        dates,
        tuple(found),
        overrides,
        exemption,
        Way(assignment.way) is Way.PRACTICE,
    )


def _worth(row: Attempt, dates: Dates) -> Worth:
    made = Made(row.number, row.finished_at, row.earned, row.possible, row.waiting)
    late = dates.days_late(row.finished_at) if row.finished_at else 0
    return Worth(row, made, after_penalty(made, dates), late)
