"""What is read of each type of question in Moodle XML."""

from __future__ import annotations

import pytest

from tests.exchange.moodle_files import (
    NUMBER,
    answer,
    one,
    option,
    pair,
    question,
    read,
    said,
    spec,
    xml,
)


def test_a_multichoice_with_one_right_answer_is_a_single_choice():
    found = one("multichoice", answer("Rotor", 100, "It follows.") + answer("Stator", 0, "No."))
    assert found.kind == "single_choice"
    assert found.spec == {
        "stem": "Which part turns?",
        "options": [option("a", "Rotor", True, "It follows."), option("b", "Stator", False, "No.")],
    }


def test_a_multichoice_that_is_not_single_is_a_multiple_choice():
    inner = "<single>false</single>" + answer("Rotor", 50) + answer("Shaft", 50)
    found = one("multichoice", inner + answer("Stator", -100))
    assert found.kind == "multiple_choice"
    assert [each["correct"] for each in found.spec["options"]] == [True, True, False]


@pytest.mark.parametrize(
    ("single", "weights", "words"),
    [
        ("false", (50, 50, -100), []),
        ("false", (33.33333, 66.66667, -100), ["The right options are worth 33.3333 %, 66.6667 %"]),
        ("false", (50, 50, 0), ["The wrong options are worth 0 % in the file; here each takes"]),
        ("true", (100, 0, 0), []),
        ("true", (100, 50, 0), ["“x” is worth 50 % in the file and nothing here."]),
        ("true", (100, 100, 0), ["Each of 2 options is right on its own in the file"]),
    ],
)
def test_weights_that_count_otherwise_here_are_named(single, weights, words):
    inner = "".join(answer("x", weight) for weight in weights)
    found = said(question("multichoice", f"<single>{single}</single>{inner}"))
    assert len(found) == len(words)
    assert all(each.startswith(start) for each, start in zip(found, words, strict=True))


def test_types_of_plugins_with_several_right_options_are_read():
    inner = answer("Rotor", 100) + answer("Shaft", 100) + answer("Stator", 0)
    assert one("oumultiresponse", inner).kind == "multiple_choice"
    assert said(question("multichoiceset", inner)) == [
        "Right and wrong options count one by one here, not all or nothing."
    ]


@pytest.mark.parametrize("right", [True, False])
def test_true_or_false(right):
    inner = answer("true", 100 * right, "Yes.") + answer("false", 100 * (not right), "No.")
    found = one("truefalse", inner)
    assert found.kind == "true_false"
    assert found.spec["answer"] is right
    assert found.spec["feedback"] == {"true": "Yes.", "false": "No."}


def test_true_and_false_of_another_language_stand_in_that_order():
    inner = answer("Wahr", 0) + answer("Falsch", 100)
    assert one("truefalse", inner).spec["answer"] is False
    assert said(question("truefalse", inner)) == ["“Wahr” is taken for true, “Falsch” for false."]


def test_a_short_answer_keeps_wildcards_case_and_foreseen_wrong_answers():
    inner = "<usecase>1</usecase>" + answer("rotor", 100) + answer("*armature*", 100)
    assert spec("shortanswer", inner + answer("*", 0, "Think again.")) == {
        "accepted": ["rotor", "*armature*"],
        "wrong": [{"text": "*", "feedback": "Think again."}],
        "case_sensitive": True,
    }


def test_the_feedback_of_a_right_answer_explains_it_where_nothing_else_does():
    assert spec("shortanswer", answer("rotor", 100, "It follows."))["explanation"] == "It follows."
    general = "<generalfeedback><text>The field pulls it.</text></generalfeedback>"
    both = question("shortanswer", general + answer("rotor", 100, "It follows."))
    assert read(xml(both)).questions[0].spec["explanation"] == "The field pulls it."
    assert said(both) == ["The feedback on the right answer “rotor” stays out: “It follows.”"]


