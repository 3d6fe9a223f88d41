"""Keeping what an author has typed and not saved."""

from __future__ import annotations

from datetime import datetime

from ..models import Question, UnsavedForm, User


def keep(user: User, question: Question | None, fields: str, *, now: datetime) -> None:
    """Keep a form's fields in place of what was kept of it before."""
    UnsavedForm.objects.update_or_create(
        owner=user, question=question, defaults={"fields": fields, "updated_at": now}
    )


def drop(user: User, question: Question | None) -> None:
    """Forget what was kept: it is saved, or its author does not want it."""
    UnsavedForm.objects.of(user, question).delete()
