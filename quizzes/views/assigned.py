"""What learners are told of an assignment's times and rules, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..reports.assignment import Given
from ..scoring.deadlines import Counts, Late
from .quiz_cards import points_in_words

Line = tuple[str, datetime | None, str]
"""What is said before a moment, the moment, and what is said behind it."""


def times(given: Given) -> list[Line]:
    """When it opens, is due and closes, with the learner's own extension."""
    dates = given.dates
    found: list[Line] = []
    if dates.opens_at:
        found.append((_("Opens"), dates.opens_at, ""))
    if dates.due_at:
        found.append((_("Due"), dates.due_at, _extended(given)))
    last = dates.last_moment
    if last and last != dates.due_at:
        found.append((_("Closes"), last, "" if dates.due_at else _extended(given)))
    return found


def _extended(given: Given) -> str:
    days = given.allowance.days
    if not days:
        return ""
    return ngettext("%(days)d day more for you", "%(days)d days more for you", days) % {
        "days": days
    }


def rules(given: Given) -> list[str]:
    """Its rules beside the way of answering, a sentence each."""
    return [line for line in (_limit(given), _counting(given), _late(given)) if line]


def _limit(given: Given) -> str:
    """The time limit, and how it comes about where it was stretched: 45 minutes: 30 × 1.5."""
    usual, minutes = given.assignment.minutes, given.dates.minutes
    if minutes is None or usual is None:
        return ""
    words = ngettext("Time: %(minutes)d minute", "Time: %(minutes)d minutes", minutes)
    words %= {"minutes": minutes}
    if minutes != usual:
        factor = points_in_words(float(given.allowance.factor))
        words += f" ({usual} × {factor})"
    return _("%(time)s from when you begin. What is chosen by then counts.") % {"time": words}


def _counting(given: Given) -> str:
    most = given.outline.most_attempts
    if most == 1:
        return ""
    return {
        Counts.BEST: _("Your best attempt counts."),
        Counts.FIRST: _("Your first attempt counts."),
        Counts.LAST: _("Your last attempt counts."),
        Counts.MEAN: _("The mean of your attempts counts."),
    }[Counts(given.assignment.counts)]


def _late(given: Given) -> str:
    if given.dates.due_at is None:
        return ""
    percent = points_in_words(given.dates.percent)
    return {
        Late.REFUSE: _("Nothing is taken after it was due."),
        Late.ACCEPT: _("Work that comes later counts, and is said to be late."),
        Late.PERCENT: _("Each day late takes %(percent)s%% of the full mark off.")
        % {"percent": percent},
    }[given.dates.late]


def not_now(given: Given, now: datetime) -> str:
    """Why no attempt can be begun at this moment; "" where it can."""
    if given.preview:
        return ""
    if given.assignment.classroom.archived_at is not None:
        return _("This class is over. What you did is kept.")
    if given.excused:
        return _("You are excused: you need not do this, and it counts in no grade of yours.")
    if given.dates.opens_at is not None and now < given.dates.opens_at:
        return _("It is not open yet.")
    if not given.dates.is_open(now):
        return _("It is closed: nothing can be handed in any more.")
    return ""
