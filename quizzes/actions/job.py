"""Recurring jobs: who does each, and what is kept of those that are done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..models import Job

KEPT = timedelta(days=7)
"""How long the database remembers what became of a task."""


def claim(name: str, every: timedelta, *, now: datetime) -> bool:
    """Whether the job is due and the caller is the one to do it; it is next ``every`` from now.

    One statement moves the time on, so of two workers that ask at the same moment one is told
    yes. For the transaction in which the task is put into the queue.
    """
    _row, made = Job.objects.get_or_create(name=name, defaults={"next_at": now + every})
    due = Job.objects.filter(name=name, next_at__lte=now)
    return made or bool(due.update(next_at=now + every))


def hurry(name: str, *, now: datetime) -> None:
    """Let the job be due now: there is more of it than was done."""
    Job.objects.filter(name=name).update(next_at=now)


def looked(name: str) -> datetime | None:
    """Up to when the job has seen all that happened; None before its first look."""
    return Job.objects.filter(name=name).values_list("looked_at", flat=True).first()


def note_look(name: str, at: datetime) -> None:
    """The job has seen all that happened until then."""
    Job.objects.update_or_create(
        name=name, defaults={"looked_at": at}, create_defaults={"looked_at": at, "next_at": at}
    )


def forget_tasks(*, now: datetime) -> int:
    """Delete what is known of old tasks, those that a killed worker left running included; how
    many. Those that wait stay."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT)
    count, _by_model = old.exclude(status=TaskResultStatus.READY).delete()
    return count
