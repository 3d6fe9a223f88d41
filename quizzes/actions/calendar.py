"""The secret link to a learner's calendar: made, renewed."""

from __future__ import annotations

from ..models import CalendarLink, Learner
from ..models.calendar import new_key


def open_calendar(learner: Learner) -> CalendarLink:
    """The learner's link, made at the first need."""
    link, _made = CalendarLink.objects.get_or_create(learner=learner)
    return link


def renew_calendar(learner: Learner, *, seen: str) -> bool:
    """Give the calendar another link and let the old one lead nowhere; False where the one that
    was ``seen`` is gone already."""
    found = CalendarLink.objects.filter(learner=learner, key=seen)
    return bool(found.update(key=new_key()))
