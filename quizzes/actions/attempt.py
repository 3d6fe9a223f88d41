"""What a learner hands in: answers and drafts.

Both can be posted any number of times, from several tabs or devices at once. Nobody waits in
line for that: what is there is read first, then written on the condition that it is still so,
with the database's constraints as the last word; who comes second looks again. Only a guest's
own posts wait for one another, and for the hand-over to an account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
)

from ..kinds import Response
from ..models import (
    Answer,
    Attempt,
    AttemptItem,
    Learner,
    Mark,
    Prepared,
    QuestionVersion,
    Regrade,
    first_seed,
)
from ..models.writes import Statement, change, insertion
from .finishing import answered, finish, finish_if_complete

LOOKS = 5
"""How often to look again. Each time somebody else was quicker, which ends after one or two."""


class Outcome(StrEnum):
    """What became of a posted answer."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """The same answer was there already; nothing was added."""
    CONFLICT = "conflict"
    """The form was older than the latest answer, and said something else."""


@dataclass(frozen=True, slots=True)
class Latest:
    """A question as the learner left it: how often answered, the latest answer, the first mark.

    ``version_id`` and ``response`` are those of the latest answer by time.
    """

    item_id: int
    attempt_id: int
    open: bool
    """Whether the attempt may be unfinished."""
    count: int
    version_id: int | None
    response: Response
    first_fraction: float | None
    last_fraction: float | None
    reported_at: datetime | None = None
    """When the learner last reported a problem with it."""
    regrade_id: int | None = None
    """The regrade that the latest answer's mark comes from."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a posted answer, and the question as it stands now.

    ``begun`` is set when this answer was the lesson's first, ``finished`` when its last open
    one.
    """

    outcome: Outcome
    latest: Latest
    begun: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was posted, with its mark, for a form drawn after so many answers."""

    version: QuestionVersion
    response: Response
    fraction: float | None
    after: int
    now: datetime
    regrade: Regrade | None = None
    """The one that marks answers to this version, where one does."""

    @property
    def marked(self) -> float | None:
        """The mark in force."""
        if self.regrade is None:
            return self.fraction
        return self.regrade.fraction(self.version.kind, self.response, self.fraction)


class Overtaken(Exception):
    """What was read is no longer so."""


def answer(
    learner: Learner,
    lesson_id: int,
    version: QuestionVersion,
    response: Response,
    *,
    after: int,
    now: datetime,
    regrade: Regrade | None = None,
) -> Handed:
    """Append ``response`` to what the learner answered, or find that it is there already.

    ``after`` is the number of answers the learner had given when the form was drawn;
    ``regrade`` the one in force for the version, if there is one.
    """
    fraction = version.grader.grade(version.spec, response).fraction
    given = Given(version, response, fraction, after, now, regrade)
    handed = look_again(lambda: _hand_in(learner, lesson_id, given))
    latest = handed.latest
    if not latest.open:
        return handed
    # Only now, when everyone sees it: of two last answers at the same moment the later one
    # must find the other.
    found = answered(latest.attempt_id, lesson_id)
    return replace(
        handed,
        begun=latest.count == 1 and sum(found) == 1,
        finished=finish(latest.attempt_id, found, now),
    )


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
    draft = {
        "version_id": version.pk,
        "draft": response,
        "draft_saved_at": now if response is not None else None,
        "last_at": now,
    }

    def keep() -> bool:
        with transaction.atomic():
            attempt_id = study_attempt(counts_to(learner), lesson_id, now)
            items = AttemptItem.objects.filter(attempt=attempt_id, question=version.question_id)
            if items.filter(answer_count=after).update(**draft):
                return True
            if after or items.exists():
                return False
            AttemptItem.objects.create(
                attempt_id=attempt_id, question_id=version.question_id, **draft
            )
            return True

    return look_again(keep)


def mark_read(learner: Learner, lesson_id: int, *, now: datetime) -> None:
    """Note that a lesson was read; one without questions is finished by that."""
    with transaction.atomic():
        attempt_id = study_attempt(counts_to(learner), lesson_id, now)
    finish_if_complete(attempt_id, lesson_id, now)


Found = TypeVar("Found")


def look_again(work: Callable[[], Found]) -> Found:
    """The result of ``work``, begun anew when somebody else was quicker."""
    for _look in range(LOOKS - 1):
        try:
            return work()
        except (Overtaken, IntegrityError):
            continue
    return work()


_LATEST = Prepared(
    lambda learner, lesson, question: (
        AttemptItem.objects.filter(
            attempt__learner=learner,
            attempt__lesson=lesson,
            attempt__mode=Attempt.Mode.STUDY,
            question=question,
        )
        .annotate(last=FilteredRelation("answers", condition=Q(answers__ordinal=F("last_ordinal"))))
        .values_list(
            "pk",
            "attempt_id",
            ExpressionWrapper(Q(attempt__finished_at=None), BooleanField()),
            "answer_count",
            "last__version_id",
            "last__response",
            "first_fraction",
            "last_fraction",
            "reported_at",
            "regrade_id",
        )
    ),
    int,
    int,
    int,
)


def _hand_in(learner: Learner, lesson_id: int, given: Given) -> Handed:
    if learner.user_id:
        return _add(learner, lesson_id, given)
    with transaction.atomic():
        return _add(counts_to(learner), lesson_id, given)


