"""Marks that people give to what no rule can mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from ..models import Answer, AttemptItem, Mark, Reading, User, latest_of_each
from ..scoring.readings import Given, agree, joined
from .progress import refresh


class MarkedMeanwhile(Exception):
    """Somebody gave the answer a mark after the form was drawn: ``mark``. Nothing was saved."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(str(mark))
        self.mark = mark


class ReadByTwo(Exception):
    """Two people have marked the answer already, and it is not for them to change that."""


class Outcome(StrEnum):
    """What became of one person's mark of an answer that is marked twice."""

    KEPT = "kept"
    """It waits for a second person."""
    AGREED = "agreed"
    """Both are in and agree: the answer has its mark."""
    DIFFERS = "differs"
    """Both are in and differ: a teacher has to settle it."""


def mark_answer(
    answer: Answer,
    fraction: float,
    *,
    points: Sequence[float] | None,
    comment: str,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> bool:
    """Give an answer its mark, 0 to 1, with what was given for each criterion of the rubric.

    A mark given before stays in the history; this one counts. False where the mark in force
    says the same already. ``seen`` is the id of the mark that ``by`` knew of, 0 for none: where
    a later one says something else, MarkedMeanwhile is raised. None for not to look.
    """
    given = Given(fraction, None if points is None else list(points), comment)
    with transaction.atomic():
        latest = _taken(answer)
        if latest and latest.regrade_id is None and latest.given == given:
            return False
        if latest and seen is not None and latest.pk > seen:
            raise MarkedMeanwhile(latest)
        _give(answer, given, by, now)
    return True


def read_answer(
    answer: Answer,
    fraction: float,
    *,
    points: Sequence[float] | None,
    comment: str,
    by: User,
    now: datetime,
) -> Outcome:
    """Say what an answer that is marked twice deserves, as one of the two.

    As long as nobody else has, it can be said again. Once both are in it stands: marks that
    agree make the answer's mark at once, others wait for a teacher, who gives it by
    ``mark_answer``. The same post twice is one. Raises MarkedMeanwhile where the answer has a
    mark already, and ReadByTwo where two others were first, or the other one is in already.
    """
    given = Given(fraction, None if points is None else list(points), comment)
    with transaction.atomic():
        mark = _taken(answer)
        readings = latest_of_each(Reading.objects.filter(answer=answer))
        own = next((each for each in readings if each.marker_id == by.pk), None)
        others = [each for each in readings if each.marker_id != by.pk]
        if own is not None and own.given == given:
            return _outcome(own, others)
        if mark is not None:
            raise MarkedMeanwhile(mark)
        if len(others) > 1 or (own and others):
            raise ReadByTwo
        own = Reading.objects.create(
            answer=answer,
            marker=by,
            fraction=fraction,
            points=given.points,
            comment=comment,
            read_at=now,
        )
        outcome = _outcome(own, others)
        if outcome is Outcome.AGREED:
            _give(answer, joined(others[0].given, given), by, now)
    return outcome


def _outcome(own: Reading, others: Sequence[Reading]) -> Outcome:
    if not others:
        return Outcome.KEPT
    return Outcome.AGREED if agree(own.fraction, others[0].fraction) else Outcome.DIFFERS


def _taken(answer: Answer) -> Mark | None:
    """The mark in force; the answer's item is held until the transaction ends."""
    AttemptItem.objects.select_for_update().get(pk=answer.item_id)
    return Mark.objects.in_force().filter(answer=answer).last()


def _give(answer: Answer, given: Given, by: User, now: datetime) -> None:
    Mark.objects.create(
        answer=answer,
        fraction=given.fraction,
        points=given.points,
        comment=given.comment,
        marked_by=by,
        marked_at=now,
    )
    refresh([answer.item_id])
