"""Statistics of a test: the golden case, and where there are none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzes.scoring.statistics import ItemStatistics, Verdict, analyse, rest_of

GOLDEN = (
    "1111111101 1111111010 1111110100 1111101010 1111110100"
    " 1110100000 1101010000 1010100000 0110000000"
).split()
MARKS = [[float(mark) for mark in row] for row in GOLDEN]
POINT = [1.0] * 10


def of(marks, most=None):
    return analyse(marks, most or [1.0] * len(marks[0]))


def test_discrimination_of_the_golden_case():
    found = [round(each.discrimination, 1) for each in of(MARKS).items]
    assert found == [45.7, 28.6, 12.2, 72.8, 48.6, 49.1, 58.9, 45.9, 26.0, 39.9]


def test_the_whole_of_the_golden_case():
    found = of(MARKS)
    assert round(found.consistency, 2) == 76.65
    assert round(found.error_ratio, 2) == 48.33
    assert round(found.deviation, 3) == 2.449
    assert round(found.standard_error, 3) == 1.184


def test_facility_is_the_mean_over_the_highest_mark():
    found = of([[2.0, 1.0], [4.0, 0.0]], [4.0, 1.0])
    assert [each.facility for each in found.items] == [75.0, 50.0]
    assert found.mean == 3.5


def test_efficiency_is_full_where_the_marks_could_not_tell_more():
    found = of([[0.0, 0.0], [0.0, 1.0], [1.0, 2.0], [1.0, 3.0]], [1.0, 3.0])
    assert found.items[0].efficiency == pytest.approx(100)
    assert found.items[0].discrimination < 100


@pytest.mark.parametrize(
    "marks",
    [[[1.0, 1.0], [1.0, 1.0]], [[1.0, 0.0]], [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]],
    ids=["all right", "one learner", "all half"],
)
def test_without_variance_there_is_no_statistic(marks):
    found = of(marks)
    assert (found.consistency, found.error_ratio, found.standard_error) == (None, None, None)
    assert [each.discrimination for each in found.items] == [None, None]
    assert [each.efficiency for each in found.items] == [None, None]


def test_a_mark_that_is_missing_is_left_out_of_its_question_and_its_learner_out_of_the_whole():
    marks = [[1.0, 1.0], [0.0, 0.0], [None, 1.0], [1.0, 1.0]]
    found = of(marks)
    assert (found.count, found.items[0].count, found.items[1].count) == (3, 3, 4)
    assert found.items[1].facility == 75.0
    assert found.mean == of([row for row in marks if None not in row]).mean


def test_questions_that_only_some_had_are_judged_by_those():
    rows = [[1.0, 1.0, None], [0.0, 0.0, None], [None, 1.0, 1.0], [None, 0.0, 0.0]]
    found = of(rows)
    assert [each.count for each in found.items] == [2, 4, 2]
    assert [round(each.discrimination) for each in found.items] == [100, 100, 100]
    assert (found.count, found.mean, found.consistency) == (0, None, None)


def test_the_rest_is_reckoned_as_if_the_missing_ones_went_like_the_others():
    assert rest_of([1.0, 2.0, None], [1.0, 2.0, 3.0]) == [5.0, 4.0, 3.0]
    assert rest_of([1.0, 0.5, 0.0], [1.0, 1.0, 1.0]) == [0.5, 1.0, 1.5]
    assert rest_of([1.0, None], [1.0, 1.0]) == [None, 1.0]


def test_the_median_is_in_the_middle():
    assert of([[0.0], [1.0], [1.0]]).median == 1.0
    assert of(MARKS).median == 7.0


def test_of_nobody_and_of_nothing_there_is_none():
    nobody = analyse([], [1.0, 1.0])
    assert (nobody.count, nobody.mean, nobody.items[0].facility) == (0, None, None)
    nothing = analyse([[], []], [])
    assert (nothing.items, nothing.consistency) == ((), None)


def test_a_test_of_one_question_has_no_consistency():
    assert of([[0.0], [1.0], [1.0]]).consistency is None


@example(marks=[[0.0, 0.0, 0.998, 3.997], [0.0, 1.4e-301, 0.998, 3.997]])
@example(marks=[[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])
@given(
    marks=st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.floats(0, 5), min_size=width, max_size=width), min_size=2, max_size=15
        )
    )
)
def test_statistics_stay_within_their_bounds(marks):
    found = of(marks, [5.0] * len(marks[0]))
    for each in found.items:
        assert 0 <= each.facility <= 100.0001
        assert each.discrimination is None or -100.01 <= each.discrimination <= 100.01
    assert found.consistency is None or found.consistency <= 100.01


@pytest.mark.parametrize(
    ("count", "facility", "discrimination", "verdict"),
    [
        (9, 50.0, 60.0, Verdict.TOO_FEW),
        (10, 50.0, 60.0, Verdict.GOOD),
        (30, 50.0, -5.0, Verdict.AGAINST),
        (30, 98.0, -5.0, Verdict.AGAINST),
        (30, 98.0, 40.0, Verdict.TOO_EASY),
        (30, 100.0, None, Verdict.TOO_EASY),
        (30, 10.0, 40.0, Verdict.TOO_HARD),
        (30, 60.0, 10.0, Verdict.WEAK),
        (30, 60.0, None, Verdict.WEAK),
        (30, 60.0, 20.0, Verdict.FAIR),
        (30, None, None, Verdict.TOO_FEW),
    ],
)
def test_what_the_figures_say(count, facility, discrimination, verdict):
    assert ItemStatistics(count, facility, discrimination, None).verdict is verdict


def test_what_differs_by_rounding_only_has_no_variance():
    found = of([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1]])
    assert (found.consistency, found.standard_error) == (None, None)
