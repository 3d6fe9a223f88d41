"""What a learner sees of the problems they reported, and what authors see of a learner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ..models import Learner, Problem, Status
from ..models.problem import ProblemQuerySet


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as its learner reads it.

    ``address`` leads to the question where it can still be answered, else it is "".
    """

    id: int
    stem: str
    language: str
    note: str
    at: datetime
    state: str
    reply: str
    replied_at: datetime | None
    new: bool
    address: str


@dataclass(frozen=True, slots=True)
class News:
    """How many reports a learner has, and how many of them have a reply not yet opened."""

    reports: int = 0
    unseen: int = 0


def news(learner: Learner | None) -> News:
    """For the home page: one query, none for someone of whom nothing is kept."""
    if learner is None:
        return News()
    unseen = Q(replied_at__isnull=False, seen_at=None)
    found = Problem.objects.filter(learner=learner).aggregate(
        reports=Count("pk"), unseen=Count("pk", filter=unseen)
    )
    return News(**found)


def reported_by(learner: Learner | None) -> ProblemQuerySet:
    """The learner's reports, the latest news first, with what ``shown`` needs."""
    return Problem.objects.of(learner).select_related("version", "question__lesson__course")


def shown(problems: Iterable[Problem]) -> list[Reported]:
    """Rows of ``reported_by`` as the page shows them. No query."""
    return [
        Reported(
            id=problem.pk,
            stem=stem_of(problem),
            language=_language(problem),
            note=problem.note,
            at=problem.created_at,
            state=problem.state,
            reply=problem.reply,
            replied_at=problem.replied_at,
            new=problem.replied_at is not None and problem.seen_at is None,
            address=_address(problem),
        )
        for problem in problems
    ]


def stem_of(problem: Problem) -> str:
    """What the version asks that was reported; of removed kinds there may be no such field."""
    return str(problem.version.spec.get("stem") or "–")


def open_count() -> int:
    """Reports that nobody has decided on: one query."""
    return Problem.objects.counted().open().count()


def _language(problem: Problem) -> str:
    lesson = problem.question.lesson
    return lesson.course.language if lesson else ""


def _address(problem: Problem) -> str:
    question, lesson = problem.question, problem.question.lesson
    if lesson is None:
        return ""
    states = {question.status, lesson.status, lesson.course.status}
    if states != {Status.PUBLISHED}:
        return ""
    return f"{lesson.get_absolute_url()}#q-{question.pk}"
