"""Places in classes: joining, taking a place that waits, being taken out and coming back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from ..exchange.roster import Entry
from ..models import Classroom, Enrolment, Learner
from ..models.classroom import LONGEST_NAME, new_own_code


class JoinRefused(ValueError):
    """Somebody cannot come in; the message says why and what to do."""


def join(classroom: Classroom, learner: Learner, name: str, *, now: datetime) -> Enrolment:
    """The learner's place in the class, made unless there is one. Raises JoinRefused."""
    with transaction.atomic():
        found = Enrolment.objects.filter(classroom=classroom, learner=learner).first()
        if found is None:
            found = _waiting(classroom, learner)
        if found is not None:
            return _taken(found, learner, now)
        if not classroom.is_open:
            raise JoinRefused(
                _("This class takes nobody in at the moment. Ask the teacher to open it.")
            )
        if not name.strip():
            raise JoinRefused(_("Say what the class is to call you."))
        place, _made = Enrolment.objects.get_or_create(
            classroom=classroom,
            learner=learner,
            defaults={"name": name.strip()[:LONGEST_NAME], "joined_at": now, "created_at": now},
        )
    return place


def _waiting(classroom: Classroom, learner: Learner) -> Enrolment | None:
    """The place that waits for the learner's address, if they have proved that it is theirs."""
    if learner.user is None:
        return None
    addresses = EmailAddress.objects.filter(user=learner.user, verified=True)
    proved = addresses.values_list("email", flat=True)
    waiting = classroom.enrolments.filter(learner=None, removed_at=None)
    return next((waiting.filter(email__iexact=email).first() for email in proved), None)


def take_place(place: Enrolment, learner: Learner, *, now: datetime) -> Enrolment:
    """Let a learner take the place that they know the own code of. Raises JoinRefused."""
    with transaction.atomic():
        place = Enrolment.objects.select_for_update().select_related("classroom").get(pk=place.pk)
        if place.learner_id not in (None, learner.pk):
            raise JoinRefused(_("Somebody else has this place. Ask the teacher for another code."))
        other = Enrolment.objects.filter(classroom=place.classroom, learner=learner)
        if other.exclude(pk=place.pk).exists():
            raise JoinRefused(_("You are in this class already, under another name."))
        return _taken(place, learner, now)


def _taken(place: Enrolment, learner: Learner, now: datetime) -> Enrolment:
    if place.removed_at is not None:
        raise JoinRefused(
            _("You were taken out of this class. Your work is kept; ask the teacher.")
        )
    if place.learner_id is None:
        if place.classroom.archived_at is not None:
            raise JoinRefused(_("This class is over."))
        place.learner, place.joined_at = learner, now
        place.save(update_fields=["learner", "joined_at"])
    return place


def take_out(place: Enrolment, *, now: datetime) -> None:
    """Take a learner out of the class. The place and all work stay."""
    Enrolment.objects.filter(pk=place.pk, removed_at=None).update(removed_at=now)


def give_back(place: Enrolment) -> None:
    """Let a learner who was taken out come back, with all they did."""
    Enrolment.objects.filter(pk=place.pk).update(removed_at=None)


def rename(place: Enrolment, name: str) -> None:
    """Call a learner otherwise."""
    Enrolment.objects.filter(pk=place.pk).update(name=name.strip()[:LONGEST_NAME])


def renew_own_code(place: Enrolment, *, seen: str) -> bool:
    """Give the place another code; False where the one that was ``seen`` is gone already."""
    found = Enrolment.objects.filter(pk=place.pk, code=seen)
    return bool(found.update(code=new_own_code()))


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of a line of a roster: "new", "known" or "changed"."""

    entry: Entry
    what: str
    place: Enrolment | None = None


def plan_roster(classroom: Classroom, entries: Iterable[Entry]) -> list[Planned]:
    """What ``save_roster`` would do with each line. One query.

    A learner is known by number, else by address, else by name, each in any case.
    """
    places = list(classroom.enrolments.order_by("pk"))
    by_number = {each.number.casefold(): each for each in places if each.number}
    by_email = {each.email.casefold(): each for each in places if each.email}
    by_name = {each.name.casefold(): each for each in places}
    planned = []
    for entry in entries:
        place = (
            by_number.get(entry.number.casefold())
            or by_email.get(entry.email.casefold())
            or (None if entry.number or entry.email else by_name.get(entry.name.casefold()))
        )
        if place is None:
            planned.append(Planned(entry, "new"))
        else:
            differs = (place.name, place.email, place.number) != _merged(place, entry)
            planned.append(Planned(entry, "changed" if differs else "known", place))
    return planned


def _merged(place: Enrolment, entry: Entry) -> tuple[str, str, str]:
    """Name, address and number; what the roster leaves out stays."""
    return entry.name, entry.email or place.email, entry.number or place.number


def save_roster(classroom: Classroom, entries: Iterable[Entry], *, now: datetime) -> list[Planned]:
    """Make a place for each who is new, and bring the others up to date; all or nothing.

    Nobody is taken out, and who was taken out stays so. The same roster twice changes nothing.
    """
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=classroom.pk)
        planned = plan_roster(classroom, entries)
        for each in planned:
            if each.place and each.what == "changed":
                each.place.name, each.place.email, each.place.number = _merged(
                    each.place, each.entry
                )
                each.place.save(update_fields=["name", "email", "number"])
        Enrolment.objects.bulk_create(
            Enrolment(
                classroom=classroom,
                name=each.entry.name,
                email=each.entry.email,
                number=each.entry.number,
                created_at=now,
            )
            for each in planned
            if each.what == "new"
        )
    return planned