def test_partly_right_answers_and_literal_asterisks_are_named():
    assert said(question("shortanswer", answer("rotor", 100) + answer("a\\*", 50, "Nearly."))) == [
        "An asterisk stands for any text here, never for itself.",
        "“a\\*” is worth 50 % in the file and nothing here.",
    ]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (answer("95", 100), {"answer": 95}),
        (answer("-0,5", 100), {"answer": -0.5}),
        (NUMBER, {"answer": 95, "tolerance": 0.5}),
        (NUMBER + answer("5", 0), {"answer": 95, "tolerance": 0.5}),
        (
            NUMBER + answer("5", 0, "Lost.", "<tolerance>1</tolerance>"),
            {
                "answer": 95,
                "tolerance": 0.5,
                "near": [{"value": 5, "feedback": "Lost.", "tolerance": 1}],
            },
        ),
    ],
)
def test_numbers_with_tolerance_and_foreseen_wrong_values(inner, expected):
    assert spec("numerical", inner) == expected


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (answer("*", 0, "No."), "The feedback on all other numbers stays out: “No.”"),
        (answer("9", 50, "No."), "“9” is worth 50 % in the file and nothing here."),
        (answer("9", 100), "9 counts in full, too, in the file; here one number is right."),
        (
            answer("95.1", 0, "No."),
            "The feedback on 95.1 stays out, as that counts as right: “No.”",
        ),
    ],
)
def test_what_a_number_cannot_hold_is_named(inner, words):
    assert said(question("numerical", NUMBER + inner)) == [words]


def test_multipliers_of_units_are_turned_round_and_the_first_unit_is_that_of_the_answer():
    units = "".join(
        f"<unit><multiplier>{times}</multiplier><unit_name>{name}</unit_name></unit>"
        for times, name in ((1000, "W"), (1, "kW"), ("0.001", "MW"))
    )
    graded = "<unitgradingtype>1</unitgradingtype>"
    found = spec("numerical", answer("5", 100) + f"<units>{units}</units>{graded}")
    assert found["units"] == [
        {"name": "kW"},
        {"name": "W", "factor": 0.001},
        {"name": "MW", "factor": 1000},
    ]
    assert found["unit_required"] is True


def test_a_matching_may_have_choices_that_fit_nothing_and_the_same_one_twice():
    inner = pair("Rotor", "turns") + pair("Stator", "stands") + pair("Shaft", "turns")
    found = one("matching", inner + pair("", "drops"))
    assert found.kind == "matching"
    assert [(each["text"], each["choice"]) for each in found.spec["prompts"]] == [
        ("Rotor", "a"),
        ("Stator", "b"),
        ("Shaft", "a"),
    ]
    assert found.spec["choices"] == [
        {"id": "a", "text": "turns"},
        {"id": "b", "text": "stands"},
        {"id": "c", "text": "drops"},
    ]
    assert one("match", inner).kind == "matching"


def test_an_ordering_is_sorted_by_the_positions_in_the_file():
    inner = answer("then", "2.0000000") + answer("last", "3") + answer("first", "1", "Why not.")
    found = one("ordering", inner)
    assert found.kind == "ordering"
    assert [each["text"] for each in found.spec["items"]] == ["first", "then", "last"]
    assert said(question("ordering", inner)) == ["The feedback on an item stays out: “Why not.”"]


def test_an_essay_keeps_its_limits_and_names_what_is_for_markers():
    inner = (
        "<responsefieldlines>15</responsefieldlines><minwordlimit>50</minwordlimit>"
        "<maxwordlimit>0</maxwordlimit><graderinfo><text>Be kind.</text></graderinfo>"
        "<responsetemplate><text>I think</text></responsetemplate>"
    )
    assert spec("essay", inner) == {"lines": 15, "min_words": 50}
    assert said(question("essay", inner)) == [
        "What is meant for markers stays out: “Be kind.”",
        "The text to begin with stays out: “I think”",
    ]


def test_a_description_is_a_statement():
    found = one("description")
    assert (found.kind, found.spec) == ("statement", {"stem": "Which part turns?"})
