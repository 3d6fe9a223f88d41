"""Tables of figures as CSV."""

import csv
import io

import pytest

from quizzes.exchange.csv_sheet import csv_sheet


def back(rows):
    return list(csv.reader(io.StringIO(csv_sheet(rows).decode("utf-8-sig"), newline="")))


def test_spreadsheets_know_its_encoding():
    assert csv_sheet([["Zoë"]]) == b"\xef\xbb\xbfZo\xc3\xab\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "'=1", "＝1"])
def test_a_text_that_would_be_run_is_kept_from_it(text):
    assert back([[text]]) == [[f"'{text}"]]


def test_figures_are_written_as_they_are():
    assert back([[-1.5, 3, None, "a, b", 'say "x"\nhere']]) == [
        ["-1.5", "3", "", "a, b", 'say "x"\nhere']
    ]
