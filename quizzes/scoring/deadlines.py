"""When an assignment may be worked on, how long, and what being late costs.

Pure: times come in with their zone. Days are those of the class's calendar: five o'clock stays five
o'clock when clocks are changed, so a day may have 23 or 25 hours. Minutes are minutes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo


class Late(StrEnum):
    """What becomes of work that is handed in after it was due."""

    REFUSE = "refuse"
    """Nobody can hand in then."""
    ACCEPT = "accept"
    """It counts in full and is said to be late."""
    PERCENT = "percent"
    """Each day that has begun takes a share of the full mark off."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one learner has beyond the others. ``factor`` stretches time limits: 1 for nothing."""

    days: int = 0
    attempts: int = 0
    factor: Fraction = Fraction(1)


NOTHING = Allowance()


def factor(percent: int) -> Fraction:
    """A time factor that is kept as percent: 150 is time and a half."""
    return Fraction(percent, 100)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an assignment opens, is due and closes; None for never. ``minutes`` limits an attempt.

    ``percent`` is what each day late costs where that is so, 0 to 100.
    """

    zone: str
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int | None = None
    late: Late = Late.ACCEPT
    percent: float = 0.0

    def for_learner(self, allowance: Allowance) -> Dates:
        """The dates as they are for somebody with an allowance: later, and never earlier.

        Whoever has longer for it can also hand in until then.
        """
        due, closes = (
            each and _later(each, allowance.days, self.zone)
            for each in (self.due_at, self.closes_at)
        )
        minutes = self.minutes
        if minutes is not None:
            minutes = math.ceil(minutes * allowance.factor)
        return Dates(self.zone, self.opens_at, due, closes, minutes, self.late, self.percent)

    @property
    def last_moment(self) -> datetime | None:
        """From when on nothing is taken any more; None for never."""
        if self.late is not Late.REFUSE:
            return self.closes_at
        ends = [each for each in (self.due_at, self.closes_at) if each is not None]
        return min(ends, default=None)

    def is_open(self, now: datetime) -> bool:
        """Whether an attempt may begin."""
        if self.opens_at is not None and now < self.opens_at:
            return False
        return self.last_moment is None or now < self.last_moment

    def ends_at(self, started_at: datetime) -> datetime | None:
        """When an attempt that began then is over: by its time limit or the last moment, whichever
        comes first; None for never."""
        ends = [] if self.last_moment is None else [self.last_moment]
        if self.minutes is not None:
            # Minutes are counted in UTC: between two wall clocks an hour may be missing.
            ends.append(started_at.astimezone(UTC) + timedelta(minutes=self.minutes))
        return min(ends, default=None)

    def days_late(self, handed_in_at: datetime) -> int:
        """Days after the due date that had begun; 0 for work in time."""
        if self.due_at is None or handed_in_at <= self.due_at:
            return 0
        whole = (handed_in_at.astimezone(UTC) - self.due_at.astimezone(UTC)).days
        # Changes of clocks make it one more or less, never two.
        return next(
            days
            for days in range(max(1, whole), whole + 3)
            if handed_in_at <= _later(self.due_at, days, self.zone)
        )

    def after_penalty(self, fraction: float, handed_in_at: datetime) -> float:
        """What a share of the mark is worth when it was handed in then: never less than nothing,
        and what was below nothing already stays."""
        if self.late is not Late.PERCENT:
            return fraction
        lost = self.percent / 100 * self.days_late(handed_in_at)
        return min(fraction, max(0.0, fraction - lost))


def _later(moment: datetime, days: int, zone: str) -> datetime:
    """The same time by the clock so many days later. A time that the change of clocks leaves out
    is taken as the one an hour later; of one that comes twice the first is meant."""
    if not days:
        return moment
    local = moment.astimezone(ZoneInfo(zone))
    later = (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=ZoneInfo(zone))
    return later.astimezone(UTC)


class Counts(StrEnum):
    """Which of several attempts is the grade."""

    BEST = "best"
    FIRST = "first"
    LAST = "last"
    MEAN = "mean"


def counted(fractions: list[float], which: Counts) -> float | None:
    """The grade of attempts in their order, as shares of the mark; None for none."""
    if not fractions:
        return None
    if which is Counts.MEAN:
        return math.fsum(fractions) / len(fractions)
    if which is Counts.BEST:
        return max(fractions)
    return fractions[0] if which is Counts.FIRST else fractions[-1]
