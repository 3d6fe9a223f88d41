"""What a learner has in an assignment, and what all of it comes to.

Pure: attempts, dates and decisions in, cells of a gradebook out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .deadlines import Counts, Dates, counted


class State(StrEnum):
    """How far a learner is with an assignment."""

    SOON = "soon"
    """It is not open yet."""
    NEW = "new"
    """Not begun, and there is time."""
    BEGUN = "begun"
    WAITING = "waiting"
    """Handed in; a person has to mark something that counts."""
    GRADED = "graded"
    DONE = "done"
    """Handed in, and there is no figure: practice, or nothing in it counts any more."""
    OVERDUE = "overdue"
    """It was due, was not handed in, and still can be."""
    MISSING = "missing"
    """Never handed in, and it is too late."""
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Made:
    """An attempt: its points, and when it was handed in (None while it runs)."""

    number: int
    finished_at: datetime | None
    earned: float | None = None
    possible: float | None = None
    waiting: int = 0

    @property
    def fraction(self) -> float | None:
        """0 to 1, before anything is taken off; None where there is no figure."""
        if self.waiting or self.earned is None or not self.possible:
            return None
        return self.earned / self.possible


@dataclass(frozen=True, slots=True)
class Cell:
    """A learner's standing in an assignment."""

    state: State
    fraction: float | None = None
    """The grade, 0 to 1, more where a person gave more; None where there is none (yet)."""
    late: bool = False
    by_person: bool = False
    """Whether a person gave the grade in place of the marks."""


def cell(
    attempts: Sequence[Made],
    dates: Dates,
    counts: Counts,
    now: datetime,
    *,
    excused: bool = False,
    override: float | None = None,
) -> Cell:
    """The standing by a learner's attempts in their order, and by what a person decided.

    ``dates`` are the learner's own. What is missing is worth nothing, but only once it cannot be
    handed in any more.
    """
    over = [each for each in attempts if each.finished_at is not None]
    if override is not None:
        return Cell(State.GRADED, override, _late(over, dates), by_person=True)
    if excused:
        return Cell(State.EXCUSED)
    if over:
        return _handed_in(over, dates, counts)
    if attempts:
        return Cell(State.BEGUN)
    return _not_begun(dates, now)


def _handed_in(over: Sequence[Made], dates: Dates, counts: Counts) -> Cell:
    looked_at = [over[0]] if counts is Counts.FIRST else over
    if counts is Counts.LAST:
        looked_at = [over[-1]]
    if any(each.waiting for each in looked_at):
        return Cell(State.WAITING, late=_late(looked_at, dates))
    worth = [(each, after_penalty(each, dates)) for each in looked_at]
    figures = [(each, fraction) for each, fraction in worth if fraction is not None]
    grade = counted([fraction for _each, fraction in figures], counts)
    if grade is None:
        return Cell(State.DONE, late=_late(looked_at, dates))
    counting = [each for each, fraction in figures if counts is Counts.MEAN or fraction == grade]
    late = _late(counting, dates) if counts is Counts.MEAN else _late(counting[:1], dates)
    return Cell(State.GRADED, grade, late)


def after_penalty(made: Made, dates: Dates) -> float | None:
    """The share of the mark that an attempt is worth, less what being late costs."""
    if made.fraction is None or made.finished_at is None:
        return made.fraction
    return dates.after_penalty(made.fraction, made.finished_at)


def _late(over: Iterable[Made], dates: Dates) -> bool:
    return any(each.finished_at and dates.days_late(each.finished_at) > 0 for each in over)


def _not_begun(dates: Dates, now: datetime) -> Cell:
    last = dates.last_moment
    if last is not None and now >= last:
        return Cell(State.MISSING, 0.0)
    if dates.opens_at is not None and now < dates.opens_at:
        return Cell(State.SOON)
    if dates.due_at is not None and now >= dates.due_at:
        return Cell(State.OVERDUE)
    return Cell(State.NEW)


def average(cells: Iterable[tuple[Cell, float]]) -> float | None:
    """The weighted mean of those that have a figure; None without any.

    Each cell comes with its assignment's weight.
    """
    counting = [(each.fraction, weight) for each, weight in cells if each.fraction is not None]
    whole = math.fsum(weight for _fraction, weight in counting)
    if not whole:
        return None
    return math.fsum(fraction * weight for fraction, weight in counting) / whole
