"""Dates of assignments at their boundaries, on days when clocks change, and what late costs."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.scoring.deadlines import NOTHING, Allowance, Counts, Dates, Late, counted

PARIS = ZoneInfo("Europe/Paris")
SECOND = timedelta(seconds=1)


def paris(month, day, hour=17, minute=0, **fields):
    """A time by the clocks of Paris in 2027, where they change on 28 March and 31 October."""
    return datetime(2027, month, day, hour, minute, tzinfo=PARIS, **fields)


def dates(**fields):
    return Dates("Europe/Paris", **fields)


def test_it_is_open_from_its_first_moment_until_its_last():
    found = dates(opens_at=paris(3, 1), closes_at=paris(3, 8))
    assert not found.is_open(paris(3, 1) - SECOND)
    assert found.is_open(paris(3, 1))
    assert found.is_open(paris(3, 8) - SECOND)
    assert not found.is_open(paris(3, 8))


def test_without_dates_it_is_always_open():
    assert dates().is_open(paris(3, 1))
    assert dates().ends_at(paris(3, 1)) is None


def test_where_late_work_is_refused_it_closes_when_it_is_due():
    found = dates(due_at=paris(3, 5), closes_at=paris(3, 8), late=Late.REFUSE)
    assert found.is_open(paris(3, 5) - SECOND)
    assert not found.is_open(paris(3, 5))
    assert dates(due_at=paris(3, 5), late=Late.ACCEPT).is_open(paris(3, 6))


def test_an_attempt_ends_by_its_limit_or_when_it_closes():
    found = dates(closes_at=paris(3, 8, 17), minutes=45)
    assert found.ends_at(paris(3, 8, 12)) == paris(3, 8, 12, 45)
    assert found.ends_at(paris(3, 8, 16, 30)) == paris(3, 8, 17)


@pytest.mark.parametrize(
    ("started", "ends"),
    [
        (paris(3, 28, 1, 30), paris(3, 28, 3, 30)),
        (paris(10, 31, 2, 30), paris(10, 31, 2, 30, fold=1)),
    ],
    ids=["an hour is left out", "an hour comes twice"],
)
def test_sixty_minutes_are_sixty_when_clocks_change(started, ends):
    assert dates(minutes=60).ends_at(started) == ends.astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "later"),
    [
        (paris(3, 26), paris(3, 29)),
        (paris(10, 29), paris(11, 1)),
        (paris(3, 25, 2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (paris(10, 28, 2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
    ids=["spring", "autumn", "a time that is left out", "a time that comes twice"],
)
def test_extra_days_keep_the_time_by_the_clock(due, later):
    assert dates(due_at=due).for_learner(Allowance(days=3)).due_at == later


def test_extra_days_hold_for_closing_too():
    found = dates(due_at=paris(3, 5), closes_at=paris(3, 8)).for_learner(Allowance(days=2))
    assert (found.due_at, found.closes_at) == (paris(3, 7), paris(3, 10))


def test_time_and_a_half():
    found = dates(minutes=30).for_learner(Allowance(factor=Fraction(3, 2)))
    assert found.minutes == 45
    assert dates(minutes=25).for_learner(Allowance(factor=Fraction(5, 4))).minutes == 32
    assert dates().for_learner(Allowance(factor=Fraction(2))).minutes is None


def test_nothing_extra_changes_nothing():
    found = dates(opens_at=paris(3, 1), due_at=paris(3, 5), closes_at=paris(3, 8), minutes=30)
    assert found.for_learner(NOTHING) == found


@pytest.mark.parametrize(
    ("handed_in", "days"),
    [
        (paris(3, 26), 0),
        (paris(3, 26) + SECOND, 1),
        (paris(3, 27), 1),
        (paris(3, 27) + SECOND, 2),
        (paris(3, 28), 2),
        (paris(3, 28) + SECOND, 3),
    ],
)
def test_days_late_are_days_of_the_calendar(handed_in, days):
    assert dates(due_at=paris(3, 26)).days_late(handed_in) == days


def test_a_day_of_twenty_five_hours_is_one_day():
    found = dates(due_at=paris(10, 30))
    assert found.days_late(paris(10, 31)) == 1
    assert found.days_late(paris(10, 31) + SECOND) == 2


def test_each_day_that_has_begun_costs():
    found = dates(due_at=paris(3, 5), late=Late.PERCENT, percent=10)
    assert found.after_penalty(0.8, paris(3, 5)) == 0.8
    assert found.after_penalty(0.8, paris(3, 5) + SECOND) == pytest.approx(0.7)
    assert found.after_penalty(0.8, paris(3, 7)) == pytest.approx(0.6)
    assert found.after_penalty(0.8, paris(3, 30)) == 0.0
    assert found.after_penalty(-0.5, paris(3, 30)) == -0.5


def test_where_late_work_is_accepted_it_costs_nothing():
    assert dates(due_at=paris(3, 5), percent=10).after_penalty(0.8, paris(4, 5)) == 0.8


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.integers(0, 60 * 24 * 40),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_days_late_never_go_down_with_time(due, minutes, zone):
    found = Dates(zone, due_at=due.replace(tzinfo=UTC))
    handed_in = due.replace(tzinfo=UTC) + timedelta(minutes=minutes)
    days = found.days_late(handed_in)
    assert days <= found.days_late(handed_in + timedelta(minutes=1)) <= days + 1
    assert abs(days - minutes / (60 * 24)) <= 1.05


@pytest.mark.parametrize(
    ("which", "grade"),
    [(Counts.BEST, 0.9), (Counts.FIRST, 0.2), (Counts.LAST, 0.4), (Counts.MEAN, 0.5)],
)
def test_which_attempt_counts(which, grade):
    assert counted([0.2, 0.9, 0.4], which) == pytest.approx(grade)
    assert counted([], which) is None
