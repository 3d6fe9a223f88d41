"""The grade of a whole attempt."""

import pytest

from quizzes.scoring.grading import Marked, Total, total


@pytest.mark.parametrize(
    ("items", "expected", "grade"),
    [
        ([], Total(0, 0, 0), None),
        ([Marked(1, 2), Marked(0.5, 1), Marked(0, 1)], Total(2.5, 4, 0), 0.625),
        ([Marked(1, 1), Marked(None, 3)], Total(1, 4, 1), None),
        ([Marked(1, 1), Marked(0, 1, counts=False)], Total(1, 1, 0), 1),
        ([Marked(None, 1, counts=False)], Total(0, 0, 0), None),
        ([Marked(1, 1), Marked(-2, 1)], Total(0, 2, 0), 0),
    ],
)
def test_a_grade_is_what_was_earned_of_what_counts(items, expected, grade):
    assert (total(items), total(items).grade) == (expected, grade)
