"""Gaps in a text and in a table."""

from __future__ import annotations

import pytest

from quizzes.kinds import BadResponse, kinds
from quizzes.templatetags.text import around_gaps

from .specs import example, problems

gaps, table = kinds["gaps"], kinds["table"]
SPEC = gaps.example()
MINED, REFINED, PART, OTHER = SPEC["gaps"]


def grade(**given):
    return gaps.grade(SPEC, given)


def read(**given):
    numbers = {"mined": 1, "refined": 2, "part": 3, "other": 4}
    fields = {f"response-{numbers.get(key, key)}": [value] for key, value in given.items()}
    return gaps.read(SPEC, fields)


def test_gaps_earn_by_their_weight():
    assert grade(mined="70 %").fraction == pytest.approx(1 / 5)
    assert grade(refined="85").fraction == pytest.approx(2 / 5)


def test_typed_gaps_are_marked_as_their_kind_is():
    assert grade(refined="85 %").fraction == grade(refined="85,0").fraction
    assert grade(other="  Stator ").fraction == pytest.approx(1 / 5)


def test_a_wrong_gap_says_why_and_an_open_one_keeps_silent():
    assert grade(mined="85 %", part="rotor").feedback == (f"Gap 1: {MINED['feedback']}",)


def test_it_is_said_how_many_gaps_are_right():
    assert grade(mined="85 %", part="rotor").tally == "Right: 1 of 4."
    assert gaps.grade(SPEC, gaps.key(SPEC)).tally == ""


def test_a_half_filled_form_is_read_in_the_order_of_the_text():
    assert list(read(part="rotor", mined="70 %").items()) == [("mined", "70 %"), ("part", "rotor")]


@pytest.mark.parametrize(
    "given", [{"mined": "99 %"}, {"part": "stator"}, {"elsewhere": "rotor"}, {"mined": "rotor"}]
)
def test_what_was_not_offered_is_refused(given):
    with pytest.raises(BadResponse):
        read(**given)


def test_what_cannot_be_read_is_said_of_its_gap():
    with pytest.raises(BadResponse, match=r"^Gap 2: "):
        read(refined="many")


def test_a_word_of_the_bank_used_twice_can_be_kept_and_not_handed_in():
    again = OTHER | {"kind": "bank", "answer": "shaft"}
    del again["accepted"]
    spec = example("gaps", gaps=[MINED, REFINED, PART, again])
    assert "once only" in gaps.incomplete(spec, {"part": "rotor", "other": "rotor"})
    assert gaps.incomplete(spec, {"part": "rotor", "other": "shaft"}) == ""


def test_words_are_listed_by_the_alphabet_and_typed_gaps_have_none():
    shown = gaps.prepare(SPEC, 0)["gaps"]
    assert shown["part"]["words"] == ["housing", "rotor", "shaft"]
    assert shown["other"]["words"] == []


def test_the_review_shows_each_gap_with_its_right_answer():
    shown = gaps.review(SPEC, {"mined": "85 %"})["gaps"]
    assert (shown["mined"]["given"], shown["mined"]["correct"]) == ("85 %", False)
    assert [gap["right"] for gap in shown.values()] == ["70 %", "85", "rotor", "stator"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "No gap."}, "stands nowhere in the text: write [[mined]]."),
        ({"text": SPEC["text"] + " [[mined]]"}, "[[mined]] stands more than once"),
        ({"text": SPEC["text"] + " [[new]]"}, "is not described under “gaps”"),
        ({"text": SPEC["text"].replace("[[mined]]", "`[[mined]]`")}, "within code"),
        ({"text": SPEC["text"].replace("[[mined]]", "$x [[mined]]$")}, "or a formula"),
        ({"gaps": [], "text": "Nothing.", "bank": None}, "There is no gap"),
        ({"gaps": [MINED | {"kind": "riddle"}]}, "Gap 1: The kind of the gap must be one of"),
        ({"gaps": [MINED | {"answer": "99 %"}]}, "Gap 1: The answer does not stand among"),
        ({"gaps": [MINED | {"feedback": []}]}, "Gap 1: The feedback must be text"),
        ({"gaps": [MINED | {"weight": 0}]}, "Gap 1: The weight must be"),
        ({"gaps": [PART | {"answer": "x"}]}, "does not stand in the bank"),
        ({"gaps": [REFINED | {"tolerance": -1}]}, "Gap 1: "),
        ({"bank": ["rotor"]}, "needs 2 to 30 texts"),
        ({"bank": ["rotor", "Rotor "]}, "say “rotor”"),
    ],
)
def test_what_an_author_may_get_wrong(changes, words):
    assert words in problems("gaps", **changes)


def test_a_bank_that_no_gap_uses_is_a_problem():
    spec = example("gaps", text="[[mined]]", gaps=[MINED])
    assert gaps.problems(spec) == ["There is a bank of words and no gap that uses it."]


def test_another_wording_changes_no_mark_and_another_answer_does():
    same = [gap | {"feedback": "Other words."} for gap in SPEC["gaps"]]
    assert gaps.marks_alike(SPEC, example("gaps", gaps=same))
    other = [MINED | {"answer": "62 %"}, REFINED, PART, OTHER]
    assert not gaps.marks_alike(SPEC, example("gaps", gaps=other))


def test_a_foreseen_wrong_text_decides_marks():
    wrong = OTHER | {"wrong": [{"text": "rotor", "feedback": "No."}]}
    other = OTHER | {"wrong": [{"text": "rotors", "feedback": "No."}]}
    before, after = (example("gaps", gaps=[MINED, REFINED, PART, gap]) for gap in (wrong, other))
    assert not gaps.marks_alike(before, after)


def test_cells_keep_their_columns_title():
    rows = table.prepare(table.example(), 0)["rows"]
    assert [cell["column"] for cell in rows[0]["cells"]] == [
        "Field of the rotor",
        "Needs rare earths",
    ]


def test_gaps_of_a_table_count_row_by_row():
    shown = table.prepare(table.example(), 0)["gaps"]
    assert [(key, gap["number"]) for key, gap in shown.items()] == [("1", 1), ("2", 2)]


def test_a_form_calls_a_gap_by_its_number_for_an_id_may_tell_the_answer():
    assert gaps.posted(SPEC, {"part": "rotor"}) == {"response-3": ["rotor"]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": ["One"]}, "2 to 8 columns"),
        ({"columns": ["A", " ", "C"]}, "list of titles"),
        ({"rows": []}, "no rows"),
        ({"rows": [{"title": "", "cells": ["[[1]]", "[[2]]"]}]}, "Row 1 has no title."),
        ({"rows": [{"title": "A", "cells": ["[[1]] [[2]]"]}]}, "Row 1 needs 2 cells"),
        ({"rows": [{"title": "A", "cells": "[[1]]"}]}, "Row 1 needs a list of cells"),
    ],
)
def test_what_an_author_may_get_wrong_in_a_table(changes, words):
    assert words in problems("table", **changes)


def test_a_text_is_split_at_its_gaps_and_keeps_its_blanks():
    pieces = around_gaps("The *rotor* [[1]], and [[2]] too.", {"1": "one", "2": "two"})
    assert pieces == [("The <em>rotor</em> ", "one"), (", and ", "two"), (" too.", None)]


def test_a_marker_within_a_tag_is_left_alone():
    pieces = around_gaps('[x](http://a/ "[[1]]") [[9]]', {"1": "one"})
    assert [gap for _html, gap in pieces] == [None]
