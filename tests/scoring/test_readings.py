"""Two marks of one answer: whether they agree, what comes of it, where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.scoring.readings import TOLERANCE, Given, agree, difference, joined

RUBRIC = [{"text": "A gain", "points": 2}, {"text": "A risk", "points": 2}]
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (0.6, 0.6, True),
        (0.6, 0.65, True),
        (0.65, 0.6, True),
        (0.1, 0.15, True),
        (13 / 20, 14 / 20, True),
        (0.6, 0.651, False),
        (8 / 19, 9 / 19, False),
        (0, 1, False),
    ],
)
def test_marks_agree_up_to_a_twentieth_of_the_full_one(first, second, same):
    assert agree(first, second) is same


@given(shares, shares)
def test_who_was_first_does_not_matter(first, second):
    assert agree(first, second) is agree(second, first)
    one, other = Given(first, None), Given(second, None)
    assert joined(one, other).fraction == joined(other, one).fraction


@given(shares, st.floats(0, TOLERANCE))
def test_the_mean_of_two_that_agree_is_near_both(first, apart):
    mean = joined(Given(first, None), Given(first + apart, None)).fraction
    assert abs(mean - first) <= TOLERANCE / 2 + 1e-8


def test_both_comments_are_kept_and_points_are_means():
    found = joined(Given(0.5, [2, 0], "Clear."), Given(0.5, [1, 0], "Short."))
    assert found == Given(0.5, [1.5, 0], "Clear.\n\nShort.")


def test_the_same_comment_is_said_once_and_an_empty_one_not():
    assert joined(Given(1.0, None, "Clear."), Given(1.0, None, "Clear.")).comment == "Clear."
    assert joined(Given(1.0, None, ""), Given(1.0, None, "Clear.")).comment == "Clear."


def test_what_has_no_mark_cannot_be_joined():
    with pytest.raises(ValueError, match="mark"):
        joined(Given(None, None), Given(1.0, None))


def test_the_difference_is_told_criterion_by_criterion():
    lines = difference(RUBRIC, [Given(0.75, [2, 1]), Given(0.25, [0, 1])])
    assert [(line.text, line.points, line.apart) for line in lines] == [
        ("A gain", (2, 0), 2),
        ("A risk", (1, 1), 0),
    ]


def test_where_somebody_gave_no_points_nothing_is_compared():
    lines = difference(RUBRIC, [Given(1.0, None), Given(0.25, [1])])
    assert [(line.points, line.apart) for line in lines] == [((None, 1), 0), ((None, None), 0)]
