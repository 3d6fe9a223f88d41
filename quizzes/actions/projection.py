"""Questions on the big screen: asked, stopped, shown with the key, and answered from phones."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from ..kinds import Response
from ..models import Classroom, Learner, Projection, QuestionVersion, Shown, User, Vote

MOST_SEED = 2**31
FIELDS = {
    Shown.STOPPED: "stopped_at",
    Shown.REVEALED: "revealed_at",
    Shown.ENDED: "ended_at",
}


def ask(
    classroom: Classroom, version: QuestionVersion, *, after: int, by: User, now: datetime
) -> Projection:
    """Put a question on the screen in place of the one that is there.

    ``after`` is the latest one's id when the form was drawn, 0 for none: sent twice, it is asked
    once.
    """
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=classroom.pk)
        latest = classroom.projections.order_by("pk").last()
        if latest is not None and latest.pk != after:
            return latest
        classroom.projections.running().update(ended_at=now)
        return Projection.objects.create(
            classroom=classroom,
            version=version,
            seed=secrets.randbelow(MOST_SEED),
            started_by=by,
            started_at=now,
        )


def move_on(classroom: Classroom, projection_id: int, to: Shown, *, now: datetime) -> None:
    """Stop the answers, show what is right, or take the question off; never back. What comes
    before is done, too."""
    with transaction.atomic():
        running = classroom.projections.running().select_for_update()
        row = running.filter(pk=projection_id).first()
        if row is None:
            return
        for shown, field in FIELDS.items():
            if getattr(row, field) is None:
                setattr(row, field, now)
            if shown is to:
                break
        row.save(update_fields=list(FIELDS.values()))


def vote(projection: Projection, learner: Learner, response: Response, *, now: datetime) -> bool:
    """Take a learner's answer in place of the one before; False where it is too late."""
    with transaction.atomic():
        row = Projection.objects.select_for_update(no_key=True).get(pk=projection.pk)
        if row.shown is not Shown.ASKING:
            return False
        Vote.objects.update_or_create(
            projection=row, learner=learner, defaults={"response": response, "voted_at": now}
        )
    return True
