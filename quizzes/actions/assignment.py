"""Assignments: given, changed, taken back; what single learners have beyond the others; the end
of attempts whose time is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import (
    Assignment,
    Attempt,
    Classroom,
    Course,
    Enrolment,
    Exemption,
    Learner,
    Lesson,
    User,
    allowance,
)
from .quiz import hand_in

AT_ONCE = 200
"""Overdue attempts that are ended in one go."""


class HasWork(ValueError):
    """Learners have begun it; the message says what can be done instead."""


def assign(
    classroom: Classroom,
    course: Course,
    fields: Mapping[str, Any],
    lessons: Iterable[Lesson],
    *,
    publish: bool,
    by: User,
    now: datetime,
) -> Assignment:
    """A new assignment of the class; until it is published only those who teach see it.

    ``fields`` are the model's.
    """
    with transaction.atomic():
        made = Assignment.objects.create(
            classroom=classroom,
            course=course,
            created_by=by,
            created_at=now,
            changed_at=now,
            published_at=now if publish else None,
            **fields,
        )
        made.lessons.set(lessons)
    return made


def change(
    assignment: Assignment,
    fields: Mapping[str, Any],
    lessons: Iterable[Lesson],
    *,
    seen: datetime,
    now: datetime,
) -> bool:
    """Change what a teacher decides about it. Attempts that run get their new deadlines.

    What an attempt asks and how it is answered stays as it was when it began. False, and nothing
    changed, where somebody else changed it after ``seen``.
    """
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if row.changed_at != seen:
            return False
        for name, value in fields.items():
            setattr(row, name, value)
        row.changed_at = now
        row.save()
        row.lessons.set(lessons)
        set_deadlines(row, now=now)
    return True


def publish(assignment: Assignment, *, now: datetime) -> None:
    """Let the class see it."""
    Assignment.objects.filter(pk=assignment.pk, published_at=None).update(published_at=now)


def take_back(assignment: Assignment) -> None:
    """Hide it from the class. Raises HasWork once somebody has begun."""
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if row.attempts.filter(mode=Attempt.Mode.ASSIGNMENT).exists():
            raise HasWork(
                _("Work on it is there already. Close it instead: set the time when it closes.")
            )
        row.published_at = None
        row.save(update_fields=["published_at"])


def delete(assignment: Assignment) -> None:
    """Delete it. Raises HasWork once somebody has begun, and be it as a trial: answers stay."""
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if row.attempts.exists():
            raise HasWork(
                _("It was begun or tried already, and answers are kept. Take it back instead.")
            )
        row.delete()


def exempt(
    assignment: Assignment,
    place: Enrolment,
    *,
    days: int,
    attempts: int,
    excused: bool,
    reason: str,
    by: User,
    now: datetime,
) -> Exemption | None:
    """Give one learner extra days, attempts, or leave; None where nothing is left beyond the
    others. What runs gets its new deadline, what has ended stays so."""
    with transaction.atomic():
        found = Exemption.objects.filter(assignment=assignment, place=place)
        if not (days or attempts or excused):
            found.delete()
            made = None
        else:
            made, _new = found.update_or_create(
                assignment=assignment,
                place=place,
                defaults={
                    "days": days,
                    "attempts": attempts,
                    "excused": excused,
                    "reason": reason,
                    "changed_by": by,
                    "changed_at": now,
                },
            )
        if place.learner_id:
            set_deadlines(assignment, [place.learner_id], now=now)
    return made


def give_time(place: Enrolment, percent: int, *, now: datetime) -> None:
    """Let a learner have so much of the others' time in every test of the class, those that run
    included."""
    with transaction.atomic():
        Enrolment.objects.filter(pk=place.pk).update(time_percent=percent)
        if place.learner_id:
            _set_all_deadlines(place.learner_id, now)


def give_person_time(learner: Learner, percent: int, *, now: datetime) -> None:
    """The same in every class."""
    with transaction.atomic():
        Learner.objects.filter(pk=learner.pk).update(time_percent=percent)
        _set_all_deadlines(learner.pk, now)


def _set_all_deadlines(learner_id: int, now: datetime) -> None:
    running = Attempt.objects.filter(
        learner=learner_id, mode=Attempt.Mode.ASSIGNMENT, finished_at=None
    )
    for row in Assignment.objects.filter(pk__in=running.values("assignment")):
        set_deadlines(row, [learner_id], now=now)


def set_deadlines(
    assignment: Assignment, learner_ids: Iterable[int] | None = None, *, now: datetime
) -> None:
    """Set when running attempts end, by the dates as they are now: of everybody, or of some.

    None ends in the past: what was given until this moment was given in time.
    """
    running = Attempt.objects.filter(
        assignment=assignment, mode=Attempt.Mode.ASSIGNMENT, finished_at=None
    )
    if learner_ids is not None:
        running = running.filter(learner__in=list(learner_ids))
    attempts = list(running.select_for_update())
    places = {
        place.learner_id: place
        for place in Enrolment.objects.filter(
            classroom=assignment.classroom_id, learner__in=[each.learner_id for each in attempts]
        ).select_related("learner")
    }
    exemptions = {each.place_id: each for each in assignment.exemptions.all()}
    usual = assignment.dates
    for attempt in attempts:
        place = places.get(attempt.learner_id)
        if place is None:
            continue
        dates = usual.for_learner(allowance(place, exemptions.get(place.pk)))
        attempt.ends_at = _not_before(now, attempt.ends_at, dates.ends_at(attempt.started_at))
    Attempt.objects.bulk_update(attempts, ["ends_at"], batch_size=AT_ONCE)


def _not_before(
    now: datetime, before: datetime | None, ends_at: datetime | None
) -> datetime | None:
    """The new end of an attempt. One that is over already gets more time, or stays as it was."""
    if ends_at is None or ends_at > now:
        return ends_at
    return before if before is not None and before <= now else now


def close_overdue(*, now: datetime) -> int:
    """End the attempts whose time is over: what was chosen by then counts. How many there were.

    At most AT_ONCE: the rest is there at the next look.
    """
    found = list(Attempt.objects.overdue(now).order_by("ends_at", "pk")[:AT_ONCE])
    return sum(hand_in(attempt, now=now) for attempt in found)
