"""Where a learner stands: in one lesson, in a course, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, FilteredRelation, Max, Q, Sum

from ..kinds import Response
from ..models import Attempt, AttemptItem, Learner, Prepared, Status
from .outline import CourseOutline, LessonLink


@dataclass(frozen=True, slots=True)
class ItemState:
    """A question as the learner left it.

    ``after`` counts the answers; ``response`` and ``answered_version`` belong to the latest.
    ``reported_at`` is when the learner last reported a problem with the question.
    """

    question_id: int
    version_id: int
    after: int = 0
    draft: Response = None
    response: Response = None
    answered_version: int | None = None
    first_fraction: float | None = None
    last_fraction: float | None = None
    reported_at: datetime | None = None
    regrade_id: int | None = None
    """The regrade that the latest answer's mark comes from."""
    answer_id: int | None = None
    """The latest answer, where it was looked up."""


def item_states(learner: Learner | None, lesson_id: int) -> dict[int, ItemState]:
    """The learner's state in each question of the lesson they touched, by question id.

    One query, none for someone without answers.
    """
    if learner is None:
        return {}
    return {row[0]: ItemState(*row) for row in _ITEMS.rows(learner.pk, lesson_id)}


_ITEMS = Prepared(
    lambda learner, lesson: (
        AttemptItem.objects.filter(
            attempt__learner=learner, attempt__lesson=lesson, attempt__mode=Attempt.Mode.STUDY
        )
        .annotate(last=FilteredRelation("answers", condition=Q(answers__ordinal=F("last_ordinal"))))
        .values_list(
            "question_id",
            "version_id",
            "answer_count",
            "draft",
            "last__response",
            "last__version_id",
            "first_fraction",
            "last_fraction",
            "reported_at",
            "regrade_id",
            "last__pk",
        )
    ),
    int,
    int,
)


class Stage(StrEnum):
    """How far a learner is with a lesson."""

    NEW = "new"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """A lesson and how far the learner is with it.

    ``answered`` counts published questions with an answer. ``first`` and ``current`` are the
    mean marks over these, 0 to 1, for the first try and for the latest; None without answers.
    """

    lesson: LessonLink
    stage: Stage = Stage.NEW
    answered: int = 0
    first: float | None = None
    current: float | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """A course and the learner's standing in each of its lessons, in order."""

    course: CourseOutline
    lessons: tuple[LessonStanding, ...]

    @property
    def done(self) -> int:
        """Lessons finished."""
        return sum(standing.stage is Stage.DONE for standing in self.lessons)

    @property
    def begun(self) -> bool:
        """Whether anything was answered or read."""
        return any(standing.stage is not Stage.NEW for standing in self.lessons)

    @property
    def last_at(self) -> datetime | None:
        """When the learner last did something in the course."""
        return max((s.last_at for s in self.lessons if s.last_at), default=None)

    @property
    def next(self) -> LessonStanding | None:
        """Where to go on: the lesson of the latest work if unfinished, else the next open one.

        After the last lesson it goes on with those left out before; None when all is done.
        """
        open_ones = [s for s in self.lessons if s.stage is not Stage.DONE]
        if not open_ones:
            return None
        at = self.last_at
        latest = next((s for s in self.lessons if at and s.last_at == at), None)
        start = latest.lesson.number if latest else 0
        return next((s for s in open_ones if s.lesson.number >= start), open_ones[0])


def standings(learner: Learner | None, courses: Iterable[CourseOutline]) -> list[CourseStanding]:
    """The learner's standing in each of ``courses``: two queries, however many there are."""
    courses = list(courses)
    attempts = _attempts(learner, courses)
    work = _work(attempts)
    return [
        CourseStanding(
            course,
            tuple(_standing(link, attempts.get(link.id), work) for link in course.lessons),
        )
        for course in courses
    ]


@dataclass(frozen=True, slots=True)
class Continue:
    """Where a learner goes on: the lesson, and in it the first open question if one was begun."""

    course: CourseStanding
    standing: LessonStanding
    question_id: int | None
    left: int

    @property
    def lesson(self) -> LessonLink:
        """The lesson to open."""
        return self.standing.lesson


