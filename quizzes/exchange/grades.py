"""Tables of grades as files for spreadsheets."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .table_cells import DANGEROUS, clean

Value = str | float | None
NAME_WIDTH, WIDTH = 28, 14


def as_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with the mark that spreadsheets need to know it. What they would run as a formula has
    an apostrophe before it; numbers stay numbers."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_guarded(each) if isinstance(each, str) else each for each in row])
    return BOM_UTF8 + text.getvalue().encode()


def _guarded(text: str) -> str:
    # A spreadsheet passes over blanks before the sign.
    return f"'{text}" if DANGEROUS.match(text.lstrip(" \n")) else text


def as_xlsx(rows: Iterable[Sequence[Value]], title: str) -> bytes:
    """A workbook with one sheet. Its cells hold text or numbers, never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "B2"
    rows = list(rows)
    for at in range(len(rows[0]) if rows else 0):
        letter = get_column_letter(at + 1)
        sheet.column_dimensions[letter].width = WIDTH if at else NAME_WIDTH
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, each, bold=not number) for each in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Value, *, bold: bool) -> Any:
    made = WriteOnlyCell(sheet, clean(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        made.data_type = "s"  # openpyxl takes what begins with = for a formula
    if bold:
        made.font = Font(bold=True)
    return made


def _sheet_title(title: str) -> str:
    kept = "".join(each for each in title if each not in "[]:*?/\\'")
    return kept.strip()[:31] or "evlearn"
