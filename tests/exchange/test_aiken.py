"""Aiken: what is read, what is at fault and where, what gets lost."""

from __future__ import annotations

from codecs import BOM_UTF8

import pytest

from quizzes.exchange.aiken import Aiken
from quizzes.exchange.registry import format_by_name
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.kinds import kinds
from tests.exchange.mutations import mutated

SAMPLE = """\
Which part of a motor stands still?
A. The rotor
B. The stator
C. The shaft
ANSWER: B

What does a gearbox change?
A) The speed
B) The voltage
ANSWER: A
"""


def read(text):
    return Aiken().read(text.encode())


def only(text):
    """The spec of the single question of a text without faults."""
    batch = read(text)
    assert (batch.faults, batch.remarks) == ([], [])
    [question] = batch.questions
    return question.spec


def faults(text):
    return [str(fault) for fault in read(text).faults]


def spec(stem, *texts, right=0):
    options = [
        {"id": letter, "text": text, "correct": number == right, "feedback": ""}
        for number, (letter, text) in enumerate(zip("abcdefghijkl", texts, strict=False))
    ]
    return {"stem": stem, "options": options}


def question(**changes):
    whole = spec("What turns?", "The rotor", "The stator") | changes
    return QuestionSpec("motor-1", "", "single_choice", whole, "")


def written(*questions):
    return b"".join(Aiken().write(questions)).decode()


def test_a_file_is_known_by_its_name():
    assert format_by_name("motors.aiken") is not None


def test_questions_are_read_in_their_order_with_their_lines():
    questions = read(SAMPLE).questions
    assert [(each.place, each.kind, each.lesson, each.tags) for each in questions] == [
        ("line 1", "single_choice", "", ()),
        ("line 7", "single_choice", "", ()),
    ]
    assert [each.spec for each in questions] == [
        spec(
            "Which part of a motor stands still?", "The rotor", "The stator", "The shaft", right=1
        ),
        spec("What does a gearbox change?", "The speed", "The voltage"),
    ]


def test_what_a_question_lacks_is_all_that_keeps_it_from_being_published():
    found = kinds["single_choice"].problems(only("What turns?\nA. It\nB. This\nANSWER: A"))
    assert len(found) == 1
    assert "explanation" in found[0]


PLAIN = spec("What turns?", "The rotor", "The stator")


@pytest.mark.parametrize(
    "text",
    [
        "What turns?\nA. The rotor\nB. The stator\nANSWER: A",
        "What turns?\nA) The rotor\nB) The stator\nANSWER: A\n",
        "What turns?\nA. The rotor\nB) The stator\nANSWER: A",
        "What turns?\r\nA. The rotor\r\nB. The stator\r\nANSWER: A\r\n",
        "\ufeff\n\n  What turns?  \n\n\tA.\tThe rotor\n\nB. The stator  \n\n ANSWER: A \n\n",
        "What turns?\na. The rotor\nb. The stator\nANSWER: a",
        "What turns?\nA. The rotor\nB. The stator\nAnswer : A.",
        "What turns?\nA. The rotor\nB. The stator\nANSWER:A)",
        "What turns?\nA. The rotor\nB. The stator\nANSWER: A. The rotor",
        "What turns?\nA. The\nrotor\nB. The stator\nANSWER: A",
        "What turns?\nA. The rotor\nB. The\n  stator\nANSWER: A",
    ],
)
def test_all_of_these_say_the_same(text):
    assert only(text) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_the_encoding_is_found_out(encoding):
    data = "Où est le stator ?\nA. Dehors\nB. Là\nANSWER: B\n".encode(encoding)
    assert Aiken().read(data).questions[0].spec == spec(
        "Où est le stator ?", "Dehors", "Là", right=1
    )


def test_a_stem_may_have_several_lines():
    found = only("A car drives off.\n\nWhat turns first?\nA. The rotor\nB. The wheels\nANSWER: A")
    assert found["stem"] == "A car drives off.  \nWhat turns first?"


def test_a_list_with_small_letters_belongs_to_the_stem():
    text = "Which are true?\na) It turns.\nb) It hums.\nA. a only\nB. a and b\nANSWER: B"
    assert only(text) == spec(
        "Which are true?  \na) It turns.  \nb) It hums.", "a only", "a and b", right=1
    )


