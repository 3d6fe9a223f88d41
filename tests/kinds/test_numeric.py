"""Numeric."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, kinds

from .specs import example, grade_typed, problems

KIND = kinds["numeric"]
SPEC = KIND.example()
POWER = {
    "answer": 1.5,
    "tolerance": 0,
    "near": [],
    "units": [{"name": "kW", "factor": 1}, {"name": "W", "factor": 0.001}, {"name": "kilowatt"}],
}
BARE = {"units": None, "near": None, "tolerance": None, "tolerance_kind": None}


def fraction(typed: str, **changes: object) -> float:
    return grade_typed("numeric", typed, **changes).fraction


@pytest.mark.parametrize(
    "typed", ["95", "95 %", "95%", "% 95", "95.5", "94,5", "9,5e1", "95 Percent"]
)
def test_the_answer_counts_however_it_is_typed(typed):
    assert fraction(typed) == 1


@pytest.mark.parametrize("typed", ["94.4", "95.6", "-95", "0", "95000"])
def test_a_value_out_of_tolerance_gets_nothing(typed):
    assert fraction(typed) == 0


def test_the_edge_of_the_tolerance_is_exact():
    edge = {"answer": 0.3, "tolerance": 0.1, "units": None, "near": None}
    assert fraction("0.4", **edge) == fraction("0.2", **edge) == 1
    assert fraction("0.4000001", **edge) == 0


def test_a_relative_tolerance_is_a_share_of_the_answer():
    relative = {**BARE, "answer": -200, "tolerance": 0.05, "tolerance_kind": "relative"}
    assert fraction("-190", **relative) == fraction("-210", **relative) == 1
    assert fraction("-189.9", **relative) == 0


@pytest.mark.parametrize("typed", ["1.5", "1.5 kW", "1500 W", "1,5e3 W", "1.5 Kilowatt", "1.5 kW."])
def test_other_units_are_converted(typed):
    assert fraction(typed, **POWER) == 1


def test_a_rounded_factor_does_not_cost_the_mark():
    hours = [{"name": "h", "factor": 1}, {"name": "s", "factor": 1 / 3600}]
    assert fraction("3600 s", **{**BARE, "answer": 1, "units": hours}) == 1


@pytest.mark.parametrize("typed", ["1.5 KW", "1.5 w", "1.5 MW"])
def test_the_case_of_a_symbol_matters(typed):
    with pytest.raises(BadResponse, match="Use kW, W or kilowatt"):
        fraction(typed, **POWER)


def test_a_unit_where_none_is_asked_for_is_refused():
    with pytest.raises(BadResponse, match="without “kW”"):
        fraction("95 kW", **BARE)


def test_a_required_unit_is_asked_for():
    with pytest.raises(BadResponse, match="Add the unit: % or percent"):
        fraction("95", unit_required=True)


@pytest.mark.parametrize("typed", ["1/2", "95 / 1", "0x5F", "10²", "95 %2"])
def test_sums_and_codes_are_no_numbers(typed):
    with pytest.raises(BadResponse, match="cannot be read as a number"):
        fraction(typed)


def test_a_foreseen_wrong_value_says_why():
    near = SPEC["near"]
    assert grade_typed("numeric", "5.5").feedback == (near[0]["feedback"],)
    assert grade_typed("numeric", "0,95").feedback == (near[1]["feedback"],)
    assert grade_typed("numeric", "50").feedback == ()


def test_the_response_is_kept_as_it_was_typed():
    assert KIND.read(SPEC, {"response": ["  95,0 % "]}) == "95,0 %"


@pytest.mark.parametrize("typed", ["  ", "\u200e", "\u00a0"])
def test_blanks_alone_are_a_blank(typed):
    assert KIND.read(SPEC, {"response": [typed]}) is None


def test_the_form_says_the_unit():
    assert KIND.prepare(SPEC, 1) == {"text": "", "unit_hint": "in %", "input_mode": "decimal"}


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (BARE, ""),
        (POWER, "in kW, or with the unit: W"),
        (POWER | {"unit_required": True}, "with the unit: kW or W"),
    ],
)
def test_the_hint_names_each_unit_once(changes, hint):
    assert KIND.prepare(example("numeric", **changes), 1)["unit_hint"] == hint


@pytest.mark.parametrize("changes", [{"answer": -5, "near": []}, {"unit_required": True}])
def test_the_keypad_has_what_the_answer_needs(changes):
    assert KIND.prepare(example("numeric", **changes), 1)["input_mode"] == "text"


def test_the_key_has_a_unit_where_one_is_required():
    assert KIND.key(example("numeric", unit_required=True)) == "95 %"


def test_the_review_has_the_key_and_the_range():
    assert KIND.review(SPEC, "5") == {
        "text": "5",
        "correct": False,
        "key_text": "95 %",
        "also": ["94.5 to 95.5 %"],
    }


def test_the_review_without_tolerance_has_no_range():
    assert KIND.review(example("numeric", tolerance=0), "95")["also"] == []


def test_the_review_has_the_decimal_mark_of_the_language():
    with override("de"):
        assert KIND.review(example("numeric", answer=95.25), None)["key_text"] == "95,25 %"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"answer": None}, "The answer must be a number"),
        ({"answer": "95"}, "The answer must be a number"),
        ({"answer": True}, "The answer must be a number"),
        ({"answer": float("nan")}, "The answer must be a number"),
        ({"answer": 10**400}, "The answer must be a number"),
        ({"tolerance": -1}, "The tolerance must be"),
        ({"tolerance": float("inf")}, "The tolerance must be"),
        ({"tolerance_kind": "percent"}, "“absolute” or “relative”"),
        ({"tolerance_kind": []}, "“absolute” or “relative”"),
        ({"tolerance_kind": "relative", "tolerance": 5}, "a share below 1"),
        ({"tolerance_kind": "relative", "answer": 0}, "relative to 0"),
        ({"units": [{"name": "W", "factor": 2}]}, "its factor is 1"),
        ({"units": [{"name": "W", "factor": 0}]}, "above 0"),
        ({"units": [{"name": "W"}, {"name": "W ", "factor": 2}]}, "listed twice"),
        ({"units": [{"name": "watts"}, {"name": "Watts", "factor": 2}]}, "listed twice"),
        ({"units": [{"name": "2x"}]}, "does not begin with a digit"),
        ({"units": [{"name": "e5"}]}, "does not begin with a digit"),
        ({"units": [{"name": "\u200e"}]}, "short name"),
        ({"units": [{"name": "W", "faktor": 1}]}, "“units[1].faktor”"),
        ({"units": "W"}, "must be a list"),
        ({"units": [], "unit_required": True}, "none is listed"),
        ({"unit_required": 1}, "“unit_required” must be true or false"),
        ({"near": [{"value": 5, "feedback": 1}]}, "feedback must be text"),
        ({"near": [{"value": "5", "feedback": "Why"}]}, "is not a number"),
        ({"near": [{"value": 95.5, "feedback": "Why"}]}, "counts as right"),
        ({"near": [{"value": 5, "tolerance": -1, "feedback": "Why"}]}, "must be 0 or more"),
    ],
)
def test_fields_that_cannot_work_are_refused(changes, reason):
    assert reason in problems("numeric", **changes)


@given(st.floats(-1e300, 1e300), st.floats(0, 1e300))
def test_the_key_is_right_for_any_number(answer, tolerance):
    spec = example("numeric", **{**BARE, "answer": answer, "tolerance": tolerance})
    assert KIND.problems(spec) == []
    key = KIND.read(spec, {"response": [KIND.key(spec)]})
    assert KIND.grade(spec, key).fraction == 1
    assert KIND.review(spec, key)["correct"] is True


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(0, 1000))
def test_the_tolerance_decides(answer, typed, tolerance):
    changes = {**BARE, "answer": answer / 100, "tolerance": tolerance / 100}
    assert fraction(f"{typed / 100:.2f}", **changes) == (abs(answer - typed) <= tolerance)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_converted_value_is_worth_as_much(watts, typed):
    assume(watts != typed)
    changes = {**POWER, "answer": watts / 1000}
    assert fraction(f"{watts} W", **changes) == 1
    assert fraction(f"{typed} W", **changes) == 0
