"""Workbooks: what the sheet shows is read, what is odd is named, nothing in them is run."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from quizzes.exchange import xlsx_check
from quizzes.exchange.registry import format_by_name
from quizzes.exchange.spec import ExchangeError, QuestionSpec
from quizzes.exchange.table_columns import COLUMNS
from quizzes.exchange.xlsx import Xlsx
from quizzes.kinds import kinds
from tests.exchange.mutations import mutated
from tests.kinds.specs import any_text, example

SHEET = "xl/worksheets/sheet1.xml"


def read(data):
    return Xlsx().read(data)


def written(*questions):
    return b"".join(Xlsx().write(questions))


def question(kind="single_choice", uid="motor-1", **changes):
    return QuestionSpec(uid, "", kind, example(kind, **changes), "")


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet(*rows, title="Sheet"):
    """A workbook with these rows, and its sheet to change further."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def answer(value, form="General"):
    """What is read from a cell of that value and number format."""
    book = sheet(["kind", "stem", "answer"], ["short text", "What?", value])
    book.active["C2"].number_format = form
    return read(saved(book))


def accepted(value, form="General"):
    batch = answer(value, form)
    assert (batch.faults, batch.remarks) == ([], [])
    return batch.questions[0].spec["accepted"][0]


def members(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts, packed=ZIP_DEFLATED):
    file = BytesIO()
    with ZipFile(file, "w", packed) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def changed(data, old, new, name=SHEET):
    """The workbook with a part of it changed."""
    parts = members(data)
    assert old in parts[name]
    return archive(parts | {name: parts[name].replace(old, new)})


PLAIN = saved(sheet(["kind", "stem"], ["statement", "One"], ["statement", "Two"]))


def refused(data):
    with pytest.raises(ExchangeError) as error:
        read(data)
    return str(error.value)


def test_a_file_is_known_by_its_name_and_is_no_text():
    assert format_by_name("motors.XLSX").name == "xlsx"
    assert Xlsx.binary


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (85, "General", "85"),
        (85.0, "General", "85"),
        (85.5, "0.00", "85.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1e+20"),
        (-3, "General", "-3"),
        (0.85, "0%", "85 %"),
        (0.035, "0.0%", "3.5 %"),
        (True, "General", "TRUE"),
        (datetime.date(2012, 5, 3), "yyyy", "2012"),
        ("'=1", "@", "=1"),
        (" two  \nlines ", "General", "two"),
        ("a_x000D_\nb", "General", "a"),
    ],
)
def test_cells_are_read_as_the_sheet_shows_them(value, form, text):
    assert accepted(value, form) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(2012, 5, 3), "2012-05-03"),
        (datetime.datetime(2012, 5, 3, 14, 30), "2012-05-03 14:30:00"),
        (datetime.time(14, 30), "14:30:00"),
    ],
)
def test_a_date_is_read_and_named(value, text):
    book = sheet(["kind", "stem", "answer"], ["short text", "What?", value])
    batch = read(saved(book))
    assert batch.questions[0].spec["accepted"] == [text]
    assert f"row 2: The cell C2 is a date, read as “{text}”" in str(batch.remarks[0])


def test_an_error_in_a_cell_is_named():
    assert str(answer("#REF!").remarks[0]) == "row 2: The cell C2 holds an error: #REF!."


def test_a_formula_that_was_never_worked_out_is_named():
    assert "row 2: The cell C2 is a formula without a value" in str(answer("=1+1").remarks[0])


def test_a_formula_that_was_worked_out_is_read_as_its_value():
    data = saved(sheet(["kind", "stem", "answer"], ["short text", "What?", "=1+1"]))
    batch = read(changed(data, b"<v></v>", b"<v>2</v>"))
    assert batch.remarks == []
    assert batch.questions[0].spec["accepted"] == ["2"]


def test_merged_cells_and_hidden_rows_are_named():
    book = sheet(["kind", "stem", "hint"], ["statement", "One"], ["statement", "Two"])
    book.active.merge_cells("B2:C2")
    book.active.row_dimensions[3].hidden = True
    batch = read(saved(book))
    assert [each.spec["stem"] for each in batch.questions] == ["One", "Two"]
    assert list(map(str, batch.remarks)) == [
        "Of merged cells only the upper left one holds something: B2:C2.",
        "Hidden rows were read, too: 3.",
    ]


def test_the_sheet_called_questions_is_read_else_the_first():
    book = sheet(["nothing"], title="Notes")
    other = book.create_sheet("Questions")
    other.append(["kind", "stem"])
    other.append(["statement", "Here"])
    batch = read(saved(book))
    assert [each.spec["stem"] for each in batch.questions] == ["Here"]
    assert str(batch.remarks[0]) == "sheet “Notes”: The sheet was not read, only “Questions” was."


