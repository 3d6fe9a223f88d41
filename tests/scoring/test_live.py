"""Who seems to be stuck while a class is at work."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.scoring.live import QUIET, WRONG, Stuck, Work, stuck

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def work(answered=2, asked=5, ago=timedelta(0), wrong=0):
    return Work(asked, answered, NOW - ago, wrong)


def test_who_goes_on_is_not_stuck():
    assert stuck(work(ago=QUIET - timedelta(seconds=1)), NOW) is None


def test_who_changes_nothing_for_a_while_is():
    assert stuck(work(ago=QUIET), NOW) is Stuck.QUIET


def test_who_has_answered_everything_may_think_as_long_as_they_like():
    assert stuck(work(answered=5, ago=2 * QUIET), NOW) is None


@pytest.mark.parametrize(("wrong", "found"), [(WRONG - 1, None), (WRONG, Stuck.WRONG)])
def test_several_wrong_tries_at_one_question(wrong, found):
    assert stuck(work(wrong=wrong), NOW) is found
