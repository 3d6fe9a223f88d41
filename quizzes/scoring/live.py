"""Who needs help while a class is at work. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

QUIET = timedelta(minutes=5)
"""Without any change. A long text is kept every moment while it is typed, so whoever writes is not
quiet; to read a lesson again takes three or four minutes."""
WRONG = 3
"""Tries at one question, all wrong: a fourth seldom comes of insight."""


class Stuck(StrEnum):
    """Why somebody seems to be stuck."""

    QUIET = "quiet"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Work:
    """What is seen of an attempt that runs."""

    asked: int
    answered: int
    last_at: datetime
    """When something was last chosen, or the attempt begun."""
    wrong: int = 0
    """Tries at the question that was last touched, where the latest one was wrong."""


def stuck(work: Work, now: datetime) -> Stuck | None:
    """Whether somebody at work seems to be stuck. Who has answered everything is not."""
    if work.wrong >= WRONG:
        return Stuck.WRONG
    if work.answered < work.asked and now - work.last_at >= QUIET:
        return Stuck.QUIET
    return None
