"""Files of grades as a spreadsheet reads them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from quizzes.exchange.grades import as_csv, as_xlsx

HEAD = ["Learner", "Number", "Rotor", "Average"]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"]


def read_csv(raw):
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))


def read_xlsx(raw):
    (sheet,) = load_workbook(BytesIO(raw)).worksheets
    return sheet, [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_csv_says_that_it_is_utf8_and_keeps_letters():
    raw = as_csv([HEAD, ["Chloé Łuk", "7", 92.5, 92.5]])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert read_csv(raw)[1] == ["Chloé Łuk", "7", "92.5", "92.5"]


def test_a_workbook_has_numbers_as_numbers_and_a_pinned_head():
    sheet, rows = read_xlsx(as_xlsx([HEAD, ["Chloé", "7", 92.5, None]], "Motors: 9b / [x]"))
    assert rows[1] == ["Chloé", "7", 92.5, None]
    assert sheet.freeze_panes == "B2"
    assert sheet.title == "Motors 9b  x"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_run_as_a_formula(text):
    rows = read_csv(as_csv([HEAD, [text, text, -5.0, None]]))
    assert rows[1][:2] == [f"'{text}"] * 2
    assert rows[1][2] == "-5.0"
    sheet, _rows = read_xlsx(as_xlsx([HEAD, [text, text, -5.0, None]], "x"))
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}


def test_an_empty_table_and_a_nameless_class_make_files_too():
    assert read_xlsx(as_xlsx([HEAD], "[]"))[1] == [HEAD]
    assert read_csv(as_csv([])) == []
