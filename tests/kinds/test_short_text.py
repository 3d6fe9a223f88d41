"""Short text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import BadResponse, kinds

from .specs import example, grade_typed, problems

KIND = kinds["short_text"]
SPEC = KIND.example()
PLAIN = {"wrong": None, "typos": None, "case_sensitive": None, "accents_matter": None}
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


def fraction(typed: str, **changes: object) -> float:
    return grade_typed("short_text", typed, **changes).fraction


@pytest.mark.parametrize(
    "typed", ["rotor", " ROTOR. ", "“rotor”", "Armature", "the rotor inside", "rotr", "\u202erotor"]
)
def test_an_accepted_answer_counts_however_it_is_typed(typed):
    assert fraction(typed) == 1


@pytest.mark.parametrize("typed", ["rtr", "a coil", "*", "...", "rotor or stator or shaft"])
def test_anything_else_gets_nothing(typed):
    assert fraction(typed) == 0


def test_a_foreseen_wrong_answer_says_why():
    grade = grade_typed("short_text", "The Stator")
    assert (grade.fraction, grade.feedback) == (0.0, (SPEC["wrong"][0]["feedback"],))


def test_a_foreseen_wrong_answer_is_never_taken_for_a_slip():
    assert fraction("motor", wrong=None) == 1
    assert grade_typed("short_text", "motor").feedback == (SPEC["wrong"][1]["feedback"],)


def test_a_wrong_answer_in_full_counts_before_an_accepted_pattern():
    changes = {
        "accepted": ["magnets", "*magnets"],
        "wrong": [{"text": "no magnets", "feedback": "Look again."}],
    }
    assert fraction("strong magnets", **changes) == 1
    assert fraction("no magnets", **changes) == 0


def test_an_accepted_pattern_counts_before_a_wrong_one():
    wrong = [{"text": "*", "feedback": "Neither."}]
    assert fraction("the rotor inside", wrong=wrong) == 1
    assert grade_typed("short_text", "coil", wrong=wrong).feedback == ("Neither.",)


def test_a_catch_all_leaves_no_slip_to_forgive():
    assert fraction("rotr", wrong=[{"text": "*", "feedback": "Neither."}]) == 0


def test_case_matters_where_the_author_says_so():
    assert fraction("Rotor", case_sensitive=True, typos=0) == 0
    assert fraction("rotor", case_sensitive=True, typos=0) == 1


def test_accents_matter_where_the_author_says_so():
    assert fraction("resume", accepted=["résumé"], typos=0) == 1
    assert fraction("resume", accepted=["résumé"], typos=0, accents_matter=True) == 0
    assert fraction("re\u0301sume\u0301", accepted=["résumé"], typos=0, accents_matter=True) == 1


def test_slips_are_not_forgiven_in_patterns():
    assert fraction("teh rotor inside", accepted=["the rotor*"]) == 0


def test_the_response_is_kept_as_it_was_typed():
    assert KIND.read(SPEC, {"response": ["  The  Rotor! "]}) == "The  Rotor!"


@pytest.mark.parametrize("typed", [" \t", "\u200b", "\u202e\u202c"])
def test_what_cannot_be_seen_is_a_blank(typed):
    assert KIND.read(SPEC, {"response": [typed]}) is None


def test_a_response_of_the_longest_length_is_read():
    assert KIND.read(SPEC, {"response": ["x" * 500]})
    with pytest.raises(BadResponse, match="at most 500"):
        KIND.read(SPEC, {"response": ["x" * 501]})


def test_the_form_has_the_text_and_no_unit():
    view = {"text": "rot", "unit_hint": "", "input_mode": "text"}
    assert KIND.prepare(SPEC, 1, "rot") == view


def test_the_review_has_the_key_and_the_others_without_patterns():
    assert KIND.review(SPEC, "stator") == {
        "text": "stator",
        "correct": False,
        "key_text": "rotor",
        "also": ["armature"],
    }


def test_the_same_answer_in_another_form_is_not_named_again():
    accepted = ["rotor", "Rotor", "coil", "Coil."]
    assert len(KIND.review(example("short_text", accepted=accepted), None)["also"]) == 1


def test_a_pattern_alone_shows_its_text_as_the_key():
    spec = example("short_text", accepted=["*stator*"], wrong=None)
    assert KIND.problems(spec) == []
    assert KIND.key(spec) == "stator"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"accepted": None}, "must be a list"),
        ({"accepted": "rotor"}, "must be a list"),
        ({"accepted": [1]}, "must be a list"),
        ({"accepted": []}, "no accepted answer"),
        ({"accepted": ["rotor", " "]}, "is blank"),
        ({"accepted": ["rotor", "*"]}, "“*” alone"),
        ({"accepted": ["rotor", "* *."]}, "“*” alone"),
        ({"accepted": ["?!"]}, "needs letters or digits"),
        ({"accepted": ["rotor", "a*b*c*d*e*f*"]}, "more than 5 wildcards"),
        ({"accepted": ["x" * 501]}, "longer than 500"),
        ({"accepted": ["rotor"] * 51}, "at most 50"),
        ({"accepted": ["in * field"]}, "at least one accepted answer without"),
        ({"typos": 3}, "0 to 2"),
        ({"typos": -1}, "0 to 2"),
        ({"typos": 1.0}, "0 to 2"),
        ({"typos": True}, "0 to 2"),
        ({"case_sensitive": "no"}, "“case_sensitive” must be true or false"),
        ({"accents_matter": 0}, "“accents_matter” must be true or false"),
        ({"wrong": [{"text": "coil", "feedback": 1}]}, "feedback must be text"),
        ({"wrong": [{"text": " ", "feedback": "Why"}]}, "is blank"),
        ({"wrong": [{"text": "coil", "feedback": "Why", "x": 1}]}, "“wrong[1].x”"),
        ({"wrong": [{"text": "Rotor!", "feedback": "Why"}]}, "both accepted and wrong"),
        ({"wrong": ["coil"]}, "must be a list"),
    ],
)
def test_fields_that_cannot_work_are_refused(changes, reason):
    assert reason in problems("short_text", **changes)


@given(words)
def test_an_accepted_answer_is_right_in_any_surroundings(word):
    for typed in (word, f"  {word}. ", f"“{word}”"):
        assert fraction(typed, accepted=[word], **PLAIN) == 1


@given(words, words)
def test_another_word_is_right_only_in_the_same_form(accepted, typed):
    swapped = fraction(accepted, accepted=[typed], **PLAIN)
    assert fraction(typed, accepted=[accepted], **PLAIN) == swapped


@given(words, words, words)
def test_a_pattern_accepts_what_it_leaves_open(before, between, after):
    accepted = ["rotor", f"{before}*{after}"]
    assert fraction(f"{before} {between} {after}", accepted=accepted, **PLAIN) == 1


def test_another_foreseen_wrong_answer_marks_otherwise():
    kind = kinds["short_text"]
    old = kind.example()
    new = old | {"wrong": [{"text": "quite another", "feedback": "No."}]}
    assert not kind.marks_alike(old, new)
    assert kind.marks_alike(old, old | {"stem": "In other words?"})
