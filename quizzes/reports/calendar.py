"""What a learner has to hand in, for calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import CalendarLink, Learner
from .assignment import Todo, all_todo


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something with an end, and when that was last changed."""

    todo: Todo
    at: datetime
    changed_at: datetime


def learner_of_calendar(key: str) -> Learner | None:
    """Whose secret link it is. One query."""
    link = CalendarLink.objects.select_related("learner").filter(key=key).first()
    return link.learner if link else None


def deadlines_of(learner: Learner, now: datetime) -> list[Deadline]:
    """What is due or closes in the classes that the learner belongs to, done or not, but for what
    they need not do. Four queries, one for somebody in no class."""
    found = []
    for todo in all_todo(learner, now):
        at = todo.dates.due_at or todo.dates.last_moment
        if at is not None and todo.state != "excused":
            found.append(Deadline(todo, at, todo.changed_at))
    return found
