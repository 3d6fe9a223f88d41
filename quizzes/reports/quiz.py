"""Quizzes as they are published, and one learner's attempts at them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from ..kinds import kinds
from ..models import (
    Answer,
    Attempt,
    AttemptItem,
    AttemptQuerySet,
    Learner,
    Mark,
    Question,
    Quiz,
    QuizPart,
    Regrade,
    as_try,
    latest_in_force,
    marked,
)
from ..scoring.answering import Policy, Try
from ..scoring.disclosure import Matrix, Stage, stage
from ..scoring.drawing import Pool, paper
from ..scoring.grading import Marked, Total, total
from ..scoring.verdict import verdict
from .kept import kept
from .outline import CourseOutline

MOST_OVERDUE = 100
"""Attempts that one look at what waits hands in."""


@dataclass(frozen=True, eq=False)
class QuizOutline:
    """A published quiz or an assignment: its rules and its pools.

    Of a quiz every request of a process shares one; of an assignment each learner has their own,
    with the dates that hold for them.
    """

    id: int
    where: Mapping[str, Any]
    """What its attempts have in common: the mode, and ``quiz_id`` or ``assignment_id``."""
    slug: str
    title: str
    intro: str
    policy: Policy
    matrix: Matrix
    rules: Mapping[str, Any]
    shuffle_questions: bool
    most_attempts: int | None
    closes_at: datetime | None
    settles_at: datetime | None
    """From when on nobody at all can answer any more, so that everything can be shown."""
    pools: tuple[Pool, ...]
    question_count: int
    """Questions of one attempt that ask something."""
    points: float
    """What they are worth together, as far as it is the same for every draw."""

    def closed(self, now: datetime) -> bool:
        """Whether nobody can begin or go on."""
        return self.closes_at is not None and now >= self.closes_at

    def attempts(self, learner: Learner | None) -> AttemptQuerySet:
        """The gate to attempts at it: the learner's own, in their order."""
        return Attempt.objects.of(learner).filter(**self.where).order_by("number")

    def stage(self, attempt: Attempt, now: datetime) -> Stage:
        """Where an attempt at it stands."""
        over = attempt.finished_at is not None
        if not over and attempt.assignment_id:
            return Stage.DURING  # the server ends it when its own time is over
        return stage(over, self.settles_at, now)


def open_quizzes(course: CourseOutline) -> Mapping[str, QuizOutline]:
    """The course's published quizzes in order, by slug. No query while nothing changed."""
    return _quizzes(course.id, course.revision)


@dataclass(frozen=True, eq=False)
class Bank:
    """The published questions of a course that can be drawn, in order."""

    known: frozenset[int]
    silent: frozenset[int]
    """Mere statements."""
    in_lesson: Mapping[int | None, tuple[int, ...]]
    tagged: Mapping[int, tuple[int, ...]]

    def ids(self, *, question: int | None, lesson: int | None, tag: int | None) -> tuple[int, ...]:
        """Those of a source; exactly one is given."""
        if question:
            return (question,) if question in self.known else ()
        return self.in_lesson.get(lesson, ()) if lesson else self.tagged.get(tag or 0, ())


def bank(course: CourseOutline) -> Bank:
    """What quizzes and assignments of the course draw from. No query while nothing changed."""
    return _bank(course.id, course.revision)


@kept(256)
def _bank(course_id: int, revision: int) -> Bank:
    """Two queries."""
    published = Question.objects.open_to_learners().filter(course=course_id)
    known = published.filter(current__kind__in=kinds)
    rows = list(known.values_list("pk", "lesson_id", "current__kind"))
    in_lesson: dict[int | None, list[int]] = defaultdict(list)
    silent = {pk for pk, _lesson, kind in rows if not kinds[kind].asked}
    for pk, lesson_id, _kind in rows:
        if pk not in silent:
            in_lesson[lesson_id].append(pk)
    order = {pk: at for at, (pk, _lesson, _kind) in enumerate(rows)}
    tagged: dict[int, list[int]] = defaultdict(list)
    with_tags = Question.tags.through.objects.filter(question__in=order)
    for tag_id, pk in with_tags.values_list("tag_id", "question_id"):
        if pk not in silent:
            tagged[tag_id].append(pk)
    return Bank(
        known=frozenset(order),
        silent=frozenset(silent),
        in_lesson={pk: tuple(ids) for pk, ids in in_lesson.items()},
        tagged={pk: tuple(sorted(ids, key=order.__getitem__)) for pk, ids in tagged.items()},
    )