def counts_to(learner: Learner) -> Learner:
    """The learner to whom work counts: a guest's may have gone over to an account.

    A guest stays locked, and so a guest, until the transaction ends.
    """
    if learner.user_id:
        return learner
    learner = Learner.objects.select_for_update().get(pk=learner.pk)
    while learner.merged_into_id:
        learner = Learner.objects.get(pk=learner.merged_into_id)
    return learner


def _add(learner: Learner, lesson_id: int, given: Given) -> Handed:
    """One look at what is there, and the answer added to just that. Raises Overtaken."""
    row = _LATEST.row(learner.pk, lesson_id, given.version.question_id)
    if row is None:
        return Handed(Outcome.RECORDED, _first(learner, lesson_id, given))
    latest = Latest(*row)
    outcome = _compare(latest, given) if latest.count else Outcome.RECORDED
    if outcome is Outcome.RECORDED:
        latest = _append(latest, given)
    return Handed(outcome, latest)


def _compare(latest: Latest, given: Given) -> Outcome:
    """Whether a posted answer is new to a question that has answers."""
    posted = (given.version.pk, given.response)
    if latest.count == given.after:
        same = (latest.version_id, latest.response) == posted
        return Outcome.REPEATED if same else Outcome.RECORDED
    seen = Answer.objects.filter(item=latest.item_id, ordinal=given.after + 1)
    same = seen.values_list("version_id", "response").first() == posted
    return Outcome.REPEATED if same else Outcome.CONFLICT


def _append(latest: Latest, given: Given) -> Latest:
    """Write the answer and the item's figures. Raises Overtaken where another came between."""
    count = latest.count + 1
    first = latest.first_fraction if latest.count else given.marked
    figures = _figures(count, given)
    as_read = {"id": latest.item_id, "answer_count": latest.count}
    item = change(AttemptItem, as_read, figures)
    answer = _row(latest.item_id, count, given)
    with transaction.atomic():
        # The item first: its row is then locked, and nothing else is waited for.
        if not item.run():
            raise Overtaken
        answer.run()
        _mark(latest.item_id, count, given)
    written = _latest(latest.item_id, latest.attempt_id, latest.open, count, first, given)
    return replace(written, reported_at=latest.reported_at)


def _first(learner: Learner, lesson_id: int, given: Given) -> Latest:
    """Write the first answer to a question that was not touched before."""
    figures = _figures(1, given)
    with transaction.atomic():
        attempt_id = study_attempt(learner, lesson_id, given.now)
        item = AttemptItem.objects.create(
            attempt_id=attempt_id, question_id=given.version.question_id, **figures
        )
        _row(item.pk, 1, given).run()
        _mark(item.pk, 1, given)
    # The question may be a later addition to a lesson that was finished: looking is cheap.
    return _latest(item.pk, attempt_id, True, 1, given.marked, given)


def _latest(
    item_id: int, attempt_id: int, is_open: bool, count: int, first: float | None, given: Given
) -> Latest:
    """The question once ``given`` is its latest answer."""
    return Latest(
        item_id=item_id,
        attempt_id=attempt_id,
        open=is_open,
        count=count,
        version_id=given.version.pk,
        response=given.response,
        first_fraction=first,
        last_fraction=given.marked,
        regrade_id=given.regrade.pk if given.regrade else None,
    )


def _figures(count: int, given: Given) -> dict[str, object]:
    """The item's fields after an answer; a draft is used up by it.

    The first answer's mark is left alone by later ones: a regrade may just be changing it.
    """
    first = {"first_fraction": given.marked} if count == 1 else {}
    return first | {
        "version_id": given.version.pk,
        "draft": None,
        "draft_saved_at": None,
        "answer_count": count,
        "last_ordinal": count,
        "last_fraction": given.marked,
        "regrade_id": given.regrade.pk if given.regrade else None,
        "last_at": given.now,
    }


def _mark(item_id: int, ordinal: int, given: Given) -> None:
    """The mark of a regrade that is in force; the answer itself keeps the key's."""
    if given.regrade:
        Mark.objects.create(
            answer=Answer.objects.get(item=item_id, ordinal=ordinal),
            fraction=given.marked,
            regrade=given.regrade,
            marked_by_id=given.regrade.created_by_id,
            marked_at=given.now,
        )


def _row(item_id: int, ordinal: int, given: Given) -> Statement:
    return insertion(
        Answer,
        {
            "item_id": item_id,
            "ordinal": ordinal,
            "version_id": given.version.pk,
            "response": given.response,
            "fraction": given.fraction,
            "answered_at": given.now,
        },
    )


def study_attempt(learner: Learner, lesson_id: int, now: datetime) -> int:
    """The id of the learner's study attempt at the lesson, begun if need be: one query."""
    attempt = Attempt(
        learner=learner,
        lesson_id=lesson_id,
        seed=first_seed(learner.known_as, lesson_id),
        started_at=now,
    )
    Attempt.objects.bulk_create(
        [attempt],
        # One that is there already stays as it is; without an update its id would not come back.
        update_conflicts=True,
        update_fields=["number"],
        unique_fields=["learner", "lesson", "mode", "number"],
    )
    return attempt.pk
