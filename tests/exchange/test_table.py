"""Tables of questions: columns, the cells of each kind, what is at fault."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from quizzes.exchange.csv_file import Csv
from quizzes.exchange.registry import format_by_name
from quizzes.exchange.spec import ExchangeError
from quizzes.exchange.table import cells_of
from quizzes.kinds import check_spec, kinds

DOCS = Path(__file__).parents[2] / "docs" / "exchange.md"
EXAMPLES = re.findall(r"```csv\n(.*?)```", DOCS.read_text(), re.DOTALL)


def table(*rows):
    """CSV with a header and rows, each a set of cells."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO(newline="")
    csv.writer(text).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return text.getvalue().encode()


def read(data):
    return Csv().read(data if isinstance(data, bytes) else data.encode())


def row(kind, **cells):
    """The batch of one row; ``option_1`` is the column “option 1”."""
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    return read(table({"kind": kind, "stem": "What turns?"} | named))


def spec(kind, **cells):
    """What such a row says, apart from its stem, without faults and remarks."""
    batch = row(kind, **cells)
    assert (batch.faults, batch.remarks) == ([], [])
    [question] = batch.questions
    assert question.spec.pop("stem") == "What turns?"
    return question.spec


def fault(kind, **cells):
    batch = row(kind, **cells)
    assert not batch.questions
    return str(batch.faults[0])


def remarks(kind, **cells):
    return list(map(str, row(kind, **cells).remarks))


def options(*pairs):
    return [
        {"id": sign, "text": text, "correct": correct, "feedback": ""}
        for sign, (text, correct) in zip("abcdef", pairs, strict=False)
    ]


def test_a_file_is_known_by_its_name():
    assert format_by_name("motors.CSV").name == "csv"


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_rows_of_the_documentation_lack_nothing(text):
    batch = read(text)
    assert (batch.faults, batch.remarks) == ([], [])
    [found] = batch.questions
    check_spec(found.kind, found.spec, None)


def test_the_documentation_shows_every_kind_that_has_cells_of_its_own():
    shown = {read(text).questions[0].kind for text in EXAMPLES}
    assert shown == kinds.keys() - {"calculated", "hotspot", "labels", "parts", "table"}


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_rows_of_the_documentation_need_no_more_when_they_are_written(text):
    [found] = read(text).questions
    assert cells_of(found).get("more", "") == ""


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("B", [False, True, False]),
        ("b", [False, True, False]),
        ("b)", [False, True, False]),
        ("2", [False, True, False]),
        ("the stator", [False, True, False]),
        ("A, C", [True, False, True]),
        ("1;3", [True, False, True]),
        ("AC", [True, False, True]),
        ("A and C", [True, False, True]),
        ("", [False, False, False]),
    ],
)
def test_right_options_are_named_by_letter_number_or_text(cell, right):
    texts = {"option_1": "Rotor", "option_2": "The stator", "option_3": "Shaft"}
    found = spec("multiple choice", correct=cell, **texts)
    assert [each["correct"] for each in found["options"]] == right


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("D", "“D” names none of the options"),
        ("X, A", "“X” names none of the options"),
        ("the rotor or so", "names none of the options"),
    ],
)
def test_what_names_no_option_is_at_fault(cell, said):
    assert said in fault("multiple choice", option_1="1", option_2="2", correct=cell)


def test_a_number_that_is_also_a_text_of_another_option_is_at_fault():
    found = fault("single choice", option_1="2", option_2="3", correct="2")
    assert found == "line 2: “2” can be a number or a text of an option: write a letter."


def test_a_single_choice_has_one_right_option():
    found = fault("single choice", option_1="x", option_2="y", correct="A, B")
    assert "write “multiple choice” as the kind" in found


def test_empty_options_are_passed_over_and_letters_keep_their_columns():
    found = spec("single choice", option_1="Rotor", option_3="Stator", correct="C")
    assert found == {"options": options(("Rotor", False), ("Stator", True))}


