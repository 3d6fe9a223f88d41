"""Reading numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse
from quizzes.kinds.numbers import exact, is_number, read_quantity


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("12.", "12"),
        ("007", "7"),
        ("+3", "3"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("\u20133", "-3"),
        ("- 3", "-3"),
        ("1e3", "1000"),
        ("1.5E-2", "0.015"),
        ("1 234", "1234"),
        ("1\u202f234\u202f567,8", "1234567.8"),
        ("1\u00a0234.5", "1234.5"),
        ("1'234'567", "1234567"),
        ("1’234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234", "1.234"),
        ("0,234", "0.234"),
        ("1234,567", "1234.567"),
        ("1,2345", "1.2345"),
        ("１２", "12"),
        ("٣٫٥", "3.5"),
        ("\u200e12\u200f", "12"),
        ("1e-99999999999999999999", "0"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert read_quantity(typed) == (Decimal(number), "")


@pytest.mark.parametrize("typed", ["1,234", "-12,345", "999,000"])
def test_a_comma_before_three_digits_is_asked_back(typed):
    with pytest.raises(BadResponse, match="two ways"):
        read_quantity(typed)


@pytest.mark.parametrize("typed", ["1e400", "-1e309", "9" * 400, "1e99999999999999999999"])
def test_a_number_beyond_reckoning_is_refused(typed):
    with pytest.raises(BadResponse, match="too large"):
        read_quantity(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", ".", "--3", "1..2", "1,2,3", "12 34", "1 234 5", "1 234'567", "1,00,000"),
        *("nan", "inf", "twelve", "½", "5 6 %x", "a 5 b", "🧲"),
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(BadResponse, match="cannot be read as a number"):
        read_quantity(typed)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("85 %", "%"),
        ("85%", "%"),
        ("€ 85", "€"),
        ("85 km / h", "km / h"),
        ("85 m²", "m2"),
        ("85 \u00b5m", "\u03bcm"),
        ("85 eV", "eV"),
    ],
)
def test_the_unit_stands_before_or_after_the_number(typed, unit):
    assert read_quantity(typed) == (85, unit)


@given(st.text(max_size=60))
def test_any_text_is_read_as_a_finite_number_or_refused(text):
    try:
        number, _unit = read_quantity(text)
    except BadResponse:
        return
    assert number.is_finite()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_plain_number_reads_as_itself(number):
    assert read_quantity(f"{number:f}")[0] == number
    assert read_quantity(f"{number:f}".replace(".", ","))[0] == number


@given(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "'"]))
def test_thousands_may_be_set_apart(number, mark):
    assert read_quantity(f"{number:,}".replace(",", mark))[0] == number


@given(st.floats(-1e300, 1e300))
def test_a_float_is_taken_as_it_is_written(number):
    assert float(exact(number)) == number


@pytest.mark.parametrize(
    "value", [True, None, "1", float("nan"), float("inf"), -float("inf"), 10**400, 1e301, []]
)
def test_what_cannot_be_reckoned_with_is_no_number(value):
    assert not is_number(value)
