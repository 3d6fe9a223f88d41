"""Questions as exchange formats take them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, QuerySet

from ..exchange.spec import QuestionSpec
from ..kinds import kinds
from ..models import Course, Question, Status

PAGE = 500


def questions_of(course: Course) -> Iterator[QuestionSpec]:
    """The course's questions, those of the first lesson first."""
    return specs_of(course.questions.all())


def specs_of(questions: QuerySet[Question]) -> Iterator[QuestionSpec]:
    """The current version of each, by course and lesson; last those without a lesson.

    Two queries for every PAGE of them, so that a bank of any size takes little memory. Those of
    kinds that were taken out of the program are left out.
    """
    found = questions.filter(current__kind__in=kinds)
    found = found.select_related("lesson", "current").prefetch_related("tags")
    lesson = F("lesson__position").asc(nulls_last=True)
    for question in found.order_by("course", lesson, "lesson", "position", "pk").iterator(PAGE):
        assert question.current is not None
        yield QuestionSpec(
            uid=question.uid,
            lesson=question.lesson.slug if question.lesson else "",
            kind=question.current.kind,
            spec=question.current.spec,
            place=question.uid,
            tags=tuple(sorted(tag.name for tag in question.tags.all())),
            status="" if question.status == Status.PUBLISHED else question.status,
        )
