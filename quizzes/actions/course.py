"""Courses: publishing, and telling caches that something changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ..models import Course, Status


def touch(course_id: int, *, now: datetime) -> None:
    """Raise the course's revision: every process then drops what it kept of the course.

    Called by every action that changes what learners can see.
    """
    Course.objects.filter(pk=course_id).update(revision=F("revision") + 1, updated_at=now)


def publish(course: Course, *, now: datetime) -> None:
    """Open the course and its draft lessons to everyone. Retired lessons stay retired."""
    with transaction.atomic():
        Course.objects.filter(pk=course.pk).update(status=Status.PUBLISHED)
        course.lessons.filter(status__in=[Status.DRAFT, Status.IN_REVIEW]).update(
            status=Status.PUBLISHED, updated_at=now
        )
        touch(course.pk, now=now)
    course.refresh_from_db()