@pytest.mark.parametrize(
    ("cell", "truth"),
    [("TRUE", True), ("wahr", True), ("no", False), ("F", False), ("0", False), ("Vrai", True)],
)
def test_true_and_false_are_read_as_spreadsheets_write_them(cell, truth):
    found = spec("true/false", answer=cell, feedback_1="It can.", feedback_2="It cannot.")
    assert found == {"answer": truth, "feedback": {"true": "It can.", "false": "It cannot."}}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"answer": "95"}, {"answer": 95}),
        ({"answer": "47,5"}, {"answer": 47.5}),
        ({"answer": "-3"}, {"answer": -3}),
        ({"answer": "1 234 567"}, {"answer": 1234567}),
        ({"answer": "95 %"}, {"answer": 95, "units": [{"name": "%"}]}),
        ({"answer": "5 m²"}, {"answer": 5, "units": [{"name": "m²"}]}),
        (
            {"answer": "95 ± 0.5 %"},
            {"answer": 95, "tolerance": 0.5, "units": [{"name": "%"}]},
        ),
        ({"answer": "95 +/- 2"}, {"answer": 95, "tolerance": 2}),
        ({"answer": "95", "tolerance": "±0.5"}, {"answer": 95, "tolerance": 0.5}),
        (
            {"answer": "95", "tolerance": "5 %"},
            {"answer": 95, "tolerance": 0.05, "tolerance_kind": "relative"},
        ),
        (
            {"answer": "5", "unit": "kW; W = 0.001"},
            {"answer": 5, "units": [{"name": "kW"}, {"name": "W", "factor": 0.001}]},
        ),
        (
            {"answer": "5", "option_1": "50 ± 1", "feedback_1": "Ten times less."},
            {"answer": 5, "near": [{"value": 50, "tolerance": 1, "feedback": "Ten times less."}]},
        ),
        ({}, {}),
    ],
)
def test_numbers_have_tolerances_units_and_foreseen_values(cells, expected):
    assert spec("number", **cells) == expected


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"answer": "many"}, "“many” is not a number"),
        ({"answer": "1,234"}, "can be read in two ways"),
        ({"answer": "5 ± x"}, "“x” is not a number"),
        ({"answer": "5 ± 1", "tolerance": "1"}, "The tolerance stands twice"),
        ({"answer": "5", "tolerance": "-1"}, "“-1” is no tolerance"),
        ({"answer": "5", "tolerance": "1 m"}, "“m”, is not that of the answer"),
        ({"answer": "5 kW", "unit": "W"}, "The answer is in “kW”"),
        ({"answer": "5", "unit": "W = x"}, "“x” is not a number"),
        ({"answer": "1e400"}, "too large"),
    ],
)
def test_what_is_no_number_is_at_fault(cells, said):
    assert said in fault("numeric", **cells)


def test_a_tolerance_in_per_cent_of_an_answer_in_per_cent_is_remarked_on():
    batch = row("numeric", answer="95", unit="%", tolerance="5 %")
    assert batch.questions[0].spec["tolerance"] == 5
    assert "not as a share of it" in str(batch.remarks[0])


@pytest.mark.parametrize(
    ("cell", "accepted"),
    [
        ("rotor", ["rotor"]),
        ("rotor; the rotor*", ["rotor", "the rotor*"]),
        ("a; b\nc", ["a; b", "c"]),
        ("rotor, or so", ["rotor, or so"]),
    ],
)
def test_answers_stand_between_semicolons_or_one_a_line(cell, accepted):
    assert spec("short answer", answer=cell) == {"accepted": accepted}


def test_pairs_have_an_arrow_and_choices_are_named_once():
    found = spec(
        "matching",
        option_1="Stator -> still",
        option_2="Housing → still",
        option_3="Rotor => turns",
        feedback_3="It follows.",
        answer="turns; stores",
    )
    assert found["choices"] == [
        {"id": "a", "text": "turns"},
        {"id": "b", "text": "stores"},
        {"id": "c", "text": "still"},
    ]
    assert [(each["text"], each["choice"], each["feedback"]) for each in found["prompts"]] == [
        ("Stator", "c", ""),
        ("Housing", "c", ""),
        ("Rotor", "a", "It follows."),
    ]


@pytest.mark.parametrize("cell", ["Stator", "Stator -> ", "-> still", "E = mc"])
def test_what_is_no_pair_is_at_fault(cell):
    assert "is no pair: write “Stator -> Stands still”" in fault("matching", option_1=cell)


def test_items_of_no_group_have_a_dash():
    found = spec("classify", option_1="Rotor -> turns", option_2="Gearbox -> -")
    assert found["groups"] == [{"id": "a", "text": "turns"}]
    assert [each["group"] for each in found["items"]] == ["a", "-"]
    assert found["none"] is True


