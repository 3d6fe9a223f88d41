"""Figures as pages print them."""

from __future__ import annotations

import pytest

from quizzes.templatetags.text import percent


@pytest.mark.parametrize(
    ("fraction", "printed"),
    [
        (None, "–"),
        (0, "0%"),
        (0.004, "1%"),
        (0.5, "50%"),
        (2 / 3, "67%"),
        (0.999, "99%"),
        (1, "100%"),
    ],
)
def test_a_share_is_printed_as_a_percentage_that_promises_nothing(fraction, printed):
    assert percent(fraction) == printed
