"""Tables of figures as CSV, for spreadsheets."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from io import StringIO

from .table_cells import guarded

Cell = str | float | None


def csv_sheet(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as UTF-8 with the mark by which spreadsheets know it.

    Texts that a spreadsheet would run have an apostrophe before them. Figures are written with a
    point, whatever the language, and as they are: below 0, too, they run nothing.
    """
    sheet = StringIO(newline="")
    writer = csv.writer(sheet)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return BOM_UTF8 + sheet.getvalue().encode()
