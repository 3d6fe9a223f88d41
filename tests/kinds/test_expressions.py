"""Arithmetic that authors write."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.expressions import ExpressionError, parse

numbers = st.integers(0, 999) | st.floats(0, 1e6).map(lambda value: round(value, 3))


@st.composite
def sums(draw, depth=3):
    """An expression as text, the same to Python but for the sign of powers."""
    if depth == 0 or draw(st.booleans()):
        return str(draw(numbers)) if draw(st.booleans()) else draw(st.sampled_from(["a", "b"]))
    left, right = draw(sums(depth=depth - 1)), draw(sums(depth=depth - 1))
    forms = ["{}+{}", "{} - {}", "{}*{}", "({})/({})", "-({})-{}", "max({},{})"]
    form = draw(st.sampled_from(forms))
    return form.format(left, right)


def value(text, **values):
    return parse(text).value(values)


@given(text=sums(), a=st.floats(-100, 100), b=st.floats(-100, 100))
def test_it_computes_as_python_does(text, a, b):
    try:
        wanted = float(eval(text, {"__builtins__": {}, "max": max}, {"a": a, "b": b}))  # noqa: S307 -- of our own making
    except ZeroDivisionError:
        wanted = math.nan
    if math.isfinite(wanted):
        assert value(text, a=a, b=b) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    else:
        with pytest.raises(ExpressionError):
            value(text, a=a, b=b)


@given(text=st.text(max_size=60) | st.text("0123456789+-*/^().,eabsqrtpi _", max_size=60))
def test_any_text_is_computed_or_refused(text):
    with contextlib.suppress(ExpressionError):
        assert math.isfinite(value(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 + 3 * 4", 14),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ^ 2", -4),
        ("2 ^ -1", 0.5),
        ("10 - 4 - 3", 3),
        ("24 ÷ 2 × 3", 36),
        ("5 − 7", -2),
        ("sqrt(2 * 8)", 4),
        ("round(2.345, 1)", 2.3),
        ("round(7.5)", 8),
        ("sin(deg(30))", 0.5),
        ("log10(1000) + ln(e)", 4),
        ("min(3, 1, 2) + floor(1.9) + ceil(1.1)", 4),
        ("2 * pi", 2 * math.pi),
        (".5 + 1.", 1.5),
        ("1e3", 1000),
    ],
)
def test_it_binds_as_in_school(text, wanted):
    assert value(text) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ends too early"),
        ("2 +", "ends too early"),
        ("2 3", "“3” at position 3"),
        ("(2", "ends too early"),
        ("a.b", "“.” at position 2"),
        ("a[0]", "“[” at position 2"),
        ("__import__('os')", "no function “__import__”"),
        ("open(1)", "no function “open”"),
        ("sqrt(1, 2)", "another number of values"),
        ("1 / 0", "no result"),
        ("sqrt(-1)", "no result"),
        ("9 ^ 9 ^ 9", "no result"),
        ("(-8) ^ 0.5", "no result"),
        ("x", "“x” has no value"),
        ("(" * 50 + "1" + ")" * 50, "too deeply"),
        ("-" * 50 + "1", "too deeply"),
        ("1" * 501, "longer than 500"),
        ("1 if 1 else 2", "“if”"),
        ("lambda: 1", "“:”"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_the_place(text, words):
    with pytest.raises(ExpressionError, match=r".") as refused:
        value(text)
    assert words in str(refused.value)


def test_the_names_that_need_values_are_told():
    assert parse("a * sqrt(b) + pi").names == {"a", "b"}
