"""Any content goes through a form and comes back as it was, or is shown as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.forms.draft import draft_of, rows_of, spec_of
from quizzes.forms.values import Misfit
from quizzes.kinds import kinds
from tests.kinds.specs import any_json, damaged, showing, specimens

SPECIMENS = specimens()
each_specimen = pytest.mark.parametrize(("name", "spec"), SPECIMENS.values(), ids=SPECIMENS)
thorough = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@each_specimen
def test_an_example_comes_back_as_it_was(name, spec):
    fields = kinds[name].form
    again, errors = spec_of(fields, draft_of(fields, spec))
    assert (again, errors) == (spec, {})
    assert json.dumps(again, sort_keys=True) == json.dumps(spec, sort_keys=True)


@each_specimen
@given(data=st.data())
@thorough
def test_whatever_a_form_shows_comes_back_as_it_was(name, spec, data):
    kind = kinds[name]
    content = data.draw(damaged(showing(kind, spec)))
    try:
        draft = draft_of(kind.form, content)
    except Misfit:
        return
    assert spec_of(kind.form, draft)[0] == content


@each_specimen
@given(content=st.dictionaries(st.sampled_from(["stem", "options", "gaps", "parts"]), any_json))
@thorough
def test_nonsense_is_shown_or_refused(name, spec, content):
    try:
        draft = draft_of(kinds[name].form, content)
    except Misfit:
        return
    assert spec_of(kinds[name].form, draft)[0] == content


@each_specimen
@given(data=st.data())
@thorough
def test_whatever_is_sent_is_read(name, spec, data):
    fields = kinds[name].form
    draft = draft_of(fields, spec)
    values = st.lists(
        st.text(max_size=8) | st.sampled_from(["1", "99", "on", "²", "x"]), max_size=4
    )
    draft |= data.draw(st.dictionaries(st.sampled_from(sorted(draft)), values, max_size=4))
    json.dumps(spec_of(fields, draft)[0])


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("numeric", {"hint": ""}),
        ("numeric", {"units": []}),
        ("numeric", {"unit_required": False}),
        ("true_false", {"feedback": {}}),
        ("essay", {"min_words": 0}),
    ],
)
def test_a_blank_that_is_there_stays_there(kind, spec):
    fields = kinds[kind].form
    assert spec_of(fields, draft_of(fields, spec))[0] == spec


def test_a_blank_that_was_not_there_is_left_out():
    sent = {"content-stem-prose": ["What?"], "content-hint-line": [""], "content-units-several": []}
    assert spec_of(kinds["numeric"].form, sent)[0] == {"stem": "What?"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("95", 95), ("0,5", 0.5), ("0.5", 0.5), ("1e3", 1000), ("−3", -3), (" 7 ", 7)],
)
def test_numbers_are_read_with_comma_or_point(typed, value):
    spec, errors = spec_of(kinds["numeric"].form, {"content-answer-number": [typed]})
    assert (spec, errors) == ({"answer": value}, {})
    assert type(spec["answer"]) is type(value)


@pytest.mark.parametrize("typed", ["many", "1,234", "5 kW", "1e999"])
def test_what_is_no_number_stays_as_it_was_typed_with_a_reason(typed):
    spec, errors = spec_of(kinds["numeric"].form, {"content-answer-number": [typed]})
    assert spec == {"answer": typed}
    assert errors["content-answer-number"]


def test_an_expression_needs_no_number():
    sent = {"content-near-several": ["1"], "content-near-several-1-value-formula": ["100 * q"]}
    spec, errors = spec_of(kinds["calculated"].form, sent)
    assert (spec, errors) == ({"near": [{"value": "100 * q"}]}, {})


def test_a_value_that_is_no_number_is_named_in_a_list_of_numbers():
    sent = {
        "content-variables-several": ["1"],
        "content-variables-several-1-values-numbers": ["36\r\nmany"],
    }
    spec, errors = spec_of(kinds["calculated"].form, sent)
    assert spec["variables"] == [{"values": [36, "many"]}]
    assert list(errors) == ["content-variables-several-1-values-numbers"]


def test_line_breaks_of_browsers_are_read_as_plain_ones():
    spec, _errors = spec_of(kinds["statement"].form, {"content-stem-prose": ["a\r\nb"]})
    assert spec == {"stem": "a\nb"}


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (["2", "1"], ["2", "1"]),
        (["1", "1"], ["1"]),
        (["x", "-1", "²", "", "1 "], []),
        (["9" * 7, "3"], ["3"]),
    ],
)
def test_rows_are_numbers_each_once(values, rows):
    assert rows_of({"list": values}, "list") == rows


def test_a_list_that_is_too_long_is_shown_as_text():
    option = {"id": "a", "text": "x", "correct": True, "feedback": "y"}
    with pytest.raises(Misfit):
        draft_of(kinds["single_choice"].form, {"options": [option] * 10_000})


def test_content_of_more_fields_than_can_be_sent_is_shown_as_text():
    unit, near = {"name": "kW"}, {"value": 1, "feedback": "x"}
    gap = {"kind": "numeric", "answer": 1, "units": [unit] * 12, "near": [near] * 20}
    gaps = [gap | {"id": str(number)} for number in range(20)]
    with pytest.raises(Misfit, match="gaps"):
        draft_of(kinds["gaps"].form, {"stem": "x", "gaps": gaps})
