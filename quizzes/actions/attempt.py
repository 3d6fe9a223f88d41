"""What a learner hands in: answers and drafts.

Both can be posted any number of times. The attempt's row is taken first, by an upsert that
holds its lock until the transaction ends, so that two tabs or two devices come in turn.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from ..kinds import Response
from ..models import Answer, Attempt, AttemptItem, Learner, Mark, Question, QuestionVersion


class Outcome(StrEnum):
    """What became of a posted answer."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """The same answer was there already; nothing was added."""
    CONFLICT = "conflict"
    """The form was older than the latest answer, and said something else."""


Given = tuple[int, Response]
"""The id of the version that was answered, and the response."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The item after an answer was posted.

    ``version_id`` and ``response`` are those of the item's latest answer. ``finished`` is set
    when this answer was the lesson's last open one.
    """

    outcome: Outcome
    item: AttemptItem
    version_id: int
    response: Response
    finished: bool = False


def answer(
    learner: Learner,
    lesson_id: int,
    version: QuestionVersion,
    response: Response,
    *,
    after: int,
    now: datetime,
) -> Handed:
    """Append ``response`` to what the learner answered, or find that it is there already.

    ``after`` is the number of answers the learner had given when the form was drawn.
    """
    fraction = version.grader.grade(version.spec, response).fraction
    with transaction.atomic():
        attempt_id = _take_attempt(learner, lesson_id, now)
        item, latest = _item_and_latest(attempt_id, version.question_id)
        if item is not None and latest is not None:
            outcome = _compare(item, latest, (version.pk, response), after)
            if outcome is not Outcome.RECORDED:
                return Handed(outcome, item, *latest)
        item = _append(item, attempt_id, version, response, fraction, now)
        finished = finish_if_complete(attempt_id, lesson_id, now)
    return Handed(Outcome.RECORDED, item, version.pk, response, finished)


def save_draft(
    learner: Learner,
    lesson_id: int,
    version: QuestionVersion,
    response: Response,
    *,
    after: int,
    now: datetime,
) -> bool:
    """Keep ``response`` as chosen but not handed in; the newest draft counts.

    False, and nothing saved, when an answer came in after the form was drawn: what is in an
    old tab must not stand above a newer answer.
    """
    with transaction.atomic():
        attempt_id = _take_attempt(learner, lesson_id, now)
        item = AttemptItem.objects.filter(attempt=attempt_id, question=version.question_id).first()
        if item is None:
            item = AttemptItem(attempt_id=attempt_id, question_id=version.question_id)
        if item.answer_count != after:
            return False
        item.version = version
        item.draft = response
        item.draft_saved_at = now if response is not None else None
        item.save()
    return True


def mark_read(learner: Learner, lesson_id: int, *, now: datetime) -> None:
    """Note that a lesson was read; one without questions is finished by that."""
    with transaction.atomic():
        attempt_id = _take_attempt(learner, lesson_id, now)
        finish_if_complete(attempt_id, lesson_id, now)


def _take_attempt(learner: Learner, lesson_id: int, now: datetime) -> int:
    """The id of the learner's study attempt at the lesson, begun if need be, and locked."""
    attempt = Attempt(
        learner=_still(learner),
        lesson_id=lesson_id,
        seed=secrets.randbelow(2**31),
        started_at=now,
        last_at=now,
    )
    Attempt.objects.bulk_create(
        [attempt],
        update_conflicts=True,
        update_fields=["last_at"],
        unique_fields=["learner", "lesson", "mode", "number"],
    )
    return attempt.pk


def _still(learner: Learner) -> Learner:
    """The learner to whom work counts now: a guest's may have gone over to an account."""
    if learner.user_id:
        return learner
    learner = Learner.objects.select_for_update().get(pk=learner.pk)
    while learner.merged_into_id:
        learner = Learner.objects.get(pk=learner.merged_into_id)
    return learner


def _item_and_latest(attempt_id: int, question_id: int) -> tuple[AttemptItem | None, Given | None]:
    """The item, if it was begun, and its latest answer, if it has one."""
    item = (
        AttemptItem.objects.filter(attempt=attempt_id, question=question_id)
        .annotate(
            last=FilteredRelation("answers", condition=Q(answers__ordinal=F("last_ordinal"))),
            last_version_id=F("last__version_id"),
            last_response=F("last__response"),
        )
        .first()
    )
    if item is None or not item.answer_count:
        return item, None
    return item, (item.last_version_id, item.last_response)


def _compare(item: AttemptItem, latest: Given, posted: Given, after: int) -> Outcome:
    """Whether a posted answer is new to an item that has answers."""
    if item.answer_count == after:
        return Outcome.REPEATED if latest == posted else Outcome.RECORDED
    seen = Answer.objects.filter(item=item, ordinal=after + 1)
    same = seen.values_list("version_id", "response").first() == posted
    return Outcome.REPEATED if same else Outcome.CONFLICT


def _append(
    item: AttemptItem | None,
    attempt_id: int,
    version: QuestionVersion,
    response: Response,
    fraction: float,
    now: datetime,
) -> AttemptItem:
    """Write answer and mark, and bring the item's figures up to date."""
    if item is None:
        item = AttemptItem(attempt_id=attempt_id, question_id=version.question_id)
    item.version = version
    item.draft = item.draft_saved_at = None
    item.answer_count += 1
    item.last_ordinal = item.answer_count
    if item.first_fraction is None:
        item.first_fraction = fraction
    item.last_fraction = fraction
    item.save()
    handed_in = Answer.objects.create(
        item=item,
        ordinal=item.answer_count,
        version=version,
        response=response,
        answered_at=now,
    )
    Mark.objects.create(answer=handed_in, fraction=fraction, marked_at=now)
    return item


def finish_if_complete(attempt_id: int, lesson_id: int, now: datetime) -> bool:
    """Finish the attempt when the lesson has no open question left; whether it just did."""
    return bool(_complete(lesson_id).filter(pk=attempt_id).update(finished_at=now))


def finish_complete(lesson_id: int, *, now: datetime) -> int:
    """Finish every attempt at the lesson that has no open question left; how many.

    For when a question was retired or moved: it may have been the last open one.
    """
    worked_on = AttemptItem.objects.filter(attempt=OuterRef("pk"), answer_count__gt=0)
    return _complete(lesson_id).filter(Exists(worked_on)).update(finished_at=now)


def _complete(lesson_id: int) -> QuerySet[Attempt]:
    """Unfinished attempts in which every published question of the lesson is answered."""
    answered = AttemptItem.objects.filter(
        attempt=OuterRef(OuterRef("pk")), question=OuterRef("pk"), answer_count__gt=0
    )
    left = Question.objects.open_to_learners().filter(~Exists(answered), lesson=lesson_id)
    return Attempt.objects.filter(~Exists(left), lesson=lesson_id, finished_at=None)
