"""Marks that people give to what no rule can mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ..models import Answer, AttemptItem, Mark, User
from .progress import refresh


def mark_answer(
    answer: Answer,
    fraction: float,
    *,
    points: Sequence[float] | None,
    comment: str,
    by: User,
    now: datetime,
) -> bool:
    """Give an answer its mark, 0 to 1, with what was given for each criterion of the rubric.

    A mark given before stays in the history; this one counts. False where the mark in force
    says the same already.
    """
    given: dict[str, Any] = {
        "fraction": fraction,
        "points": None if points is None else list(points),
        "comment": comment,
    }
    with transaction.atomic():
        AttemptItem.objects.select_for_update().get(pk=answer.item_id)
        latest = Mark.objects.in_force().filter(answer=answer).last()
        if latest and latest.regrade_id is None and _said(latest) == given:
            return False
        Mark.objects.create(answer=answer, marked_by=by, marked_at=now, **given)
        refresh([answer.item_id])
    return True


def _said(mark: Mark) -> dict[str, Any]:
    return {"fraction": mark.fraction, "points": mark.points, "comment": mark.comment}
