"""XLSX: a table of questions as a workbook."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from .base import MOST_BYTES, Batch, Format, Remark
from .effort import TooMuchEffort, bounded
from .spec import ExchangeError, QuestionSpec
from .table import MOST_COLUMNS, MOST_ROWS, Line, batch_of, losses_of
from .table_cells import shown, unguarded
from .xlsx_check import Oddities, check_archive, oddities_in
from .xlsx_write import HOW_TO, SHEET, workbook_of

DIGITS = ".15g"
"""As many as a spreadsheet keeps of a number."""
MOST_NAMED = 20


class Xlsx(Format):
    """See ``table`` for what the columns hold. The first sheet is read, or one named so."""

    name = "xlsx"
    label = gettext_lazy("Table of questions (XLSX)")
    suffixes = (".xlsx",)
    binary = True

    @bounded
    def read(self, data: bytes) -> Batch:
        if len(data) > MOST_BYTES:
            raise ExchangeError(_("The file is too large."))
        check_archive(data)
        remarks: list[Remark] = []
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and the like, which are not read
                batch = batch_of(_lines(data, remarks))
        except (ExchangeError, TooMuchEffort):
            raise
        except Exception as error:  # of a damaged file the library raises whatever it comes across
            words = _("This workbook is damaged and cannot be read. Save it again as XLSX.")
            raise ExchangeError(words) from error
        batch.remarks[:0] = remarks
        return batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        yield workbook_of(questions)

    def losses(self, question: QuestionSpec) -> list[str]:
        return losses_of(question)


def _lines(data: bytes, remarks: list[Remark]) -> Iterator[Line]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
    sheets = sheets or book.worksheets
    if not sheets:
        raise ExchangeError(_("The workbook has no sheet with cells."))
    sheet: Any = next((each for each in sheets if each.title.strip().lower() == SHEET), sheets[0])
    for other in book.worksheets:
        if other is not sheet and other.title != HOW_TO:
            words = _("The sheet was not read, only “%(sheet)s” was.") % {"sheet": sheet.title}
            remarks.append(Remark(_("sheet “%s”") % other.title, words))
    with sheet._get_source() as source:
        odd = oddities_in(source)
    if odd.last_row > MOST_ROWS:
        raise ExchangeError(
            _("The table has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}
        )
    remarks += _remarks_on(odd)
    # What a sheet says of its own size may be wrong.
    rows = sheet.iter_rows(max_row=max(odd.last_row, 1), max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(rows, start=1):
        said: list[str] = []
        cells = [_shown(cell, said) for cell in row]
        for name in odd.formulas.get(number, ()):
            words = _("The cell %(cell)s is a formula without a value. Open and save the file.")
            said.append(words % {"cell": name})
        yield Line(_("row %d") % number, shown(cells), tuple(said))


def _remarks_on(odd: Oddities) -> Iterator[Remark]:
    if odd.merged:
        words = _("Of merged cells only the upper left one holds something: %(cells)s.")
        yield Remark("", words % {"cells": _few(odd.merged)})
    if odd.hidden:
        words = _("Hidden rows were read, too: %(rows)s.")
        yield Remark("", words % {"rows": _few(map(str, odd.hidden))})


def _few(names: Iterable[str]) -> str:
    found = list(names)
    more = ["…"] if len(found) > MOST_NAMED else []
    return ", ".join(chain(found[:MOST_NAMED], more))


def _shown(cell: Any, said: list[str]) -> str:
    """What a cell shows; what is odd about it goes into ``said``."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _date(value, cell, said)
    text = str(value).replace("_x000D_", "")
    if cell.data_type == "e":
        words = _("The cell %(cell)s holds an error: %(error)s.")
        said.append(words % {"cell": cell.coordinate, "error": text[:20]})
    return unguarded(text)


def _number(value: int | float, form: str) -> str:
    if "%" in form:
        return f"{format(value * 100, DIGITS)} %"
    return format(value, DIGITS) if isinstance(value, float) else str(value)


def _date(value: Any, cell: Any, said: list[str]) -> str:
    if str(cell.number_format).lower() in ("yyyy", "yy"):
        return str(value.year)
    midnight = isinstance(value, datetime.datetime) and not (value.hour or value.minute)
    text = str(value.date() if midnight else value)
    words = _("The cell %(cell)s is a date, read as “%(text)s”. Format it as text to be sure.")
    said.append(words % {"cell": cell.coordinate, "text": text})
    return text
