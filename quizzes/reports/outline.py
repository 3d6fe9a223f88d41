"""What is published, as plain frozen values that every request of a process shares.

A course's published structure changes rarely and is read all the time. It is kept in memory,
keyed by the course's revision, which each request reads from the database: a change made in
any process is seen by the next request in all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from math import ceil
from typing import Any

from ..articles import text_of
from ..kinds import Kind, kinds
from ..kinds.base import plain
from ..models import Course, Lesson, Prepared, Question, Regrade
from .kept import kept

# Outlines compare by identity (eq=False): there is one of each in a process, and keys of
# further caches stay cheap to hash.

WORDS_PER_MINUTE = 200
MINUTES_PER_QUESTION = 0.5


@dataclass(frozen=True, eq=False)
class LessonLink:
    """A published lesson as lists name it. ``number`` counts from 1."""

    id: int
    slug: str
    title: str
    number: int
    words: int
    question_ids: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """Reading and answering, at least one minute."""
        minutes = self.words / WORDS_PER_MINUTE + MINUTES_PER_QUESTION * len(self.question_ids)
        return max(1, ceil(minutes))


@dataclass(frozen=True, eq=False)
class CourseOutline:
    """A published course with its published lessons in order."""

    id: int
    revision: int
    slug: str
    title: str
    summary: str
    language: str
    source_title: str
    source_author: str
    source_url: str
    source_date: date | None
    lessons: tuple[LessonLink, ...]

    @cached_property
    def by_slug(self) -> Mapping[str, LessonLink]:
        """Lessons by their slug."""
        return {lesson.slug: lesson for lesson in self.lessons}

    @property
    def minutes(self) -> int:
        """The sum of the lessons' minutes."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True, eq=False)
class QuestionOutline:
    """A published question in its current version. ``number`` counts from 1 in the lesson."""

    id: int
    version_id: int
    edition: int
    number: int
    """0 for what is not asked."""
    kind: str
    spec: Mapping[str, Any]
    quoted: bool
    """Whether the lesson still holds the sentence that settles the question."""
    regrade: Regrade | None = None
    """The one that marks answers to this version."""

    @property
    def grader(self) -> Kind:
        """The kind that draws, reads and grades it."""
        return kinds[self.kind]


@dataclass(frozen=True, eq=False)
class LessonOutline:
    """A published lesson's text and questions."""

    id: int
    body: str
    questions: tuple[QuestionOutline, ...]

    @cached_property
    def by_id(self) -> Mapping[int, QuestionOutline]:
        """Questions by their id, without those that are not asked."""
        return {question.id: question for question in self.questions if question.number}


def open_course(slug: str) -> CourseOutline:
    """The published course. One query while nothing changed. Raises Course.DoesNotExist."""
    found = _REVISION.row(slug)
    if found is None:
        raise Course.DoesNotExist(slug)
    return _course(*found)


_REVISION = Prepared(
    lambda slug: (
        Course.objects.open_to_learners().filter(slug=slug).order_by().values_list("pk", "revision")
    ),
    str,
)


def open_courses() -> list[CourseOutline]:
    """Every published course in the order of the home page. One query while nothing changed."""
    found = Course.objects.open_to_learners().in_order().values_list("pk", "revision")
    return [_course(pk, revision) for pk, revision in found]


def open_lesson(course: CourseOutline, lesson_id: int) -> LessonOutline:
    """The text and questions of a lesson of ``course``. No query while nothing changed."""
    return _lesson(course.id, lesson_id, course.revision)


@kept(4096)
def _course(pk: int, revision: int) -> CourseOutline:
    course = Course.objects.get(pk=pk)
    questions: dict[int, list[int]] = defaultdict(list)
    published = Question.objects.open_to_learners().asked().filter(lesson__course=pk)
    for lesson_id, question_id in published.values_list("lesson", "pk"):
        questions[lesson_id].append(question_id)
    lessons = Lesson.objects.open_to_learners().filter(course=pk)
    links = tuple(
        LessonLink(id, slug, title, number, words, tuple(questions[id]))
        for number, (id, slug, title, words) in enumerate(
            lessons.values_list("pk", "slug", "title", "words"), start=1
        )
    )
    return CourseOutline(
        id=pk,
        revision=revision,
        slug=course.slug,
        title=course.title,
        summary=course.summary,
        language=course.language,
        source_title=course.source_title,
        source_author=course.source_author,
        source_url=course.source_url,
        source_date=course.source_date,
        lessons=links,
    )


@kept(1024)
def _lesson(course_id: int, pk: int, revision: int) -> LessonOutline:
    body = Lesson.objects.values_list("body", flat=True).get(pk=pk, course=course_id)
    text = plain(text_of(body))
    questions = Question.objects.open_to_learners().filter(lesson=pk).select_related("current")
    regrades = Regrade.objects.by_version(question.pk for question in questions)
    numbers = count(1)
    return LessonOutline(
        id=pk,
        body=body,
        questions=tuple(
            QuestionOutline(
                id=question.pk,
                version_id=version.pk,
                edition=version.edition,
                number=next(numbers) if kinds[version.kind].asked else 0,
                kind=version.kind,
                spec=version.spec,
                quoted=_stands(version.spec.get("quote", ""), text),
                regrade=regrades.get(version.pk),
            )
            for question in questions
            if (version := question.current) and version.kind in kinds
        ),
    )


def _stands(quote: str, text: str) -> bool:
    return bool(quote.strip()) and plain(quote) in text
