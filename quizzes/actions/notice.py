"""Notices to a class: posted, taken back."""

from __future__ import annotations

from datetime import datetime

from ..models import Classroom, Notice, User


def post_notice(classroom: Classroom, text: str, *, token: str, by: User, now: datetime) -> Notice:
    """Tell the class; ``token`` is the form's, so that sending it twice tells it once."""
    made, _new = Notice.objects.get_or_create(
        classroom=classroom,
        token=token,
        defaults={"text": text, "posted_by": by, "posted_at": now},
    )
    return made


def end_notice(classroom: Classroom, notice_id: int, *, now: datetime) -> bool:
    """Take a notice of the class back; False where that was done, or it is not the class's."""
    found = Notice.objects.in_force().filter(classroom=classroom, pk=notice_id)
    return bool(found.update(ended_at=now))