def test_an_abbreviation_at_the_beginning_is_no_option():
    assert only("A.C. motors hum.\nWhy?\nA. Forces\nB. Wind\nANSWER: A")["stem"] == (
        "A.C. motors hum.  \nWhy?"
    )


@pytest.mark.parametrize("count", [2, 12])
def test_two_to_twelve_options_are_read(count):
    lines = [f"{letter}. Motor {letter}" for letter in "ABCDEFGHIJKL"[:count]]
    last = lines[-1][0]
    found = only("\n".join(["Which one?", *lines, f"ANSWER: {last}"]))
    assert [option["correct"] for option in found["options"]] == [False] * (count - 1) + [True]


@pytest.mark.parametrize("count", [1, 13, 26])
def test_other_numbers_of_options_are_faults(count):
    lines = [f"{letter}. Motor {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count]]
    assert faults("\n".join(["", "Which one?", *lines, "ANSWER: A"])) == [
        f"line 2: The question has {count} options; there must be 2 to 12."
    ]


@pytest.mark.parametrize("key", ["A, B", "A,B", "AB", "a and b", "A; B", "A & B", "A B", "A, Z"])
def test_several_right_answers_are_a_fault(key):
    assert faults(f"Q\nA. x\nB. y\nANSWER: {key}") == [
        f"line 4: Several right answers (“{key}”): Aiken knows one only."
    ]


@pytest.mark.parametrize("key", ["C", "", "2", "it turns", "Rotor", "A. It", "ROTOR", "Ä"])
def test_an_answer_that_names_no_option_is_a_fault(key):
    assert faults(f"Q\nA. x\nB. y\nANSWER: {key}") == [
        f"line 4: “{key}” is none of the letters A to B."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Q\nA. x\nB. y\n\nWhat?\nA. x\nB. y\nANSWER: A",
            ["line 1: The question that begins here has no line such as “ANSWER: A”."],
        ),
        (
            "Q\nA. x\nB. y\nWhat?\nA. x\nB. y\nANSWER: A",
            ["line 1: The question that begins here has no line such as “ANSWER: A”."],
        ),
        (
            "Q\nA. x\nB. y\n",
            ["line 1: The question that begins here has no line such as “ANSWER: A”."],
        ),
        (
            "Q\nA. x\nB. y\nANSWER: A\n\nWritten by the workshop.",
            ["line 6: The question that begins here has no line such as “ANSWER: A”."],
        ),
        (
            "Q\nA. x\nB. y\n\nWhat?\nANSWER: A",
            [
                "line 1: The question that begins here has no line such as “ANSWER: A”.",
                "line 5: The question has 0 options; there must be 2 to 12.",
            ],
        ),
        ("Q\nA. x\nC. y\nANSWER: A", ["line 3: Option C stands where B should come."]),
        ("Q\nB. x\nC. y\nANSWER: B", ["line 2: Option B stands where A should come."]),
        ("A. x\nB. y\nANSWER: B", ["line 1: Option A without a question before it."]),
        ("Q\nA. x\nB.\nANSWER: A", ["line 3: Option B has no text."]),
        ("ANSWER: A", ["line 1: An ANSWER without a question before it."]),
        ("Q\nANSWER: A", ["line 1: The question has 0 options; there must be 2 to 12."]),
    ],
)
def test_faults_name_line_and_reason(text, expected):
    assert faults(text) == expected


def test_questions_around_a_fault_are_read():
    batch = read(f"{SAMPLE}\nQ\nA. x\nANSWER: A\n\n{SAMPLE}")
    assert (len(batch.questions), len(batch.faults)) == (4, 1)


def test_after_very_many_faults_the_rest_is_not_read_and_that_is_said():
    batch = read("ANSWER: A\n" * 5000)
    assert len(batch.faults) == 1001
    assert "the rest was not read" in str(batch.faults[-1])


def test_a_question_of_very_many_lines_is_a_fault():
    assert faults(SAMPLE + "x\n" * 500) == ["line 10: More than 200 lines without “ANSWER: A”."]


def test_other_text_is_refused():
    with pytest.raises(ExchangeError, match="not Aiken"):
        read("The motor hums.\nThe stator stands still.\n")


