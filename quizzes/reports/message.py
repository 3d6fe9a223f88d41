"""What happened in classes that learners are to hear of.

Nothing is noted where it happens: a job looks for it, and may look at the same time twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from ..models import (
    Answer,
    Assignment,
    Attempt,
    Enrolment,
    Exemption,
    Mark,
    Message,
    allowance,
    latest_in_force,
)
from ..models.classroom import EnrolmentQuerySet

Kind = Message.Kind
OVERLAP = timedelta(hours=1)
"""Each look goes back so far behind the one before: what was being written then was not seen."""
LONGEST_LOOK = timedelta(days=7)
"""After a pause of the worker nothing older is told any more."""
LONGEST_EXTENSION = timedelta(days=367)


def since(looked_at: datetime | None, now: datetime) -> datetime:
    """From when on to look, for somebody who has seen all until ``looked_at``."""
    return max((looked_at or now) - OVERLAP, now - LONGEST_LOOK)


def news(start: datetime, now: datetime) -> Iterator[Message]:
    """A message for each thing that happened after ``start``, not saved, and known ones again."""
    yield from _joined(start, now)
    for due in due_soon(now):
        yield Message(
            place_id=due.place_id,
            kind=Kind.DUE,
            key=due.key,
            assignment_id=due.assignment.pk,
            made_at=now,
        )
    yield from _marked(start, now)
    yield from _corrected(start, now)
    yield from _undone(start, now)


def reached() -> EnrolmentQuerySet:
    """Places of those who hear of things: present, in classes that go on, with an account."""
    return Enrolment.objects.present().filter(
        classroom__archived_at=None, learner__merged_into=None, learner__user__is_active=True
    )


def day_of(moment: datetime, zone: str) -> date:
    """The day in the zone at whose end or before it the moment is: midnight ends a day."""
    return (moment.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a learner has to hand in by the end of tomorrow."""

    place_id: int
    assignment: Assignment
    at: datetime
    """With their own extension."""

    @property
    def key(self) -> str:
        """Another one when it was moved."""
        return f"due {self.assignment.pk} {self.at.astimezone(UTC):%Y-%m-%dT%H:%M}"


def due_soon(now: datetime) -> list[Due]:
    """What is due today or tomorrow by the calendar of its class, and not handed in. Four queries.

    Where an assignment has no due date, the moment when it closes is meant.
    """
    rows = list(_ending(now))
    if not rows:
        return []
    done = set(
        Attempt.objects.assigned()
        .filter(assignment__in=[row.pk for row in rows], finished_at__isnull=False)
        .values_list("assignment", "learner")
    )
    places: dict[int, list[Enrolment]] = defaultdict(list)
    classes = {row.classroom_id for row in rows}
    for place in reached().filter(classroom__in=classes).select_related("learner"):
        places[place.classroom_id].append(place)
    return [
        due
        for row in rows
        for place in places[row.classroom_id]
        if (row.pk, place.learner_id) not in done and (due := _due(row, place, now))
    ]


def _due(row: Assignment, place: Enrolment, now: datetime) -> Due | None:
    exemption = next((each for each in row.exemptions.all() if each.place_id == place.pk), None)
    if exemption and exemption.excused:
        return None
    dates = row.dates.for_learner(allowance(place, exemption))
    at = dates.due_at or dates.last_moment
    if at is None or at <= now:
        return None
    left = day_of(at, dates.zone) - now.astimezone(ZoneInfo(dates.zone)).date()
    return Due(place.pk, row, at) if left <= timedelta(days=1) else None


def _ending(now: datetime) -> Iterable[Assignment]:
    """Assignments that end for somebody soon: for the class, or for those with extra days."""
    horizon = now + timedelta(days=2, hours=1)  # a day may have 25 hours
    extended = Exemption.objects.filter(assignment=OuterRef("pk"), days__gt=0)
    return (
        Assignment.objects.published()
        .filter(classroom__archived_at=None)
        .annotate(ends=Coalesce("due_at", "closes_at"))
        .filter(ends__lte=horizon, ends__gt=now - LONGEST_EXTENSION)
        .filter(Q(ends__gt=now) | Exists(extended))
        .select_related("classroom")
        .prefetch_related("exemptions")
    )