@pytest.mark.parametrize(
    ("cell", "gap"),
    [
        ("rotor; armature", {"kind": "short_text", "accepted": ["rotor", "armature"]}),
        ("85 %", {"kind": "numeric", "answer": 85, "units": [{"name": "%"}]}),
        ("85 ± 0.5", {"kind": "numeric", "answer": 85, "tolerance": 0.5}),
        ("3-phase motor", {"kind": "short_text", "accepted": ["3-phase motor"]}),
        ("2nd", {"kind": "short_text", "accepted": ["2nd"]}),
        ("a | b", {"kind": "choice", "options": ["a", "b"], "answer": "a"}),
        ("shaft", {"kind": "bank", "answer": "shaft"}),
    ],
)
def test_a_gap_is_filled_as_its_option_says(cell, gap):
    found = spec("gaps", text="It is [[1]].", option_1=cell, answer="shaft; housing")
    assert found["gaps"] == [{"id": "1", **gap, "feedback": ""}]


def test_gaps_with_names_take_the_options_in_their_order():
    found = spec("cloze", text="[[x]] and\n\n[[y]]", option_1="a", option_2="b")
    assert found["text"] == "[[x]] and\n\n[[y]]"
    assert [(each["id"], each["accepted"]) for each in found["gaps"]] == [
        ("x", ["a"]),
        ("y", ["b"]),
    ]


def test_an_essay_has_criteria_with_points():
    found = spec("essay", option_1="Names a gain -> 2", answer="Alone.")
    assert found == {"rubric": [{"text": "Names a gain", "points": 2}], "model_answer": "Alone."}


def test_a_line_break_in_a_cell_is_one_in_the_question():
    assert spec("statement", explanation="one\ntwo") == {"explanation": "one  \ntwo"}


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Option_1", "option 1"),
        (" OPTION 1 ", "option 1"),
        ("Option A", "option 1"),
        ("option1", "option 1"),
    ],
)
def test_columns_are_known_in_any_writing_and_order(header, column):
    [found] = read(f"{header};Question;TYPE\nRotor;What?;Single_Choice\n").questions
    assert found.kind == "single_choice"
    assert found.spec["stem"] == "What?"
    assert found.spec["options"][0]["text"] == "Rotor"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stem,answer\nWhat?,x\n", "line 1: there is no column “kind”."),
        ("a,b\n1,2\n", "there is no column “kind”, “stem”"),
        ("kind,stem,Question\nessay,x,y\n", "the column “stem” stands twice"),
        ("kind,stem" + ",x" * 60 + "\n", "more than 60 columns"),
        ("kind,stem\n" + "\n" * 100_001, "more than 100000 rows"),
    ],
)
def test_a_table_that_is_none_is_refused(text, said):
    with pytest.raises(ExchangeError, match=re.escape(said)):
        read(text)


def test_unknown_columns_and_unused_cells_are_named():
    batch = read("kind,stem,Author,unit\nstatement,A motor.,Ann,kW,x\n")
    assert list(map(str, batch.remarks)) == [
        "line 1: The column “Author” is not known and was not read.",
        "line 2: What stands in cells without a column was not read.",
        "line 2: The column “unit” has no use in a question of this kind.",
    ]


def test_rows_at_fault_do_not_keep_others_out():
    batch = read("kind,stem\nstatement,One\npoem,Two\n,Three\nstatement,\nstatement,Five\n")
    assert [each.spec["stem"] for each in batch.questions] == ["One", "Five"]
    assert [each.place for each in batch.questions] == ["line 2", "line 6"]
    first, second, third = map(str, batch.faults)
    assert first.startswith("line 3: “poem” is no kind of question. Known are: calculated,")
    assert second.startswith("line 4: The column “kind” is empty.")
    assert third == "line 5: The column “stem” is empty: what is asked?"


def test_very_many_faults_end_the_reading():
    batch = read("kind,stem\n" + "poem,x\n" * 2000)
    assert len(batch.faults) == 1001
    assert "the rest was not read" in str(batch.faults[-1])


def test_an_id_that_stands_twice_is_at_fault_and_one_that_is_missing_is_made():
    text = "id,kind,stem\nm-1,statement,A\nm-1,statement,B\n,statement,C\n,statement,C\n"
    batch = read(text)
    assert str(batch.faults[0]) == "line 3: The id “m-1” stands twice: see line 2."
    uids = [each.uid for each in batch.questions]
    assert uids == [each.uid for each in read(text).questions]
    assert len(set(uids)) == 3


def test_tags_and_lesson_are_read():
    [found] = read('kind,stem,tags,lesson\nstatement,A,"motors, cars; motors",why\n').questions
    assert (found.tags, found.lesson) == (("motors", "cars"), "why")
