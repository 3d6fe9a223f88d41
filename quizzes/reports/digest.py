"""What each learner is to be told today, of the messages that wait: a mail for each, and which
of them nobody needs any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from ..models import Assignment, Enrolment, Learner, Mailing, Message
from ..scoring.disclosure import Part, stage, visible
from .assignment import settles_at
from .message import Due, day_of, due_soon, reached

Kind = Message.Kind
NEWS_FOR = timedelta(days=7)
"""After which it is no news any more that somebody is in a class."""
TOLD_FOR = timedelta(days=60)
"""After which nothing is told any more, whatever it waited for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a mail."""

    kind: str
    classroom: str
    classroom_id: int
    assignment_id: int | None = None
    title: str = ""
    """Of the assignment."""
    due_at: datetime | None = None
    zone: str = ""
    """Of the class."""
    today: bool = False
    """Whether it is due before the day is over."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A learner's mail of the day."""

    learner: Learner
    mailing: Mailing
    address: str
    zone: str
    day: date
    """By the calendar of the learner's class."""
    items: tuple[Item, ...]
    message_ids: tuple[int, ...]


@dataclass(slots=True)
class Outbox:
    """Mails to be sent now, and messages to be dropped."""

    digests: list[Digest] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


class _Fate(Enum):
    SAY = auto()
    HOLD = auto()
    DROP = auto()


def outbox(now: datetime) -> Outbox:
    """What is to be sent at ``now``. The number of queries does not depend on how much waits."""
    found = Outbox()
    waiting: dict[Learner, list[Message]] = defaultdict(list)
    soon = {(each.place_id, each.key): each for each in due_soon(now)}
    for message in _waiting():
        fate = _fate(message, soon, now)
        if fate is _Fate.DROP:
            found.dropped.append(message.pk)
        elif fate is _Fate.SAY and message.place.learner:
            waiting[message.place.learner].append(message)
    zones, addresses = _zones(waiting), _addresses(waiting)
    for learner, messages in waiting.items():
        zone, address = zones.get(learner.pk, ""), addresses.get(learner.user_id, "")
        mailing = _mailing(learner)
        if zone and address and may_go(mailing, address, zone, now):
            day = now.astimezone(ZoneInfo(zone)).date()
            items = _items(messages, soon, now)
            ids = tuple(message.pk for message in messages)
            found.digests.append(Digest(learner, mailing, address, zone, day, items, ids))
    return found


def may_go(mailing: Mailing, address: str, zone: str, now: datetime) -> bool:
    """Whether the learner may get a mail now: it is late enough, and they had none today."""
    local = now.astimezone(ZoneInfo(zone))
    return (
        local.hour >= mailing.hour
        and (mailing.mailed_on is None or mailing.mailed_on < local.date())
        and (mailing.retry_at is None or mailing.retry_at <= now)
        and mailing.refused.lower() != address.lower()
    )


def _waiting() -> QuerySet[Message]:
    return (
        Message.objects.filter(sent_at=None, dropped_at=None)
        .select_related(
            "place__classroom",
            "place__learner__user",
            "place__learner__mailing",
            "assignment__classroom",
            "attempt",
            "regrade",
        )
        .prefetch_related("assignment__exemptions")
        .order_by("pk")
    )


def _mailing(learner: Learner) -> Mailing:
    """What they want; as usual where they have said nothing."""
    found: Mailing = getattr(learner, "mailing", None) or Mailing(learner=learner)
    return found


def _fate(message: Message, soon: Mapping[tuple[int, str], Due], now: datetime) -> _Fate:
    """Whether a message is to be told now, later, or never."""
    place, assignment = message.place, message.assignment
    over = place.removed_at is not None or place.classroom.archived_at is not None
    if over or not _may_hear(place) or now - message.made_at > TOLD_FOR:
        return _Fate.DROP
    if assignment is not None and assignment.published_at is None:
        return _Fate.DROP
    if message.kind == Kind.DUE:
        return _Fate.SAY if (place.pk, message.key) in soon else _Fate.DROP
    if message.kind == Kind.JOINED or assignment is None:
        return _Fate.SAY if now - message.made_at <= NEWS_FOR else _Fate.DROP
    undone = message.regrade is not None and message.regrade.undone_at is not None
    if undone and message.key.startswith("corrected "):
        return _Fate.DROP
    return _seen(message, assignment, now)


def _may_hear(place: Enrolment) -> bool:
    learner = place.learner
    return learner is not None and learner.user is not None and learner.user.is_active


def _seen(message: Message, assignment: Assignment, now: datetime) -> _Fate:
    """Marks are told once the learner may see them, and not at all where they never may."""
    attempt = message.attempt
    policy = attempt.policy if attempt else None
    if attempt is None or policy is None or not policy.counts:
        return _Fate.DROP
    matrix = assignment.matrix
    ends = settles_at(assignment, assignment.exemptions.all())
    when = stage(attempt.finished_at is not None, ends, now)
    if Part.MARK in visible(matrix, policy, when, ()):
        return _Fate.SAY
    return _Fate.HOLD if Part.MARK in matrix.closed else _Fate.DROP


def _zones(learners: Iterable[Learner]) -> dict[int, str]:
    """The zone of each learner's first class of those that go on. One query."""
    places = reached().filter(learner__in=[each.pk for each in learners]).order_by("-pk")
    return dict(places.values_list("learner_id", "classroom__time_zone"))


def _addresses(learners: Iterable[Learner]) -> dict[int | None, str]:
    """Where mail to each account goes: its main address, once it is confirmed. One query.

    Where the site asks nobody to confirm theirs, the account's own address will do.
    """
    users = [each.user for each in learners if each.user]
    found: dict[int | None, str] = {}
    if settings.ACCOUNT_EMAIL_VERIFICATION == "none":
        found = {user.pk: user.email for user in users}
    proved = EmailAddress.objects.filter(user__in=users, verified=True)
    return found | dict(proved.order_by("primary", "-pk").values_list("user_id", "email"))


ORDER = {kind.value: at for at, kind in enumerate(Kind)}
"""What is due comes first: it is what there is to do."""


def _items(
    messages: Iterable[Message], soon: Mapping[tuple[int, str], Due], now: datetime
) -> tuple[Item, ...]:
    """The lines, one for each kind and assignment, by kind, by when they are due, by name."""
    found = {_item(each, soon.get((each.place_id, each.key)), now) for each in messages}
    return tuple(sorted(found, key=_place_in_mail))


def _item(message: Message, due: Due | None, now: datetime) -> Item:
    classroom, assignment = message.place.classroom, message.assignment
    zone = classroom.time_zone
    return Item(
        kind=message.kind,
        classroom=classroom.name,
        classroom_id=classroom.pk,
        assignment_id=message.assignment_id,
        title=assignment.title if assignment else "",
        due_at=due.at if due else None,
        zone=zone,
        today=due is not None and day_of(due.at, zone) == now.astimezone(ZoneInfo(zone)).date(),
    )


def _place_in_mail(item: Item) -> tuple[int, float, str, str, int]:
    due = item.due_at.timestamp() if item.due_at else 0.0
    return ORDER[item.kind], due, item.classroom, item.title, item.assignment_id or 0