def pool_of(found: Bank, part: QuizPart) -> Pool:
    """What a part of a quiz draws from."""
    ids = found.ids(question=part.question_id, lesson=part.lesson_id, tag=part.tag_id)
    return pool(ids, part.count, part.points)


def pool(ids: tuple[int, ...], count: int | None, points: float = 1.0) -> Pool:
    """So many of the questions, or all of them."""
    return Pool(ids, len(ids) if count is None else min(count, len(ids)), points)


@kept(256)
def _quizzes(course_id: int, revision: int) -> Mapping[str, QuizOutline]:
    """Four queries."""
    found = _bank(course_id, revision)
    quizzes = Quiz.objects.open_to_learners().filter(course=course_id).prefetch_related("parts")
    return {
        quiz.slug: _outline(quiz, tuple(pool_of(found, part) for part in quiz.parts.all()), found)
        for quiz in quizzes
    }


def sample(pools: Iterable[Pool], found: Bank) -> list[tuple[int, float]]:
    """What one attempt may have, without mere statements: how many, and what they are worth."""
    asking = [pool for pool in pools if not found.silent.issuperset(pool.question_ids)]
    return paper(asking, {}, seed=0, shuffle=False)


def _outline(quiz: Quiz, pools: tuple[Pool, ...], found: Bank) -> QuizOutline:
    drawn = sample(pools, found)
    return QuizOutline(
        id=quiz.pk,
        where={"mode": Attempt.Mode.QUIZ, "quiz_id": quiz.pk},
        slug=quiz.slug,
        title=quiz.title,
        intro=quiz.intro,
        policy=quiz.policy,
        matrix=quiz.matrix,
        rules=quiz.rules,
        shuffle_questions=quiz.shuffle_questions,
        most_attempts=quiz.most_attempts,
        closes_at=quiz.closes_at,
        settles_at=quiz.closes_at,
        pools=pools,
        question_count=len(drawn),
        points=sum(points for _pk, points in drawn),
    )


def seen(learner: Learner, quiz: QuizOutline) -> Mapping[int, int]:
    """How often the learner met each question of the pools, in lessons or quizzes. One query."""
    ids = {pk for pool in quiz.pools for pk in pool.question_ids}
    met = AttemptItem.objects.filter(attempt__learner=learner, question__in=ids)
    return Counter(met.values_list("question_id", flat=True))


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question of an attempt with the learner's answers to it, in their order."""

    item: AttemptItem
    number: int
    """From 1 among those that ask something; 0 for a mere statement."""
    answers: tuple[Answer, ...]
    tries: tuple[Try, ...]
    by_person: Mark | None
    """The mark that a person gave the latest answer."""
    regrade: Regrade | None
    """The one in force for the version."""

    @property
    def dropped(self) -> bool:
        """Whether it is out of the count for everyone."""
        return self.regrade is not None and self.regrade.policy == Regrade.Policy.DROP

    @property
    def marked(self) -> Marked:
        """Its part in the grade."""
        item = self.item
        found = marked(item.mark, item.points, item.answer_count, self.regrade)
        return found if self.number else replace(found, counts=False)


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt at a quiz as it stands."""

    attempt: Attempt
    quiz: QuizOutline
    policy: Policy
    stage: Stage
    items: tuple[ItemView, ...]

    @property
    def running(self) -> bool:
        """Whether it can be answered."""
        return self.attempt.finished_at is None

    def overdue(self, now: datetime) -> bool:
        """Whether its time is over and nobody has handed it in."""
        ends_at = self.attempt.ends_at if self.attempt.assignment_id else self.quiz.closes_at
        return self.running and ends_at is not None and now >= ends_at

    @property
    def asked(self) -> tuple[ItemView, ...]:
        """The questions without mere statements."""
        return tuple(view for view in self.items if view.number)

    @property
    def verdicts(self) -> Counter[str]:
        """How many questions that count have which verdict, by its name; "" without an answer."""
        return Counter(
            verdict(view.tries[-1].fraction).name if view.tries else ""
            for view in self.asked
            if not view.dropped
        )

    @property
    def total(self) -> Total:
        """Its grade."""
        return total(view.marked for view in self.items)


def attempt_at(
    learner: Learner | None, quiz: QuizOutline, now: datetime, **which: int
) -> AttemptView | None:
    """The learner's own attempt of that ``number`` or ``pk``; None where there is none.

    Five queries, however many items.
    """
    attempt = quiz.attempts(learner).filter(**which).first()
    if attempt is None:
        return None
    return view_of(attempt, quiz, now)


def as_it_is(view: AttemptView, now: datetime) -> AttemptView:
    """The same attempt after something was written."""
    return view_of(Attempt.objects.get(pk=view.attempt.pk), view.quiz, now)


def view_of(attempt: Attempt, quiz: QuizOutline, now: datetime) -> AttemptView:
    """An attempt that somebody may see, with its questions and answers. Four queries."""
    policy = attempt.policy
    assert policy is not None
    marks = Prefetch("marks", Mark.objects.select_related("regrade"))
    answers = Answer.objects.order_by("ordinal").prefetch_related(marks)
    items = list(
        attempt.items.select_related("version", "question")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("position", "pk")
    )
    regrades = Regrade.objects.by_version(item.question_id for item in items)
    return AttemptView(
        attempt=attempt,
        quiz=quiz,
        policy=policy,
        stage=quiz.stage(attempt, now),
        items=tuple(_numbered(attempt, items, regrades)),
    )


def _numbered(
    attempt: Attempt, items: Iterable[AttemptItem], regrades: Mapping[int, Regrade]
) -> Iterable[ItemView]:
    number = 0
    for item in items:
        # Known already, and asked for by the item's seed.
        item.attempt = attempt
        kind = kinds.get(item.version.kind)
        if kind is None:
            continue  # taken out of the program since: nobody can be asked it
        number += kind.asked
        answers = tuple(item.answers.all())
        marks = [latest_in_force(answer.marks.all()) for answer in answers]
        latest = marks[-1] if marks else None
        yield ItemView(
            item=item,
            number=number if kind.asked else 0,
            answers=answers,
            tries=tuple(map(as_try, answers, marks)),
            by_person=latest if latest and latest.regrade_id is None else None,
            regrade=regrades.get(item.version_id),
        )


def running(learner: Learner | None, now: datetime) -> list[Attempt]:
    """The learner's attempts that can be gone on with, the latest one first. One query."""
    closed = Q(quiz__closes_at__lte=now)
    found = Attempt.objects.of(learner).filter(
        ~closed, quiz__in=Quiz.objects.open_to_learners(), finished_at=None
    )
    return list(found.select_related("quiz__course").order_by("-started_at", "-pk"))


