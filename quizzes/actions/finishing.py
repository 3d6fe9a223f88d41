"""When a lesson is finished: once it has no open question left."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from ..models import Attempt, AttemptItem, Prepared, Question


def finish_if_complete(attempt_id: int, lesson_id: int, now: datetime) -> bool:
    """Finish the attempt when the lesson has no open question left; whether it just did.

    For after the transaction that wrote the answers: two of those at the same moment cannot
    see each other's before.
    """
    return finish(attempt_id, answered(attempt_id, lesson_id), now)


def finish(attempt_id: int, found: list[bool], now: datetime) -> bool:
    """Finish the attempt when every question was answered, as ``found`` by ``answered``."""
    unfinished = Attempt.objects.filter(pk=attempt_id, finished_at=None)
    return all(found) and bool(unfinished.update(finished_at=now))


_ANSWERED = Prepared(
    lambda attempt, lesson: (
        Question.objects.open_to_learners()
        .asked()
        .filter(lesson=lesson)
        .values_list(
            Exists(
                AttemptItem.objects.filter(
                    attempt=attempt, question=OuterRef("pk"), answer_count__gt=0
                )
            )
        )
    ),
    int,
    int,
)


def answered(attempt_id: int, lesson_id: int) -> list[bool]:
    """For each question of the lesson whether the attempt has an answer to it. One query."""
    return [bool(row[0]) for row in _ANSWERED.rows(attempt_id, lesson_id)]


def finish_complete(lesson_id: int, *, now: datetime) -> int:
    """Finish every attempt at the lesson that has no open question left; how many.

    For when a question was retired or moved: it may have been the last open one.
    """
    begun = AttemptItem.objects.filter(attempt=OuterRef("pk"), answer_count__gt=0)
    given = AttemptItem.objects.filter(
        attempt=OuterRef(OuterRef("pk")), question=OuterRef("pk"), answer_count__gt=0
    )
    left = Question.objects.open_to_learners().asked().filter(~Exists(given), lesson=lesson_id)
    complete = Attempt.objects.filter(
        Exists(begun), ~Exists(left), lesson=lesson_id, finished_at=None
    )
    return complete.update(finished_at=now)
