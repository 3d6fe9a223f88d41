"""A course as its archive takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from django.db.models import Prefetch, Q

from ..exchange.course import (
    FACTS,
    QUIZ_FACTS,
    CourseSpec,
    LessonSpec,
    PartSpec,
    PictureSpec,
    QuizSpec,
)
from ..kinds import kinds
from ..models import Course, Picture, QuizPart
from ..models.picture import NAMED
from .bank import questions_of


def spec_of(course: Course) -> CourseSpec:
    """The course as it is now: current versions, and nothing of learners.

    Pictures come one by one; those of other courses that this one shows are among them.
    """
    lessons = course.lessons.order_by("position", "pk")
    return CourseSpec(
        facts={name: _fact(course, name) for name in FACTS},
        lessons=tuple(
            LessonSpec(each.slug, each.title, each.status, each.body, each.source)
            for each in lessons
        ),
        pictures=_pictures(course),
        questions=questions_of(course),
        quizzes=tuple(_quizzes(course)),
    )


def _fact(course: Course, name: str) -> str:
    value = getattr(course, name)
    return "" if value is None else str(value)


def _pictures(course: Course) -> Iterator[PictureSpec]:
    """In the order of their digests, each once."""
    shown: set[str] = set()
    for body in course.lessons.values_list("body", flat=True).iterator():
        shown.update(NAMED.findall(body))
    for question in questions_of(course):
        shown.update(NAMED.findall(str(question.spec)))
    own = dict(course.pictures.values_list("digest", "pk"))
    others = Picture.objects.filter(digest__in=shown - own.keys()).order_by("-pk")
    for _digest, pk in sorted({**dict(others.values_list("digest", "pk")), **own}.items()):
        picture = Picture.objects.get(pk=pk)
        yield PictureSpec(bytes(picture.content), picture.ending, picture.name, picture.alt)


def _quizzes(course: Course) -> Iterator[QuizSpec]:
    """Without parts whose question stays out, which is one of a kind that there is no more."""
    there = Q(question=None) | Q(question__current__kind__in=kinds)
    parts = QuizPart.objects.filter(there).select_related("question", "lesson", "tag")
    parts = parts.order_by("position", "pk")
    quizzes = course.quizzes.order_by("position", "pk")
    for quiz in quizzes.prefetch_related(Prefetch("parts", parts)):
        facts = {name: getattr(quiz, name) for name in QUIZ_FACTS}
        closes = quiz.closes_at.astimezone(UTC).isoformat() if quiz.closes_at else ""
        yield QuizSpec(
            {**facts, "closes_at": closes}, tuple(_part(each) for each in quiz.parts.all())
        )


def _part(part: QuizPart) -> PartSpec:
    if part.question:
        return PartSpec("question", part.question.uid, part.count, part.points)
    if part.lesson:
        return PartSpec("lesson", part.lesson.slug, part.count, part.points)
    assert part.tag is not None
    return PartSpec("tag", part.tag.name, part.count, part.points)
