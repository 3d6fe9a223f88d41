"""Grades that teachers give in place of those from the marks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Assignment, Enrolment, Override, User


class Overtaken(ValueError):
    """Somebody else has given a grade meanwhile; ``latest`` is theirs."""

    def __init__(self, latest: Override) -> None:
        super().__init__(str(latest))
        self.latest = latest


def give_grade(
    assignment: Assignment,
    place: Enrolment,
    fraction: float | None,
    reason: str,
    *,
    seen: int,
    by: User,
    now: datetime,
) -> bool:
    """Give a learner this grade, 0 to 1 and more for extra work; None lets the marks count again.

    ``seen`` is the latest decision's id when the form was drawn, 0 for none. False where the
    latest one says the same already; raises Overtaken where it says something else.
    """
    with transaction.atomic():
        Enrolment.objects.select_for_update().get(pk=place.pk)
        latest = Override.objects.filter(assignment=assignment, place=place).order_by("pk").last()
        if latest and (latest.fraction, latest.reason) == (fraction, reason):
            return False
        if latest and latest.pk != seen:
            raise Overtaken(latest)
        if latest is None and fraction is None:
            return False
        Override.objects.create(
            assignment=assignment,
            place=place,
            fraction=fraction,
            reason=reason,
            given_by=by,
            given_at=now,
        )
    return True
