"""Attempts at quizzes and assignments: begun, answered, handed in.

Everything can be posted any number of times, from several tabs or devices. Each of these takes
the attempt's row first, so that of two the later finds what the earlier one did; an attempt is
one learner's, so nobody else waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from ..kinds import Response, kinds
from ..models import (
    Answer,
    Attempt,
    AttemptItem,
    Learner,
    Mark,
    Question,
    Regrade,
    first_seed,
)
from ..scoring.answering import Confidence, Policy
from ..scoring.drawing import Pool, paper
from .attempt import counts_to
from .grades import refresh_grades
from .progress import ANSWERS, refresh, tried


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen for an item and not handed in, in a form drawn after so many answers."""

    response: Response
    confidence: Confidence | None
    after: int


class Outcome(StrEnum):
    """What became of an answer to a question of a quiz."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """The same answer was there already; nothing was added."""
    CONFLICT = "conflict"
    """The form was older than the latest answer, and said something else."""
    NO_MORE = "no more"
    """There is no further try."""
    OVER = "over"
    """The attempt was handed in, or its time is over."""


def begin(
    learner: Learner,
    where: Mapping[str, Any],
    number: int,
    pools: Sequence[Pool],
    seen: Mapping[int, int],
    *,
    rules: Mapping[str, Any],
    shuffle: bool,
    now: datetime,
    ends_at: datetime | None = None,
) -> Attempt:
    """The learner's attempt of that number, begun now unless it is there.

    ``where`` is what it is at: the mode, and ``quiz_id`` or ``assignment_id``. ``seen`` says how
    often the learner met each question of the pools; the rules and the current versions stay
    with the attempt, whatever an author changes later.
    """
    at = "quiz {quiz_id}" if "quiz_id" in where else "assignment {assignment_id}"
    with transaction.atomic():
        learner = counts_to(learner)
        seed = first_seed(f"{learner.known_as} {at.format(**where)}", number)
        attempt, made = Attempt.objects.get_or_create(
            learner=learner,
            number=number,
            **where,
            defaults={
                "seed": seed,
                "started_at": now,
                "ends_at": ends_at,
                "rules": dict(rules),
            },
        )
        if made:
            drawn = paper(pools, seen, seed, shuffle=shuffle)
            AttemptItem.objects.bulk_create(_items(attempt, drawn, now))
    return attempt


def _items(
    attempt: Attempt, drawn: Iterable[tuple[int, float]], now: datetime
) -> Iterable[AttemptItem]:
    drawn = list(drawn)
    current = dict(
        Question.objects.filter(pk__in=[pk for pk, _points in drawn]).values_list("pk", "current")
    )
    mark = _policy(attempt).mark(())
    for position, (question_id, points) in enumerate(drawn, start=1):
        yield AttemptItem(
            attempt=attempt,
            question_id=question_id,
            version_id=current[question_id],
            position=position,
            points=points,
            mark=mark,
            last_at=now,
        )


def save_drafts(attempt: Attempt, drafts: Mapping[int, Draft], *, now: datetime) -> set[int]:
    """Keep what is chosen, by the item's id; the newest counts.

    Returns the ids of those that were not kept: the attempt is over, or an answer came in after
    the form was drawn.
    """
    if not drafts:
        return set()
    with transaction.atomic():
        if _over(_taken(attempt), now):
            return set(drafts)
        found = AttemptItem.objects.filter(attempt=attempt).in_bulk(drafts)
        kept = [item for pk, item in found.items() if item.answer_count == drafts[pk].after]
        for item in kept:
            _keep(item, drafts[item.pk], now)
        fields = ["draft", "draft_confidence", "draft_saved_at", "last_at"]
        AttemptItem.objects.bulk_update(kept, fields)
    return set(drafts) - {item.pk for item in kept}


def _keep(item: AttemptItem, draft: Draft, now: datetime) -> None:
    item.draft = draft.response
    item.draft_confidence = draft.confidence or ""
    item.draft_saved_at = now if draft.response is not None else None
    item.last_at = now


def flag(attempt: Attempt, item_id: int, on: bool) -> None:
    """Note that the learner wants to look at the question again, or no longer does."""
    AttemptItem.objects.filter(pk=item_id, attempt=attempt, attempt__finished_at=None).update(
        flagged=on
    )


def answer(attempt: Attempt, item_id: int, draft: Draft, *, now: datetime) -> Outcome:
    """Hand in the answer to one question of a running attempt."""
    with transaction.atomic():
        if _over(_taken(attempt), now):
            return Outcome.OVER
        item = _with_answers(attempt).get(pk=item_id)
        outcome = _compare(item, draft, _policy(attempt))
        if outcome is Outcome.RECORDED:
            _append([(item, draft)], now)
    return outcome


def _compare(item: AttemptItem, draft: Draft, policy: Policy) -> Outcome:
    """What is to become of an answer, by those that are there."""
    answers = _in_order(item)
    if len(answers) > draft.after:
        there = answers[draft.after]
        return Outcome.REPEATED if _says(there, draft) else Outcome.CONFLICT
    if answers and _says(answers[-1], draft):
        return Outcome.REPEATED  # the same once more is no further try, and costs nothing
    if policy.may_try([tried(answer) for answer in answers]):
        return Outcome.RECORDED
    return Outcome.NO_MORE


def _says(answer: Answer, draft: Draft) -> bool:
    there = answer.response, answer.confidence
    return there == (draft.response, draft.confidence or "")


def hand_in(attempt: Attempt, *, now: datetime) -> bool:
    """End the attempt: what is chosen and not checked counts as answered.

    One whose time is over ends at that moment, whenever somebody looks. False when it was handed
    in before.
    """
    with transaction.atomic():
        row = _taken(attempt)
        if row.finished_at is not None:
            return False
        now = min(now, row.ends_at or now)
        policy = _policy(attempt)
        left = [
            (item, _draft_of(item))
            for item in _with_answers(attempt).exclude(draft=None)
            # A kind may have been taken out of the program since: nobody can mark it.
            if item.version.kind in kinds
            and policy.may_try([tried(answer) for answer in _in_order(item)])
        ]
        _append(left, now)
        Attempt.objects.filter(pk=attempt.pk).update(finished_at=now)
        if row.assignment_id:
            refresh_grades([row.pk])
    return True


def _draft_of(item: AttemptItem) -> Draft:
    sure = Confidence(item.draft_confidence) if item.draft_confidence else None
    return Draft(item.draft, sure, item.answer_count)


def _append(given: Sequence[tuple[AttemptItem, Draft]], now: datetime) -> None:
    """Write answers, their marks where a regrade makes them, and the items' figures."""
    if not given:
        return
    # Looked up as late as can be: one that is decided now does not see these answers.
    regrades = Regrade.objects.by_version(item.question_id for item, _draft in given)
    answers = Answer.objects.bulk_create(
        Answer(
            item=item,
            ordinal=item.answer_count + 1,
            version_id=item.version_id,
            response=draft.response,
            fraction=item.version.grader.grade(item.version.spec, draft.response).fraction,
            confidence=draft.confidence or "",
            answered_at=now,
        )
        for item, draft in given
    )
    Mark.objects.bulk_create(
        Mark(
            answer=answer,
            fraction=regrade.fraction(answer.item.version.kind, answer.response, answer.fraction),
            regrade=regrade,
            marked_by_id=regrade.created_by_id,
            marked_at=now,
        )
        for answer in answers
        if (regrade := regrades.get(answer.version_id))
    )
    ids = [item.pk for item, _draft in given]
    AttemptItem.objects.filter(pk__in=ids).update(
        draft=None, draft_confidence="", draft_saved_at=None, last_at=now
    )
    refresh(ids)


def _over(attempt: Attempt, now: datetime) -> bool:
    """Whether nothing can be answered any more, be it handed in or not."""
    time_up = attempt.ends_at is not None and now >= attempt.ends_at
    return attempt.finished_at is not None or time_up


def _taken(attempt: Attempt) -> Attempt:
    """The attempt as it is now, held until the transaction ends."""
    return Attempt.objects.select_for_update().get(pk=attempt.pk)


def _policy(attempt: Attempt) -> Policy:
    policy = attempt.policy
    assert policy is not None, "an attempt at a quiz has rules"
    return policy


def _with_answers(attempt: Attempt) -> Any:
    return attempt.items.select_related("version").prefetch_related(ANSWERS)


def _in_order(item: AttemptItem) -> list[Answer]:
    return sorted(item.answers.all(), key=lambda answer: answer.ordinal)
