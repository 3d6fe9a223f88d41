"""What waits for a person to mark it, in lessons and at quizzes: the authors' queue.

Answers given for a class are in none of it: see reports.class_marking.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from ..kinds import kinds
from ..models import Answer, Mark, Question

WAITS = Q(item__last_fraction=None, item__regrade=None)
"""Of answers: those without a mark that are not taken out of the count either."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A question with the answers that wait for a mark: how many, and since when."""

    question: Question
    waiting: int
    marked: int


def by_people() -> QuerySet[Answer]:
    """The latest answer of everybody who counts to each question that people mark."""
    names = [name for name, kind in kinds.items() if not kind.by_rule]
    return Answer.objects.filter(
        ordinal=F("item__last_ordinal"),
        version__kind__in=names,
        item__attempt__learner__merged_into=None,
    )


def _latest() -> QuerySet[Answer]:
    """Those in lessons and at quizzes. What learners do for a class belongs to the class."""
    return by_people().filter(item__attempt__assignment=None)


def _waiting() -> QuerySet[Answer]:
    return _latest().filter(WAITS)


def queues() -> list[Queue]:
    """Every question that people mark and somebody answered; those that wait longest first.

    Three queries.
    """
    waiting = {
        row["item__question"]: (row["since"], row["answers"])
        for row in _waiting()
        .order_by()
        .values("item__question")
        .annotate(answers=Count("pk"), since=Min("answered_at"))
    }
    answered = dict(
        _latest().order_by().values_list("item__question").annotate(answers=Count("pk"))
    )
    questions = Question.objects.select_related("course", "lesson", "current").in_bulk(answered)
    first = sorted(waiting, key=lambda pk: waiting[pk][0])
    rest = sorted(set(answered) - set(waiting))
    return [
        Queue(
            question=questions[pk],
            waiting=waiting[pk][1] if pk in waiting else 0,
            marked=answered[pk] - (waiting[pk][1] if pk in waiting else 0),
        )
        for pk in [*first, *rest]
    ]


def next_to_mark(question: Question, after: int = 0) -> Answer | None:
    """The answer that waits longest, of those behind ``after`` first; None when none is left."""
    waiting = _waiting().filter(item__question=question).select_related(*_WITH)
    waiting = waiting.order_by("answered_at", "pk")
    return waiting.filter(pk__gt=after).first() or waiting.first()


def to_mark(question: Question, answer_id: int) -> Answer | None:
    """An answer to the question that counts, marked or not; None where there is none."""
    found = _latest().filter(item__question=question, pk=answer_id)
    return found.select_related(*_WITH).first()


def marked_lately(question: Question) -> list[Mark]:
    """The latest marks that people gave answers to the question, at most 20, newest first."""
    answers = _latest().filter(item__question=question)
    marks = Mark.objects.in_force().filter(regrade=None, answer__in=answers.values("pk"))
    people = marks.select_related("answer__item__attempt__learner__user", "marked_by")
    return list(people.order_by("-pk")[:20])


def waiting_count(question: Question) -> int:
    """How many answers to the question wait."""
    return _waiting().filter(item__question=question).count()


_WITH = ("version", "item__attempt__learner__user")
