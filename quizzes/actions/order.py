"""The order of courses on the home page, and of lessons in their course.

A move says where something is to stand, not how far it goes: the same one twice is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from ..models import Course, Lesson
from .course import touch

Placed = TypeVar("Placed", Course, Lesson)


class MoveRefused(ValueError):
    """A move of, or in front of, something that is not in the list."""


def move_course(moved: int, before: int | None) -> int:
    """Put a course in front of another, or with None at the end. Returns its place from 1.

    Raises MoveRefused.
    """
    with transaction.atomic():
        courses = list(_held(Course.objects.in_order()))
        return _moved(Course, courses, moved, before)


def move_lesson(course: Course, moved: int, before: int | None, *, now: datetime) -> int:
    """Put a lesson in front of another one of the course, as ``move_course`` does."""
    with transaction.atomic():
        lessons = list(_held(course.lessons.order_by("position", "pk")))
        place = _moved(Lesson, lessons, moved, before)
        touch(course.pk, now=now)
    return place


def _held(rows: QuerySet[Placed]) -> QuerySet[Placed]:
    """Locked without the key: learners go on with what is being moved."""
    return rows.select_for_update(no_key=True).only("pk", "position")


def _moved(model: type[Placed], rows: Sequence[Placed], moved: int, before: int | None) -> int:
    """Renumber the rows with one in its new place, all from 1; returns that place."""
    by_key = {row.pk: row for row in rows}
    if moved not in by_key or (before is not None and before not in by_key):
        raise MoveRefused
    keys = list(by_key)
    if before != moved:
        keys.remove(moved)
        keys.insert(len(keys) if before is None else keys.index(before), moved)
    changed = []
    for place, key in enumerate(keys, start=1):
        row = by_key[key]
        if row.position != place:
            row.position = place
            changed.append(row)
    model._default_manager.bulk_update(changed, ["position"], batch_size=500)
    return keys.index(moved) + 1