def _joined(start: datetime, now: datetime) -> Iterator[Message]:
    for place in reached().filter(joined_at__gt=start):
        yield Message(place=place, kind=Kind.JOINED, key="joined", made_at=now)


def _marked(start: datetime, now: datetime) -> Iterator[Message]:
    """Attempts in which people marked something, and nothing waits any more."""
    given = Mark.objects.filter(
        answer__item__attempt=OuterRef("pk"), answer__fraction=None, regrade=None
    )
    marked = Mark.objects.in_force().filter(answer=OuterRef("pk"))
    waiting = Answer.objects.filter(~Exists(marked), item__attempt=OuterRef("pk"), fraction=None)
    lately = Mark.objects.filter(marked_at__gt=start, regrade=None, answer__fraction=None)
    attempts = (
        Attempt.objects.assigned()
        .filter(finished_at__isnull=False)
        .filter(
            Q(pk__in=lately.values("answer__item__attempt"))
            | Q(Exists(given), finished_at__gt=start)
        )
        .exclude(Exists(waiting))
    )
    for attempt, place in _with_places(attempts.select_related("assignment")):
        yield _about(attempt, place, Kind.MARKED, f"marked {attempt.pk}", now)


def _corrected(start: datetime, now: datetime) -> Iterator[Message]:
    """Attempts in which a regrade changed what an answer is worth. Answers that came in after it
    were marked by it at once: nothing changed."""
    marks = (
        Mark.objects.filter(
            regrade__isnull=False,
            regrade__undone_at=None,
            marked_at__gt=start,
            answer__answered_at__lt=F("marked_at"),
            answer__item__attempt__mode=Attempt.Mode.ASSIGNMENT,
            answer__item__attempt__learner__merged_into=None,
        )
        .select_related("answer__item__attempt__assignment")
        .prefetch_related("answer__marks__regrade")
        .order_by("pk")
    )
    found: dict[tuple[int, int], Attempt] = {}
    for mark in marks.iterator(chunk_size=1000):
        if _changed(mark) and mark.regrade_id:
            attempt = mark.answer.item.attempt
            found[attempt.pk, mark.regrade_id] = attempt
    by_pk = {attempt.pk: attempt for attempt in found.values()}
    places = {attempt.pk: place for attempt, place in _with_places(by_pk.values())}
    for (pk, regrade_id), attempt in found.items():
        if place := places.get(pk):
            key = f"corrected {regrade_id} {pk}"
            yield _about(attempt, place, Kind.CORRECTED, key, now, regrade_id)


def _changed(mark: Mark) -> bool:
    earlier = latest_in_force(each for each in mark.answer.marks.all() if each.pk < mark.pk)
    return mark.fraction != (earlier.fraction if earlier else mark.answer.fraction)


def _undone(start: datetime, now: datetime) -> Iterator[Message]:
    """Corrections that were told and are taken back."""
    told = Message.objects.filter(
        kind=Kind.CORRECTED,
        key__startswith="corrected ",
        sent_at__isnull=False,
        regrade__undone_at__gt=start,
    )
    for before in told:
        yield Message(
            place_id=before.place_id,
            kind=Kind.CORRECTED,
            key=f"undone {before.regrade_id} {before.attempt_id}",
            assignment_id=before.assignment_id,
            attempt_id=before.attempt_id,
            regrade_id=before.regrade_id,
            made_at=now,
        )


def _about(
    attempt: Attempt,
    place: Enrolment,
    kind: str,
    key: str,
    now: datetime,
    regrade_id: int | None = None,
) -> Message:
    return Message(
        place=place,
        kind=kind,
        key=key,
        assignment_id=attempt.assignment_id,
        attempt=attempt,
        regrade_id=regrade_id,
        made_at=now,
    )


def _with_places(attempts: Iterable[Attempt]) -> Iterator[tuple[Attempt, Enrolment]]:
    """Each attempt with its learner's place in the class, where they still have one."""
    rows = [(row, row.assignment.classroom_id) for row in attempts if row.assignment]
    found = reached().filter(classroom__in={classroom for _row, classroom in rows})
    places = {(place.classroom_id, place.learner_id): place for place in found}
    for row, classroom in rows:
        if place := places.get((classroom, row.learner_id)):
            yield row, place
