"""Regrades: marking the answers to a question otherwise, and undoing that.

Answers stay as they are. A regrade appends a mark to each, and the figures that items keep of
their answers are made again. Answers to the same versions that come in later are marked the
same way, by actions.attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from ..kinds import kinds
from ..models import (
    Answer,
    AttemptItem,
    Mark,
    Question,
    QuestionVersion,
    Regrade,
    User,
    latest_in_force,
)
from .course import touch
from .figures import note
from .grades import refresh_grades_of
from .progress import refresh

PAGE = 2000
"""Answers that are marked at once: what SQLite takes as parameters has a limit."""


def decide(regrade: Regrade, *, by: User | None, now: datetime) -> Regrade:
    """Save the regrade with the counts it was previewed with, and mark every answer it is about.

    All in one transaction.
    """
    regrade.created_by, regrade.created_at = by, now
    with transaction.atomic():
        # One after the other: what an answer earned before must be known.
        Question.objects.select_for_update(no_key=True).get(pk=regrade.question_id)
        regrade.save()
        mark_answers(regrade, now=now)
        refresh_grades_of(regrade)
        touch(regrade.question.course_id, now=now)
        # Who handed in at this moment did not see the regrade, nor was their answer seen here.
        transaction.on_commit(partial(mark_answers, regrade, now=now))
    return regrade


def mark_answers(regrade: Regrade, *, now: datetime, versions: Sequence[int] | None = None) -> int:
    """Mark the answers that have no mark of this regrade yet; how many there were.

    Those to all versions that it names, or to these ``versions`` of them.
    """
    unmarked = Answer.objects.filter(
        item__question=regrade.question_id, version__in=versions or regrade.versions
    ).exclude(marks__regrade=regrade)
    kind_of = _kinds_of(regrade.versions)
    done = 0
    while page := list(unmarked.prefetch_related("marks__regrade").order_by("pk")[:PAGE]):
        with transaction.atomic():
            # The items first: an answer that comes in now waits, and finds the new figures.
            _locked({answer.item_id for answer in page})
            Mark.objects.bulk_create(_mark(regrade, kind_of, answer, now) for answer in page)
            refresh({answer.item_id for answer in page})
        done += len(page)
    return done


def undo(regrade: Regrade, *, by: User | None, now: datetime) -> bool:
    """Let every answer have the mark that it would have without the regrade.

    False when somebody undid it before.
    """
    with transaction.atomic():
        row = Regrade.objects.select_for_update().get(pk=regrade.pk)
        if row.undone_at is not None:
            return False
        row.undone_by, row.undone_at = by, now
        row.save(update_fields=["undone_by", "undone_at"])
        items = Mark.objects.filter(regrade=row).values_list("answer__item", flat=True)
        ids = sorted(set(items))
        for start in range(0, len(ids), PAGE):
            page = ids[start : start + PAGE]
            _locked(page)
            refresh(page)
        # What came in meanwhile was marked by this one alone: now an earlier one marks it.
        for version_id, earlier in Regrade.objects.by_version([row.question_id]).items():
            if version_id in row.versions:
                mark_answers(earlier, now=now, versions=[version_id])
        refresh_grades_of(row)
        note([row.question_id])
        touch(row.question.course_id, now=now)
    return True


def new(
    question: Question,
    policy: str,
    *,
    versions: Iterable[int],
    accepted: list[object],
    reason: str,
) -> Regrade:
    """A regrade that is not saved yet, for a look at what it would change."""
    assert question.current is not None
    return Regrade(
        question=question,
        policy=policy,
        version=question.current,
        versions=sorted(versions),
        accepted=accepted if policy == Regrade.Policy.ACCEPT else [],
        reason=reason,
    )


def _kinds_of(version_ids: Iterable[int]) -> dict[int, str]:
    found = QuestionVersion.objects.filter(pk__in=list(version_ids), kind__in=kinds)
    return dict(found.values_list("pk", "kind"))


def _mark(regrade: Regrade, kind_of: dict[int, str], answer: Answer, now: datetime) -> Mark:
    before = latest_in_force(answer.marks.all())
    earned = before.fraction if before else answer.fraction
    kind = kind_of.get(answer.version_id, "")
    return Mark(
        answer=answer,
        fraction=regrade.fraction(kind, answer.response, earned),
        regrade=regrade,
        marked_by_id=regrade.created_by_id,
        marked_at=now,
    )


def _locked(item_ids: Iterable[int]) -> None:
    """Lock the items in one order, as everybody does who takes several."""
    items = AttemptItem.objects.select_for_update().filter(pk__in=list(item_ids))
    list(items.order_by("pk").values_list("pk"))