def overdue_texts(now: datetime) -> list[Attempt]:
    """Attempts at closed quizzes that nobody handed in and that hold a text for people to mark.

    At most MOST_OVERDUE: the rest is there at the next look. One query.
    """
    by_people = [name for name, kind in kinds.items() if not kind.by_rule]
    texts = AttemptItem.objects.filter(
        attempt=OuterRef("pk"), version__kind__in=by_people, draft_saved_at__isnull=False
    )
    found = Attempt.objects.filter(Exists(texts), quiz__closes_at__lte=now, finished_at=None)
    return list(found.order_by("pk")[:MOST_OVERDUE])


def stages(
    learner: Learner | None, quizzes: Iterable[QuizOutline], now: datetime
) -> Mapping[int, str]:
    """How far the learner is with each quiz, by its id: "begun", "done", or absent for new ones.

    One query, none without a learner or quizzes.
    """
    outlines = {quiz.id: quiz for quiz in quizzes}
    if learner is None or not outlines:
        return {}
    attempts = Attempt.objects.of(learner).filter(quiz__in=outlines).order_by("number")
    return {
        quiz_id: "done" if finished_at or outlines[quiz_id].closed(now) else "begun"
        for quiz_id, finished_at in attempts.values_list("quiz_id", "finished_at")
        if quiz_id is not None
    }


def attempts_at(learner: Learner | None, quiz: QuizOutline, now: datetime) -> list[AttemptView]:
    """The learner's attempts, the first one first, with what their grades need. Four queries.

    Answers are left out: their marks are in the items' figures.
    """
    attempts = list(quiz.attempts(learner).prefetch_related("items__version"))
    ids = {item.question_id for attempt in attempts for item in attempt.items.all()}
    regrades = Regrade.objects.by_version(ids) if ids else {}
    return [
        AttemptView(
            attempt=attempt,
            quiz=quiz,
            policy=attempt.policy or quiz.policy,
            stage=quiz.stage(attempt, now),
            items=tuple(_figures_only(attempt, regrades)),
        )
        for attempt in attempts
    ]


def _figures_only(attempt: Attempt, regrades: Mapping[int, Regrade]) -> Iterable[ItemView]:
    number = 0
    for item in attempt.items.all():
        if (kind := kinds.get(item.version.kind)) is None:
            continue
        number += kind.asked
        yield ItemView(
            item=item,
            number=number if kind.asked else 0,
            answers=(),
            tries=(),
            by_person=None,
            regrade=regrades.get(item.version_id),
        )
