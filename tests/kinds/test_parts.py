"""Several parts under one stem."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

parts = kinds["parts"]
SPEC = parts.example()
LOSS, HEAT = SPEC["parts"]
CHOICE = {"id": "c", "kind": "multiple_choice"} | {
    name: value for name, value in kinds["multiple_choice"].example().items() if name != "quote"
}


def test_parts_earn_by_their_weight():
    assert parts.grade(SPEC, {"a": "2.5"}).fraction == pytest.approx(1 / 3)
    assert parts.grade(SPEC, {"b": True}).fraction == pytest.approx(2 / 3)


def test_a_part_earns_partial_credit_of_its_own():
    spec = example("parts", parts=[LOSS, CHOICE])
    assert parts.grade(spec, {"c": ["a"]}).fraction == pytest.approx(1 / 4)


def test_remarks_are_those_of_the_parts():
    assert parts.grade(SPEC, {"b": False}).feedback == (f"Part 2: {HEAT['feedback']['false']}",)


def test_each_part_is_read_from_its_own_fields():
    spec = example("parts", parts=[LOSS, HEAT, CHOICE])
    fields = {"response-a": ["2.5 kW"], "response-b": ["false"], "response-c": ["b", "a"]}
    assert parts.read(spec, fields) == {"a": "2.5 kW", "b": False, "c": ["a", "b"]}


def test_a_half_filled_form_is_read():
    assert parts.read(SPEC, {"response-a": [""], "response-b": ["true"]}) == {"b": True}


def test_what_cannot_be_read_is_said_of_its_part():
    with pytest.raises(BadResponse, match=r"^Part 1: "):
        parts.read(SPEC, {"response-a": ["much"]})


def test_one_part_that_cannot_be_read_costs_nothing_of_the_others():
    again = parts.as_posted(SPEC, {"response-a": ["much"], "response-b": ["true"]})
    assert again == {"a": "much", "b": True}
    assert parts.prepare(SPEC, 0, again)["parts"][0]["view"]["text"] == "much"


def test_a_field_of_no_part_is_refused():
    with pytest.raises(BadResponse):
        parts.read(SPEC, {"response-z": ["1"]})


def test_the_review_has_a_verdict_for_each_part():
    shown = parts.review(SPEC, {"b": False})["parts"]
    assert [(part["given"], part["fraction"]) for part in shown] == [(False, 0.0), (True, 0.0)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"parts": [LOSS]}, "2 parts or more"),
        ({"parts": [LOSS, LOSS]}, "same id"),
        ({"parts": [LOSS, HEAT | {"kind": "essay"}]}, "Part 2: Its kind must be one of"),
        ({"parts": [LOSS, HEAT | {"weight": 0}]}, "Part 2: The weight"),
        ({"parts": [LOSS, HEAT | {"id": "a b"}]}, "Part 2: It needs a short id"),
        ({"parts": [LOSS | {"stem": " "}, HEAT]}, "Part 1: The question has no stem."),
        ({"parts": [LOSS | {"options": []}, HEAT]}, "Part 1: There is no field “options”"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("parts", **changes)


def test_another_wording_changes_no_mark_and_another_weight_does():
    reworded = example("parts", parts=[LOSS | {"stem": "How much is lost?"}, HEAT])
    assert parts.marks_alike(SPEC, reworded)
    assert not parts.marks_alike(SPEC, example("parts", parts=[LOSS | {"weight": 3}, HEAT]))
    assert not parts.marks_alike(SPEC, example("parts", parts=[HEAT, LOSS]))
