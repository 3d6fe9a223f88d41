"""What a comment carries of a question: differences are named, and made again."""

from __future__ import annotations

from copy import deepcopy
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.carry import (
    ABSENT,
    NotCarried,
    applied,
    check_of,
    difference,
    line_of,
    same,
    values_in,
)
from tests.kinds.specs import any_json, specimens

FOUND = {
    "stem": "What turns?",
    "options": [{"id": "a", "text": "x"}, {"id": "b", "text": "y", "feedback": ""}],
}


@pytest.mark.parametrize(
    ("wanted", "change"),
    [
        (FOUND, ABSENT),
        (FOUND | {"stem": "What?"}, {"stem": "What?"}),
        (FOUND | {"hint": "Look."}, {"hint": "Look."}),
        ({"options": FOUND["options"]}, {"stem": None}),
        (
            FOUND | {"options": [FOUND["options"][0], {"id": "c", "text": "y", "feedback": "No."}]},
            {"options": {"of": 2, "1": {"id": "c", "feedback": "No."}}},
        ),
        (FOUND | {"options": [{"id": "a"}]}, {"options": [{"id": "a"}]}),
        (FOUND | {"options": []}, {"options": []}),
    ],
)
def test_a_difference_has_nothing_but_what_differs_and_makes_it_again(wanted, change):
    assert difference(FOUND, wanted) == change
    if change is not ABSENT:
        assert applied(deepcopy(FOUND), change, edited=False) == wanted


def test_a_difference_makes_any_specimen_of_any_other():
    specs = [spec for _kind, spec in specimens().values()]
    for found, wanted in permutations(specs, 2):
        assert same(applied(deepcopy(found), difference(found, wanted), edited=False), wanted)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), ([], {})])
def test_values_that_json_tells_apart_differ(one, other):
    assert difference(one, other) is other


@pytest.mark.parametrize(
    ("change", "made"),
    [
        ({"stem": "Other?"}, {}),
        ({"stem": None}, {}),
        ({"hint": "Look."}, {"hint": "Look."}),
        (
            {"options": {"of": 2, "1": {"text": "z", "feedback": "No."}}},
            {"options": [FOUND["options"][0], FOUND["options"][1] | {"feedback": "No."}]},
        ),
        ({"options": {"of": 3, "1": {"feedback": "No."}}}, {}),
        ({"options": []}, {}),
    ],
)
def test_to_an_edited_text_nothing_but_what_it_lacks_is_added(change, made):
    assert applied(deepcopy(FOUND), change, edited=True) == FOUND | made


def test_entries_for_another_number_of_options_are_left_aside():
    change = {"options": {"of": 3, "0": {"text": "z"}}}
    assert applied(deepcopy(FOUND), change, edited=False) == FOUND


def test_a_difference_without_end_is_refused():
    deep = {"a": {}}
    for _ in range(20):
        deep = {"a": deep}
    with pytest.raises(NotCarried):
        applied({"a": {"a": {}}} | deepcopy(deep), deep, edited=False)


def test_white_space_is_no_edit_and_a_word_is_one():
    assert check_of("What \n turns?") == check_of("What turns?")
    assert check_of("What turned?") != check_of("What turns?")


@given(st.dictionaries(st.sampled_from(["uid", "hint"]), any_json))
def test_a_line_says_what_it_was_given_on_one_line(values):
    line = line_of(values)
    assert "\n" not in line
    if "Infinity" not in line and "NaN" not in line:
        assert same(values_in(line), values)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_not_read(number):
    with pytest.raises(NotCarried):
        values_in(f'evlearn: {{"spec": {{"answer": {number}}}}}')


@pytest.mark.parametrize("text", ["[id:x] [tag:y]", "e\u0301", "a\u2028b", "\x85", "\ud800", "né"])
def test_nothing_in_a_line_is_changed_by_reading_or_taken_for_an_id(text):
    line = line_of({"uid": text})
    assert "[id:" not in line
    assert "[tag:" not in line
    assert values_in(line) == {"uid": text}


def test_other_comments_carry_nothing():
    assert values_in("question: 12") is None


@pytest.mark.parametrize(
    "line",
    ["evlearn:", "evlearn: {", "evlearn: []", 'evlearn: {"spec": 1}', "evlearn: " + "[" * 9999],
)
def test_a_line_that_cannot_be_read_is_refused(line):
    with pytest.raises(NotCarried):
        values_in(line)
