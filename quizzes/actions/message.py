"""Messages: noted, sent once a day, dropped; and what learners want of them.

A mail is claimed before it is sent, by moving the learner's day on in one statement. So two
workers cannot send two on one day; and of a worker that is killed in between the messages stay,
and go out the day after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language

from ..models import Learner, Mailing, Message

FIRST_WAIT = timedelta(minutes=15)
"""Until the second try; each further one waits twice as long, up to LONGEST_WAIT."""
LONGEST_WAIT = timedelta(hours=12)
MOST_FAILURES = 8
"""Tries after which the messages of a mail are given up: about two days."""
KEPT = timedelta(days=60)
"""How long messages are remembered. What is looked for happened within days."""


def note(found: Iterable[Message]) -> None:
    """Keep messages to be sent; those that are there already stay as they are."""
    Message.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)


def drop(ids: Collection[int], *, now: datetime) -> None:
    """Messages that nobody needs any more."""
    waiting = Message.objects.filter(pk__in=ids, sent_at=None, dropped_at=None)
    waiting.update(dropped_at=now)


def claim(learner: Learner, day: date, *, now: datetime) -> bool:
    """Whether the caller is to send the learner's mail of the day. True once for each day."""
    mailing, _made = Mailing.objects.get_or_create(learner=learner)
    may = Mailing.objects.filter(pk=mailing.pk).filter(
        Q(mailed_on=None) | Q(mailed_on__lt=day), Q(retry_at=None) | Q(retry_at__lte=now)
    )
    return bool(may.update(mailed_on=day))


def sent(learner: Learner, ids: Collection[int], day: date, *, now: datetime) -> None:
    """The mail went out with these messages; ``day`` is that on which it did."""
    with transaction.atomic():
        Message.objects.filter(pk__in=ids).update(sent_at=now)
        Mailing.objects.filter(learner=learner).update(
            mailed_on=day, failures=0, retry_at=None, refused=""
        )


def release(learner: Learner, before: date | None) -> None:
    """The mail did not go out, for a reason that has nothing to do with it: the day is free."""
    Mailing.objects.filter(learner=learner).update(mailed_on=before)


def put_off(learner: Learner, before: date | None, ids: Collection[int], *, now: datetime) -> bool:
    """The mail did not go out: try again later, and the more often it failed the later.

    False when that was the last try: its messages are dropped.
    """
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update().get(learner=learner)
        failures = mailing.failures + 1
        mailing.mailed_on = before
        if failures >= MOST_FAILURES:
            drop(ids, now=now)
            mailing.failures, mailing.retry_at = 0, None
        else:
            wait = min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT)
            mailing.failures, mailing.retry_at = failures, now + wait
        mailing.save(update_fields=["mailed_on", "failures", "retry_at"])
    return failures < MOST_FAILURES


def refuse(learner: Learner, before: date | None, address: str) -> None:
    """The address takes no mail for good: nothing is sent until the learner has another one."""
    Mailing.objects.filter(learner=learner).update(
        mailed_on=before, refused=address, failures=0, retry_at=None
    )


def save_wishes(learner: Learner, wishes: Mapping[str, object]) -> None:
    """Keep what the learner wants, in the language that they read at the moment.

    An address that refused mail is tried again: they have just seen that it did.
    """
    wanted = {**wishes, "language": get_language() or "", "refused": ""}
    Mailing.objects.update_or_create(learner=learner, defaults=wanted)


def switch_off(learner: Learner, kinds: Iterable[str]) -> None:
    """Send no more messages of these kinds."""
    Mailing.objects.update_or_create(learner=learner, defaults=dict.fromkeys(kinds, False))


def forget_messages(*, now: datetime) -> int:
    """Delete messages that are old, sent or not; how many."""
    count, _by_model = Message.objects.filter(made_at__lt=now - KEPT).delete()
    return count
