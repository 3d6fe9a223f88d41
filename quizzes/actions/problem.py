"""Problems with questions: reported by learners, answered by authors, read by learners."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from ..kinds.base import plain
from ..models import Answer, AttemptItem, Learner, Problem, QuestionVersion, User
from .attempt import counts_to, look_again, study_attempt

MOST_OPEN = 20
"""Reports of one learner within DAY that nobody has decided on. Enough for a whole course read
with care; an inbox filled by one person in an afternoon is not read by anyone."""
DAY = timedelta(days=1)


class TooMany(Exception):
    """The learner has as many open reports as they may send in a day."""


def report(
    learner: Learner, lesson_id: int, version: QuestionVersion, note: str, *, now: datetime
) -> Problem:
    """Tell the question's author what the learner says is wrong with ``version``.

    The same note on the same version is one report, however often it is sent. Raises TooMany.
    """

    def item(sender: Learner) -> AttemptItem:
        return _reported_item(study_attempt(sender, lesson_id, now), version, now)

    return look_again(lambda: _report(learner, version, note, item, now))


def report_item(item: AttemptItem, note: str, *, now: datetime) -> Problem:
    """The same for a question of a quiz that the learner was asked. Raises TooMany."""

    def noted(_sender: Learner) -> AttemptItem:
        AttemptItem.objects.filter(pk=item.pk).update(reported_at=now)
        return item

    return look_again(lambda: _report(item.attempt.learner, item.version, note, noted, now))


@transaction.atomic
def _report(
    learner: Learner,
    version: QuestionVersion,
    note: str,
    noted: Callable[[Learner], AttemptItem],
    now: datetime,
) -> Problem:
    """``noted`` finds the item that the report is about, and notes on it that there is one."""
    # One after the other, or two at once would both be the last that is allowed.
    learner = Learner.objects.select_for_update(no_key=True).get(pk=counts_to(learner).pk)
    digest = hashlib.sha256(plain(note).encode()).hexdigest()
    there = learner.problems.filter(version=version.pk, digest=digest).first()
    recent = learner.problems.open().filter(created_at__gt=now - DAY)
    if there is None and recent.count() >= MOST_OPEN:
        raise TooMany
    # Also of one that is there: it may have been sent from another attempt.
    item = noted(learner)
    if there:
        return there
    return Problem.objects.create(
        learner=learner,
        question_id=version.question_id,
        version_id=version.pk,
        answer=Answer.objects.filter(item=item.pk, ordinal=item.last_ordinal).first(),
        note=note,
        digest=digest,
        created_at=now,
    )


def _reported_item(attempt_id: int, version: QuestionVersion, now: datetime) -> AttemptItem:
    """The question in the attempt, noted as reported; the rest of it stays as it is."""
    item, made = AttemptItem.objects.get_or_create(
        attempt_id=attempt_id,
        question_id=version.question_id,
        defaults={"version_id": version.pk, "last_at": now, "reported_at": now},
    )
    if not made:
        AttemptItem.objects.filter(pk=item.pk).update(reported_at=now)
    return item


def reply(problem: Problem, state: str, text: str, *, by: User, now: datetime) -> bool:
    """Decide on a report and tell the learner. False when nothing differs from what was there.

    A changed reply or decision is news again; without a text only the state is kept.
    """
    with transaction.atomic():
        row = Problem.objects.select_for_update().get(pk=problem.pk)
        if (row.state, row.reply) == (state, text):
            return False
        row.state, row.reply = state, text
        if text:
            row.replied_by, row.replied_at, row.seen_at = by, now, None
        row.save(
            update_fields=["state", "reply", "replied_by", "replied_at", "seen_at"],
        )
    return True


def mark_seen(learner: Learner, problems: Iterable[int], *, now: datetime) -> None:
    """Note that the learner opened the replies to these of their reports."""
    Problem.objects.of(learner).unseen().filter(pk__in=list(problems)).update(seen_at=now)
