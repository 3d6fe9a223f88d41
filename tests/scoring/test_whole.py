"""The figures of a whole test in words."""

import pytest
from django.utils.translation import override

from quizzes.scoring.statistics import Analysis, analyse
from quizzes.scoring.whole import figures
from tests.sat import GOLDEN

MARKS = [[float(mark) for mark in row] for row in GOLDEN]


def shown(whole, possible=10.0):
    return {each.name: each.shown for each in figures(whole, possible)}


def meaning(name, whole, possible=10.0):
    return next(each.meaning for each in figures(whole, possible) if name in each.name)


def whole(**changes):
    usual = {
        "count": 30,
        "mean": 6.0,
        "median": 6.0,
        "deviation": 2.0,
        "consistency": 75.0,
        "error_ratio": 50.0,
        "standard_error": 1.0,
        "items": (),
    }
    return Analysis(**(usual | changes))


def test_the_golden_case_to_the_printed_digit():
    found = shown(analyse(MARKS, [1.0] * 10))
    assert found == {
        "Mean": "5.667",
        "Median": "7.000",
        "Spread (standard deviation)": "2.449",
        "Reliability (Cronbach’s alpha)": "76.65%",
        "Error ratio": "48.33%",
        "Standard error": "1.184",
    }


def test_figures_are_rounded_not_cut():
    assert shown(whole(deviation=2.9999))["Spread (standard deviation)"] == "3.000"


def test_figures_follow_the_language():
    with override("de"):
        assert shown(whole())["Standard error"] == "1,000"


def test_what_there_is_none_of_is_a_dash():
    found = shown(analyse([], [1.0]))
    assert set(found.values()) == {"–"}


def test_where_learners_had_different_questions_all_is_in_percent():
    found = shown(whole(consistency=None, error_ratio=None, standard_error=None), None)
    assert (found["Mean"], found["Standard error"]) == ("6.00%", "–")
    assert "It takes two questions" in meaning("Reliability", whole(consistency=None), None)


@pytest.mark.parametrize(
    ("consistency", "count", "words"),
    [
        (95.0, 9, "Too few to judge"),
        (69.9, 10, "Low"),
        (-20.0, 30, "Low"),
        (70.0, 30, "Good enough for a class"),
        (90.0, 30, "High"),
    ],
)
def test_reliability_says_what_it_is_good_for(consistency, count, words):
    assert meaning("Reliability", whole(consistency=consistency, count=count)).startswith(words)


def test_the_error_ratio_is_said_to_be_all_where_questions_do_not_go_together():
    assert meaning("Error ratio", whole(error_ratio=104.8)).startswith("All of the spread")
    assert meaning("Error ratio", whole(error_ratio=48.3)).startswith("This share")
    assert "none without" in meaning("Error ratio", whole(error_ratio=None))


def test_the_standard_error_of_too_few_says_nothing():
    assert meaning("Standard error", whole(count=9)).startswith("Too few")
    assert "two learners in three" in meaning("Standard error", whole())
    assert "none without" in meaning("Standard error", whole(standard_error=None))
