"""Quizzes set up from data, as the sample course has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ..models import Course, Quiz, QuizPart, Status
from .course import touch


def save_quiz(
    course: Course, fields: Mapping[str, Any], draw: Sequence[Mapping[str, Any]], *, now: datetime
) -> Quiz:
    """A published quiz of the course with pools by lesson.

    ``fields`` are the model's; each of ``draw`` names a ``lesson`` by its slug, or all lessons
    with "*", how many to draw (``count``) and what each is worth (``points``, 1 if left out).
    Raises Lesson.DoesNotExist, and ValidationError for fields that make no sense.
    """
    with transaction.atomic():
        quiz = Quiz(course=course, status=Status.PUBLISHED, created_at=now, **fields)
        quiz.full_clean()
        quiz.save()
        for part in draw:
            lessons = course.lessons.order_by("position", "pk")
            chosen = lessons if part["lesson"] == "*" else [lessons.get(slug=part["lesson"])]
            for lesson in chosen:
                QuizPart.objects.create(
                    quiz=quiz,
                    position=quiz.parts.count() + 1,
                    lesson=lesson,
                    count=part["count"],
                    points=part.get("points", 1),
                )
        touch(course.pk, now=now)
    return quiz