def test_rows_keep_their_numbers_when_some_are_empty():
    book = sheet(["kind", "stem"])
    book.active["A5"], book.active["B5"] = "statement", "Five"
    book.active["A7"] = "poem"
    batch = read(saved(book))
    assert [each.place for each in batch.questions] == ["row 5"]
    assert str(batch.faults[0]).startswith("row 7: “poem” is no kind")


def test_what_a_sheet_says_of_its_own_size_does_not_matter():
    data = changed(PLAIN, b'<dimension ref="A1:B3"/>', b'<dimension ref="A1:A1"/>')
    assert len(read(data).questions) == 2


def test_a_table_with_too_many_rows_is_refused():
    assert "more than 100000 rows" in refused(changed(PLAIN, b'r="3"', b'r="200000"'))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLD, "old workbook (.xls)"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"kind,stem\n", "If it is text with commas, choose CSV."),
        (archive({"a.txt": b"x"}), "This archive is no workbook"),
        (archive({"mimetype": b"x", "content.xml": b"<x/>"}), "another sort: save it as XLSX"),
        (archive({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "another sort"),
        (archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "damaged"),
        (PLAIN[:2000], "damaged"),
        (changed(PLAIN, b"</row>", b"</raw>"), "damaged"),
        (saved(Workbook()), "The table is empty"),
        (changed(PLAIN, b"<sheetData>", b"<!DOCTYPE x><sheetData>"), "declares entities"),
        (archive(members(PLAIN) | {f"{at}": b"" for at in range(2000)}), "more than 2000 members"),
        (archive(members(PLAIN) | {"x.bin": b"\0" * 2**21}), "times as large"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(data, said):
    assert said in refused(data)


def test_entities_are_found_in_wide_encodings():
    parts = members(PLAIN)
    wide = "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>".encode("utf-16")
    assert "declares entities" in refused(archive(parts | {"xl/styles.xml": wide}))


def test_a_workbook_with_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx_check, "MOST_TAGS", 20)
    assert "too large for a table" in refused(PLAIN)


def test_a_part_locked_with_a_password_is_refused():
    data = bytearray(PLAIN)
    for found in re.finditer(rb"PK\x01\x02", PLAIN):
        data[found.start() + 8] |= 1
    assert "it is encrypted" in refused(bytes(data))


def test_an_empty_table_can_be_filled_in():
    book = load_workbook(BytesIO(written()))
    assert book.sheetnames == ["questions", "How to"]
    first = book["questions"]
    assert [cell.value for cell in first[1]] == list(COLUMNS)
    assert all(cell.font.bold for cell in first[1])
    assert first.freeze_panes == "A2"
    assert first.column_dimensions["D"].width == 48
    assert first.column_dimensions["D"].number_format == "@"
    assert [row[0].value for row in book["How to"].iter_rows(max_row=4)] == [
        *("column", "id", "lesson", "kind"),
    ]
    assert read(written()).questions == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "''-x", "#REF!", "1", "_x0041_"])
def test_cells_are_text_and_come_back(text):
    asked = question(stem=text, explanation=text)
    cell = load_workbook(BytesIO(written(asked)))["questions"]["D2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.value in (text, f"'{text}")
    assert read(written(asked)).questions[0].spec == asked.spec


def test_equal_questions_give_equal_bytes():
    data = written(question())
    with ZipFile(BytesIO(data)) as made:
        assert {each.date_time for each in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = made.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4}-[^<]*)<", properties) == ["1980-01-01T00:00:00Z"] * 2
    assert data == written(question())


@given(text=any_text.filter(lambda text: text.strip()))
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back(text):
    asked = QuestionSpec("x", "", "essay", {"stem": text, "model_answer": text}, "", (text,))
    if not Xlsx().losses(asked):
        [found] = read(written(asked)).questions
        assert (found.spec, found.tags) == (asked.spec, asked.tags)


def sample():
    return written(*(question(name, uid=name) for name in kinds))


def survived(data):
    try:
        batch = read(data)
    except ExchangeError:
        return
    assert all(isinstance(each.spec["stem"], str) for each in batch.questions)


def test_damaged_workbooks_are_read_or_refused():
    for data in mutated(sample(), 250):
        survived(data)
    for data in mutated(archive(members(PLAIN), ZIP_STORED), 100):
        survived(data)


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_workbooks_with_damaged_parts_are_read_or_refused(name):
    parts = members(sample())
    for data in mutated(parts[name], 100):
        survived(archive(parts | {name: data}))