def test_the_same_file_gives_the_same_uids_and_a_new_key_keeps_them():
    again = SAMPLE.replace("ANSWER: B", "ANSWER: C")
    assert [each.uid for each in read(SAMPLE).questions] == [
        each.uid for each in read(again).questions
    ]


def test_questions_with_one_stem_get_uids_of_their_own():
    uids = [each.uid for each in read(SAMPLE + "\n" + SAMPLE).questions]
    assert len(set(uids)) == 4


def test_what_is_written_has_one_line_for_the_stem_and_one_for_each_option():
    asked = question(
        stem="A car drives off.\nWhat *turns* first, at $n > 0$?", explanation="It does."
    )
    assert written(asked, question()) == (
        "A car drives off. What turns first, at \\(n > 0\\)?\n"
        "A. The rotor\nB. The stator\nANSWER: A\n"
        "\n"
        "What turns?\nA. The rotor\nB. The stator\nANSWER: A\n"
    )


def test_a_byte_order_mark_is_not_written():
    assert not written(question()).encode().startswith(BOM_UTF8)


def test_nothing_is_lost_of_a_bare_question():
    assert Aiken().losses(question()) == []


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"explanation": "Because."}, "the explanation"),
        ({"quote": "It turns"}, "the quote"),
        ({"hint": "Look."}, "the hint"),
        ({"stem": "What *turns*?"}, "mark-up, line breaks or runs of blanks in the stem"),
        ({"stem": "What\nturns?"}, "mark-up, line breaks or runs of blanks in the stem"),
    ],
)
def test_what_gets_lost_is_named(changes, lost):
    assert Aiken().losses(question(**changes)) == [lost]


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"feedback": "Yes."}, "the feedback of the options"),
        ({"text": "**It**"}, "mark-up, line breaks or runs of blanks in the options"),
        ({"id": "rotor"}, "the ids of the options"),
        ({"weight": 2}, "weight"),
    ],
)
def test_what_gets_lost_of_an_option_is_named(changes, lost):
    whole = spec("What turns?", "The rotor", "The stator")
    whole["options"][0] |= changes
    assert Aiken().losses(question(**whole)) == [lost]


def test_tags_and_lesson_are_losses():
    lost = QuestionSpec("u", "parts", "single_choice", question().spec, "", ("motors",))
    assert Aiken().losses(lost) == ["the tags", "the lesson"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"stem": "A. Volta built it. What?"}, "its stem reads as an option or an answer there"),
        ({"stem": "Answer: what?"}, "its stem reads as an option or an answer there"),
        ({"stem": " "}, "its stem or an option is empty"),
        ({"stem": None}, "its stem or an option is empty"),
        ({"options": []}, "it does not have 2 to 12 options"),
        ({"options": [1, 2]}, "its options cannot be read"),
        ({"options": spec("", "x", "y", right=5)["options"]}, "not exactly one option is right"),
    ],
)
def test_what_cannot_be_said_is_left_out_and_named(changes, why):
    assert Aiken().losses(question(**changes)) == [f"the whole question: {why}"]
    assert written(question(**changes)) == ""


def test_other_kinds_are_left_out_and_named():
    number = QuestionSpec("u", "", "numeric", kinds["numeric"].example(), "")
    assert Aiken().losses(number) == ["the whole question: Aiken knows single choice only"]
    assert written(number) == ""


def test_damaged_files_are_read_or_refused():
    for data in mutated(SAMPLE.encode(), 2000):
        try:
            batch = Aiken().read(data)
        except ExchangeError:
            continue
        for each in batch.questions:
            kinds[each.kind].problems(each.spec)
            assert sum(option["correct"] for option in each.spec["options"]) == 1


@pytest.mark.parametrize("end", ["", "\nANSWER: A\n"])
@pytest.mark.parametrize("piece", ["A. x\n", "x\n", "A. x\nq\n", "\\(", "*a_", "Q\nA. x\nB. "])
def test_large_files_of_the_same_piece_are_read_or_refused(piece, end):
    batch = read("Q\nA. x\n" + piece * (1_000_000 // len(piece)) + end)
    assert batch.questions or batch.faults
