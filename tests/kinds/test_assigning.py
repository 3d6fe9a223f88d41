"""Matching, and sorting into groups."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds

from .specs import example, problems

matching, classify = kinds["matching"], kinds["classify"]
SPEC = matching.example()
ONE, TWO, THREE = SPEC["prompts"]


def grade(response):
    return matching.grade(SPEC, response)


def test_each_right_pair_earns_its_share():
    assert grade({"1": "still", "2": "turns", "3": "stores"}).fraction == pytest.approx(2 / 3)


def test_what_is_left_open_earns_nothing_and_costs_nothing():
    assert grade({"1": "still"}).fraction == pytest.approx(1 / 3)


def test_remarks_are_on_what_was_placed_wrongly():
    (remark,) = grade({"1": "still", "2": "stores"}).feedback
    assert remark == f"Rotor: {TWO['feedback']}"


def test_a_mark_that_is_not_full_says_how_many_are_right():
    assert grade({"1": "still", "2": "stores"}).tally == "Right: 1 of 3."
    assert grade(matching.key(SPEC)).tally == ""


def test_a_half_filled_form_is_read():
    fields = {"response-3": ["3"], "response-1": [""], "version": ["7"]}
    assert matching.read(SPEC, fields) == {"1": "still"}


def test_the_order_of_the_posted_fields_does_not_matter():
    there = matching.read(SPEC, {"response-3": ["3"], "response-1": ["2"]})
    back = matching.read(SPEC, {"response-1": ["2"], "response-3": ["3"]})
    assert there == {"1": "still", "2": "turns"}
    assert list(there.items()) == list(back.items())


@pytest.mark.parametrize(
    "fields",
    [
        {"response-1": ["5"]},
        {"response-1": ["still"]},
        {"response-9": ["3"]},
        {"response": ["3"]},
        {"response-1": ["3", "2"]},
        {"response-1": ["-"]},
    ],
)
def test_what_was_never_offered_is_refused(fields):
    with pytest.raises(BadResponse):
        matching.read(SPEC, fields)


def test_choices_are_listed_by_their_texts():
    row, *_rest = matching.prepare(SPEC, 0)["rows"]
    texts = [target["text"] for target in row["targets"]]
    assert texts == sorted(texts)
    assert len(texts) == len(SPEC["choices"])


def test_a_choice_may_serve_several_prompts():
    prompts = [prompt | {"choice": "still"} for prompt in SPEC["prompts"]]
    assert not problems("matching", prompts=prompts)


def test_the_review_names_the_right_choice_for_what_was_left_open():
    row = matching.review(SPEC, {"1": "still"})["rows"][1]
    assert (row["given"], row["correct"], row["right"]) == ("", False, "Follows the field")


def test_groups_keep_the_authors_order_with_none_of_these_last():
    row, *_rest = classify.prepare(classify.example(), 0)["rows"]
    assert [target["name"] for target in row["targets"]] == ["2", "1", "-"]
    assert [target["text"] for target in row["targets"]] == [
        "Needs rare earths",
        "Needs none",
        "None of these",
    ]


def test_the_form_tells_nothing_of_the_authors_ids():
    prompts = [ONE | {"id": "still"}, TWO | {"id": "turns"}, THREE | {"id": "carries"}]
    assert matching.prepare(example("matching", prompts=prompts), 0) == matching.prepare(SPEC, 0)


def test_nothing_belongs_nowhere_unless_the_author_says_so():
    assert "id of its “group”" in problems("classify", none=False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prompts": [ONE]}, "needs 2 entries or more"),
        ({"choices": [*SPEC["choices"], SPEC["choices"][0]]}, "have the id “still”"),
        ({"choices": [*SPEC["choices"], {"id": "x", "text": "follows  THE field"}]}, "say “"),
        ({"choices": [*SPEC["choices"], {"id": "-", "text": "Nothing"}]}, "is taken"),
        ({"prompts": [ONE, ONE]}, "have the id “1”"),
        ({"prompts": [ONE | {"choice": "x"}, TWO]}, "needs the id of its “choice”"),
        ({"prompts": [ONE | {"feedback": 5}, TWO]}, "feedback must be text"),
        ({"prompts": [ONE | {"id": "a b"}, TWO]}, "short id"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("matching", **changes)


def test_another_wording_changes_no_mark_and_another_key_does():
    reworded = example("matching", choices=[c | {"text": c["text"] + "."} for c in SPEC["choices"]])
    assert matching.marks_alike(SPEC, reworded)
    moved = example("matching", prompts=[ONE | {"choice": "stores"}, TWO, THREE])
    assert not matching.marks_alike(SPEC, moved)
