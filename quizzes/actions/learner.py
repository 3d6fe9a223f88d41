"""Who answers belong to: guests, accounts, and the step from one to the other."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from ..models import Answer, Attempt, AttemptItem, CalendarLink, Learner, Mark, User
from .attempt import look_again
from .figures import note
from .finishing import finish_if_complete
from .progress import recompute_item


def guest_for(key: str, *, now: datetime) -> Learner:
    """The learner known by a guest's key, made at the first need.

    Two first answers at the same moment find the same one. It may have gone over to an
    account since; the caller has to look.
    """
    guest, _made = Learner.objects.get_or_create(guest_key=key, defaults={"created_at": now})
    return guest


def hand_key(guest: Learner, key: str) -> None:
    """Make a guest known by another key, and by the one before no longer."""
    Learner.objects.filter(pk=guest.pk, user=None, merged_into=None).update(guest_key=key)


def learner_for(user: User, *, now: datetime) -> Learner:
    """The account's learner, made at the first need."""
    learner, _made = Learner.objects.get_or_create(user=user, defaults={"created_at": now})
    return learner


def adopt(guest_id: int, user: User, *, now: datetime) -> Learner:
    """Make a guest's work the account's own, and return the account's learner.

    A new account takes the guest over as it is. An account that has answers of its own gets
    the guest's added to them. A second call finds nothing more to do.
    """
    # The account may be at work on another device: its first answer anywhere, or in a lesson
    # that the guest began too, may come between.
    mine, joined = look_again(lambda: _take_over(guest_id, user, now))
    # Only now, when everyone sees it: it may just have answered what was open here.
    for attempt in joined:
        if attempt.lesson_id is not None:
            finish_if_complete(attempt.pk, attempt.lesson_id, now)
    return mine


@transaction.atomic
def _take_over(guest_id: int, user: User, now: datetime) -> tuple[Learner, list[Attempt]]:
    """The account's learner, and those of its attempts that answers were added to."""
    # The account's row is the lock for everything below: several requests may come at once
    # right after signing in. It does not keep others from referring to the account.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    guests = Learner.objects.select_for_update()
    guest = guests.filter(pk=guest_id, user=None, merged_into=None).first()
    mine = Learner.objects.filter(user=user).first()
    if guest is None:
        return mine or learner_for(user, now=now), []
    if mine is None:
        guest.user = user
        guest.save(update_fields=["user"])
        return guest, []
    return mine, _merge(guest, mine)


def _merge(guest: Learner, mine: Learner) -> list[Attempt]:
    """Give the account the guest's attempts; those of its own that were added to.

    Raises IntegrityError where the account has begun one at the same moment.
    """
    joined = []
    # Who answered a question as both was two learners, and is one now.
    items = AttemptItem.objects.filter(attempt__learner=guest, answer_count__gt=0)
    note(items.values_list("question_id", flat=True))
    # Attempts are taken before their items, in one order, as answering does.
    attempts = Attempt.objects.select_for_update().filter(learner__in=[guest, mine])
    by_learner: dict[int, list[Attempt]] = {guest.pk: [], mine.pk: []}
    for attempt in attempts.order_by("pk"):
        by_learner[attempt.learner_id].append(attempt)
    mine_by_key = {_key(attempt): attempt for attempt in by_learner[mine.pk]}
    used = Counter(_at(attempt) for attempt in by_learner[mine.pk])
    for attempt in by_learner[guest.pk]:
        target = mine_by_key.get(_key(attempt)) if attempt.lesson_id else None
        if attempt.lesson_id is None:
            # Each go at a quiz or an assignment stands for itself: the guest's are counted on.
            used[_at(attempt)] += 1
            number = used[_at(attempt)]
            Attempt.objects.filter(pk=attempt.pk).update(learner=mine, number=number)
        elif target is None:
            Attempt.objects.filter(pk=attempt.pk).update(learner=mine)
        else:
            _merge_attempt(attempt, target)
            joined.append(target)
    _merge_problems(guest, mine)
    _merge_places(guest, mine)
    _merge_votes(guest, mine)
    _merge_calendar(guest, mine)
    guest.merged_into = mine
    guest.save(update_fields=["merged_into"])
    return joined


