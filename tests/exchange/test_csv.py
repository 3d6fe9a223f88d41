"""CSV: delimiters and encodings, what is written and comes back, damaged files."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.carry import same
from quizzes.exchange.csv_file import Csv
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.exchange.table import cells_of
from quizzes.exchange.table_columns import COLUMNS
from quizzes.kinds import kinds
from tests.exchange.mutations import mutated
from tests.exchange.test_table import fault, read, row, table
from tests.kinds.specs import any_text, damaged, example


def written(*questions):
    return b"".join(Csv().write(questions))


def question(kind="single_choice", uid="motor-1", **changes):
    return QuestionSpec(uid, "", kind, example(kind, **changes), "")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_and_encodings_are_found(delimiter, encoding):
    text = 'kind,stem,explanation\nstatement,"Où, “dort”; le rotor\n ici",Là\n'
    data = text.replace("kind,stem,", f"kind{delimiter}stem{delimiter}")
    data = data.replace("statement,", f"statement{delimiter}").replace(",Là", f"{delimiter}Là")
    [found] = read(data.encode(encoding)).questions
    assert found.spec == {"stem": "Où, “dort”; le rotor  \nici", "explanation": "Là"}


def test_a_first_line_may_state_the_delimiter():
    [found] = read("sep=;\nkind;stem\nstatement;A, B\n").questions
    assert (found.spec, found.place) == ({"stem": "A, B"}, "line 3")


def test_a_line_is_where_a_row_begins():
    batch = read('kind,stem\nstatement,"one\ntwo"\nstatement,three\n')
    assert [each.place for each in batch.questions] == ["line 2", "line 4"]


def test_a_quotation_mark_that_is_not_closed_is_at_fault_where_it_opens():
    batch = read('kind,stem\nstatement,one\nstatement,"two\nstatement,three\n')
    assert [each.spec["stem"] for each in batch.questions] == ["one"]
    assert str(batch.faults[0]) == ("line 3: A quotation mark opens in this row and is not closed.")


def test_what_is_written_opens_in_spreadsheets():
    data = written(question())
    assert data.startswith(BOM_UTF8 + b"id,lesson,kind,stem,text,option 1,feedback 1,")
    assert data.count(b"\r\n") == 2
    assert written() == BOM_UTF8 + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "'=1", "''-x", "＝1", "'plain", "-", '=HYPERLINK("x")']
)
def test_no_cell_is_run_and_all_come_back(text):
    asked = question(stem=text, explanation=text)
    data = written(asked)
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(cell[:1] in tuple("=+-@\t\r＝") for cell in rows[1] if cell)
    [found] = read(data).questions
    assert found.spec == asked.spec


def test_a_cell_that_is_too_long_is_named():
    asked = question(explanation="x" * 32_768)
    assert "The cell “explanation” is too long." in Csv().losses(asked)[0]
    assert written(asked) == written()
    assert "too long" in fault("statement", explanation="x" * 32_768)


def test_a_row_that_was_edited_keeps_what_it_has_no_cells_for():
    asked = question("short_text")
    data = written(asked).replace(b"rotor; armature; the rotor*", b"rotor")
    batch = read(data)
    assert batch.remarks == []
    [found] = batch.questions
    assert found.spec == asked.spec | {"accepted": ["rotor"]}


def test_ids_stay_with_their_places_when_options_are_added():
    asked = question("matching")
    data = written(asked).replace(b"Shaft ->", b"The shaft ->")
    [found] = read(data).questions
    assert [each["choice"] for each in found.spec["prompts"]] == ["still", "turns", "carries"]
    assert found.spec["choices"] == asked.spec["choices"]


def test_what_an_edited_row_says_otherwise_is_named():
    asked = question("gaps")
    [told] = read(written(asked).replace(b"70 % | 62 %", b"71 % | 62 %")).remarks
    assert "The row was edited" in str(told)


@pytest.mark.parametrize("cell", ["{", "[1]", '{"spec": 1}', '{"uid": 1}', '{"tags": "x"}'])
def test_more_that_cannot_be_read_stays_out_and_is_named(cell):
    batch = row("statement", more=cell)
    assert batch.questions[0].spec == {"stem": "What turns?"}
    assert "“more” cannot be read" in str(batch.remarks[0])


def test_long_lists_are_kept_in_more():
    items = [{"id": f"i{at}", "text": f"Step {at}", "feedback": "x"} for at in range(13)]
    asked = question("ordering", items=items)
    assert "option 1" not in cells_of(asked)
    assert read(written(asked)).questions[0].spec == asked.spec


def test_a_text_that_no_file_can_hold_comes_back():
    text = "\x7f\x00\ud800 _x000D_ \u0301\r\n\x0c\ufeff"
    asked = question(stem=text, explanation=text)
    assert Csv().losses(asked) == []
    assert read(written(asked)).questions[0].spec == asked.spec


@given(
    stem=any_text.filter(lambda text: text.strip()),
    text=any_text,
    tag=any_text,
    uid=st.text(min_size=1, max_size=20),
)
@settings(max_examples=300)
def test_any_text_comes_back(stem, text, tag, uid):
    asked = QuestionSpec(
        uid,
        text,
        "short_text",
        {"stem": stem, "accepted": [text, stem], "wrong": [{"text": text, "feedback": stem}]},
        "",
        (tag,),
    )
    if Csv().losses(asked):
        assert written(asked) == written()
        return
    [found] = read(written(asked)).questions
    assert (found.uid, found.lesson, found.spec, found.tags) == (uid, text, asked.spec, (tag,))


@pytest.mark.parametrize("name", list(kinds))
@given(data=st.data())
@settings(max_examples=60)
def test_damaged_specs_come_back_or_are_named(name, data):
    asked = QuestionSpec("x", "", name, data.draw(damaged(kinds[name])), "")
    if not Csv().losses(asked):
        [found] = read(written(asked)).questions
        assert found.kind == name
        assert same(found.spec, asked.spec)


@pytest.mark.parametrize(
    "cell",
    ["1" * 30_000, "a" + " " * 30_000 + "b", "1" + " " * 30_000 + "m", "->" * 9_000, ", " * 9_000],
)
@pytest.mark.parametrize("kind", ["numeric", "matching", "gaps", "multiple_choice", "short_text"])
def test_long_cells_take_little_time(cell, kind):
    cells = {"option 1": cell, "answer": cell, "correct": cell, "text": f"[[1]] {cell}"}
    batch = read(table(*[{"kind": kind, "stem": cell, **cells}] * 20))
    assert batch.questions or batch.faults


def test_damaged_files_are_read_or_refused():
    names = ("single_choice", "numeric", "matching", "gaps", "parts")
    sample = written(*(question(name, uid=name) for name in names))
    for data in mutated(sample, 2000):
        try:
            batch = read(data)
        except ExchangeError:
            continue
        assert all(isinstance(each.spec["stem"], str) for each in batch.questions)
