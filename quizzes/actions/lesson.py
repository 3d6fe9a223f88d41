"""Lessons as authors write them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ..articles import text_of
from ..models import Lesson
from .course import touch
from .quotes import flag_lost

WRITTEN = ("title", "slug", "status", "body", "source")
"""What an author writes of a lesson."""


def save_lesson(
    lesson: Lesson, *, changed: Collection[str] = WRITTEN, now: datetime
) -> tuple[str, ...]:
    """Save what an author wrote: of a lesson that is there only the fields in ``changed``.

    A new lesson comes last in its course. Questions whose quote the text no longer has are
    flagged; returns the identifiers of all of those. The caller has seen to it that nobody
    else's writing is lost.
    """
    with transaction.atomic():
        lesson.updated_at = now
        lesson.words = len(text_of(lesson.body).split())
        if lesson.pk:
            fields = [name for name in WRITTEN if name in changed]
            lesson.save(update_fields=[*fields, "words", "updated_at"])
        else:
            last = Lesson.objects.filter(course=lesson.course_id).aggregate(Max("position"))
            lesson.position = (last["position__max"] or 0) + 1
            lesson.save()
        lost = flag_lost(lesson)
        touch(lesson.course_id, now=now)
    return lost
