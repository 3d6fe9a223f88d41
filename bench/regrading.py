"""How long a regrade of many answers takes. Runs inside evlearn's settings."""

from __future__ import annotations

import time

from django.utils import timezone

from quizzes.actions import regrade as actions
from quizzes.models import Answer, Attempt, AttemptItem, Learner, Question
from quizzes.reports.regrade import preview

BATCH = 2000


def main(count: str) -> dict[str, float]:
    """Seconds for preview, apply and undo, with ``count`` answers of ``count`` learners."""
    found = Question.objects.open_to_learners().filter(current__kind="single_choice")
    question = found.select_related("current")[0]
    _answer(question, int(count))
    versions = list(question.versions.values_list("pk", flat=True))
    regrade = actions.new(question, "accept", versions=versions, accepted=["b"], reason="Measured.")
    taken, start = {}, time.perf_counter()
    for name, work in {
        "preview": lambda: preview(regrade),
        "apply": lambda: actions.decide(regrade, by=None, now=timezone.now()),
        "undo": lambda: actions.undo(regrade, by=None, now=timezone.now()),
    }.items():
        work()
        taken[name] = time.perf_counter() - start
        start = time.perf_counter()
    return taken


def _answer(question: Question, count: int) -> None:
    """As if so many guests had each answered once."""
    now = timezone.now()
    learners = Learner.objects.bulk_create(
        [Learner(guest_key=f"regrade {number}", created_at=now) for number in range(count)], BATCH
    )
    attempts = Attempt.objects.bulk_create(
        [
            Attempt(learner=learner, lesson_id=question.lesson_id, seed=1, started_at=now)
            for learner in learners
        ],
        BATCH,
    )
    figures = {"answer_count": 1, "last_ordinal": 1, "first_fraction": 0, "last_fraction": 0}
    items = AttemptItem.objects.bulk_create(
        [
            AttemptItem(
                attempt=attempt,
                question=question,
                version_id=question.current_id,
                last_at=now,
                **figures,
            )
            for attempt in attempts
        ],
        BATCH,
    )
    Answer.objects.bulk_create(
        [
            Answer(
                item=item,
                ordinal=1,
                version_id=question.current_id,
                response="abc"[number % 3],
                fraction=0,
                answered_at=now,
            )
            for number, item in enumerate(items)
        ],
        BATCH,
    )