def where_to_go_on(learner: Learner | None, found: Iterable[CourseStanding]) -> Continue | None:
    """The place in the unfinished course of the latest work; None before any work.

    One query at most.
    """
    begun = [(s.last_at, s) for s in found if s.last_at and s.next]
    if not begun:
        return None
    course = max(begun, key=lambda pair: pair[0])[1]
    standing = course.next
    assert standing is not None
    ids = standing.lesson.question_ids
    if not standing.answered:
        return Continue(course, standing, None, len(ids))
    answered = set(
        AttemptItem.objects.filter(
            attempt__in=Attempt.objects.of(learner).study().filter(lesson=standing.lesson.id),
            answer_count__gt=0,
        ).values_list("question", flat=True)
    )
    left = [pk for pk in ids if pk not in answered]
    return Continue(course, standing, left[0] if left else None, len(left))


@dataclass(frozen=True, slots=True)
class Begun:
    """A lesson that was begun: how far, and the seed of what is drawn in it."""

    stage: Stage
    seed: int


def begun(learner: Learner | None, course: CourseOutline) -> dict[int, Begun]:
    """Every lesson begun, by its id: one query."""
    if learner is None:
        return {}
    return {
        lesson_id: Begun(Stage.DONE if finished_at else Stage.BEGUN, seed)
        for lesson_id, finished_at, seed in _BEGUN.rows(learner.pk, course.id)
    }


def seed_of(learner: Learner | None, lesson_id: int) -> int | None:
    """The seed of the learner's study of the lesson; None before it is begun. One query."""
    found = Attempt.objects.of(learner).study().filter(lesson=lesson_id)
    return found.values_list("seed", flat=True).first()


_BEGUN = Prepared(
    lambda learner, course: Attempt.objects.filter(
        learner=learner, mode=Attempt.Mode.STUDY, lesson__course=course
    ).values_list("lesson_id", "finished_at", "seed"),
    int,
    int,
)


def _attempts(learner: Learner | None, courses: Iterable[CourseOutline]) -> dict[int, Attempt]:
    found = Attempt.objects.of(learner).study()
    found = found.filter(lesson__course__in=[course.id for course in courses])
    return {attempt.lesson_id: attempt for attempt in found if attempt.lesson_id is not None}


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in an attempt: questions answered and marked, sums of marks, when last."""

    answered: int
    marked: int
    first: float | None
    current: float | None
    last_at: datetime


def _work(attempts: Mapping[int, Attempt]) -> dict[int, Work]:
    """By attempt; answers count where their question is still published in the lesson."""
    if not attempts:
        return {}
    counted = Q(
        answer_count__gt=0,
        question__status=Status.PUBLISHED,
        question__lesson=F("attempt__lesson"),
    )
    rows = (
        AttemptItem.objects.filter(attempt__in=[attempt.pk for attempt in attempts.values()])
        .values_list("attempt")
        .annotate(
            answered=Count("pk", filter=counted),
            marked=Count("last_fraction", filter=counted),
            first=Sum("first_fraction", filter=counted),
            current=Sum("last_fraction", filter=counted),
            latest=Max("last_at"),
        )
    )
    return {row[0]: Work(*row[1:]) for row in rows}


def _standing(
    link: LessonLink, attempt: Attempt | None, work: Mapping[int, Work]
) -> LessonStanding:
    if attempt is None:
        return LessonStanding(link)
    stage = Stage.DONE if attempt.finished_at else Stage.BEGUN
    done = work.get(attempt.pk)
    times = [attempt.started_at, attempt.finished_at, done and done.last_at]
    last_at = max(time for time in times if time)
    if not done or not done.answered:
        return LessonStanding(link, stage, last_at=last_at)
    if not done.marked:
        return LessonStanding(link, stage, done.answered, last_at=last_at)
    first, current = (done.first or 0) / done.marked, (done.current or 0) / done.marked
    return LessonStanding(link, stage, done.answered, first, current, last_at)