def _at(attempt: Attempt) -> tuple[int | None, int | None, str]:
    return attempt.quiz_id, attempt.assignment_id, attempt.mode


def _key(attempt: Attempt) -> tuple[int | None, str, int]:
    return attempt.lesson_id, attempt.mode, attempt.number


def _merge_attempt(source: Attempt, target: Attempt) -> None:
    """Append copies of the guest's answers to the account's attempt at the same lesson.

    The originals stay with the guest, who counts nowhere once merged: rows are never changed.
    """
    for item in source.items.all():
        if not item.answer_count and item.draft is None and item.reported_at is None:
            continue
        to = _item_to_join(target, item)
        if item.draft is not None and to.draft is None and not to.answer_count:
            to.draft, to.draft_saved_at = item.draft, item.draft_saved_at
            to.version_id = item.version_id
        to.last_at = max(to.last_at, item.last_at)
        reported = [at for at in (to.reported_at, item.reported_at) if at]
        to.reported_at = max(reported, default=None)
        _copy_answers(item, to)
        recompute_item(to)
        to.save()
    finished = [at for at in (source.finished_at, target.finished_at) if at]
    target.started_at = min(source.started_at, target.started_at)
    target.finished_at = min(finished) if finished else None
    target.save()


def _item_to_join(target: Attempt, item: AttemptItem) -> AttemptItem:
    """The account's item for the same question, locked: the account may be answering it."""
    found, _made = AttemptItem.objects.get_or_create(
        attempt=target,
        question_id=item.question_id,
        defaults={"version_id": item.version_id, "last_at": item.last_at},
    )
    return AttemptItem.objects.select_for_update().get(pk=found.pk)


def _merge_problems(guest: Learner, mine: Learner) -> None:
    """Make the guest's reports the account's, but for those that the account made as well."""
    made = set(mine.problems.values_list("version", "digest"))
    for problem in guest.problems.all():
        if (problem.version_id, problem.digest) not in made:
            problem.learner = mine
            problem.save(update_fields=["learner"])


def _merge_places(guest: Learner, mine: Learner) -> None:
    """Give the account the guest's places in classes. Of two in one class the roster's stays, and
    whoever was taken out as either stays out."""
    own = {place.classroom_id: place for place in mine.enrolments.all()}
    for place in guest.enrolments.all():
        other = own.get(place.classroom_id)
        if other is not None:
            listed = bool(place.number or place.email) and not (other.number or other.email)
            place, dropped = (place, other) if listed else (other, place)
            place.removed_at = place.removed_at or dropped.removed_at
            dropped.delete()
        place.learner = mine
        place.save(update_fields=["learner", "removed_at"])


def _merge_votes(guest: Learner, mine: Learner) -> None:
    """Make the guest's answers to questions on the screen the account's, unless it has its own."""
    made = set(mine.votes.values_list("projection", flat=True))
    guest.votes.exclude(projection__in=made).update(learner=mine)
    guest.votes.all().delete()


def _merge_calendar(guest: Learner, mine: Learner) -> None:
    """Let the guest's calendar go on as the account's, unless it has one."""
    if not CalendarLink.objects.filter(learner=mine).exists():
        CalendarLink.objects.filter(learner=guest).update(learner=mine)
    CalendarLink.objects.filter(learner=guest).delete()


def _copy_answers(source: AttemptItem, target: AttemptItem) -> None:
    originals = list(source.answers.prefetch_related("marks"))
    copies = Answer.objects.bulk_create(
        Answer(
            item=target,
            ordinal=ordinal,
            version_id=answer.version_id,
            response=answer.response,
            fraction=answer.fraction,
            answered_at=answer.answered_at,
        )
        for ordinal, answer in enumerate(originals, start=target.answer_count + 1)
    )
    Mark.objects.bulk_create(
        Mark(
            answer=copy,
            fraction=mark.fraction,
            regrade_id=mark.regrade_id,
            points=mark.points,
            comment=mark.comment,
            marked_by_id=mark.marked_by_id,
            marked_at=mark.marked_at,
        )
        for answer, copy in zip(originals, copies, strict=True)
        for mark in answer.marks.all()
    )
