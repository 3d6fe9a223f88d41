"""CSV: a table of questions as text, with commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Batch, Format, Remark, text_in
from .effort import bounded
from .spec import ExchangeError, QuestionSpec
from .table import (
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_ROWS,
    Line,
    batch_of,
    losses_of,
    rows_of,
)
from .table_cells import guarded, shown, unguarded
from .table_columns import known_columns

DELIMITERS = ",;\t"
STATED = re.compile(r"sep=([,;\t])[ \t,;]*\n", re.IGNORECASE)
"""A first line by which a spreadsheet is told what stands between cells."""


class Csv(Format):
    """See ``table`` for what the columns hold.

    A cell that a spreadsheet would run as a formula is written with an apostrophe before it.
    """

    name = "csv"
    label = gettext_lazy("Table of questions (CSV)")
    suffixes = (".csv", ".tsv")

    @bounded
    def read(self, data: bytes) -> Batch:
        text = text_in(data)
        faults: list[Remark] = []
        batch = batch_of(_lines(text, faults))
        batch.faults += faults
        return batch

    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        mark = BOM_UTF8
        for row in rows_of(questions):
            piece = StringIO(newline="")
            csv.writer(piece).writerow([guarded(cell) for cell in row])
            yield mark + piece.getvalue().encode()
            mark = b""

    def losses(self, question: QuestionSpec) -> list[str]:
        return losses_of(question)


def _lines(text: str, faults: list[Remark]) -> Iterator[Line]:
    """The rows; ``faults`` get those that cannot be read. Raises ExchangeError for too many."""
    stated = STATED.match(text)
    start = stated.end() if stated else 0
    delimiter = stated[1] if stated else _delimiter(text)
    source = StringIO(text[start:])
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    offset = 1 if stated else 0
    for count in range(MOST_ROWS + 2):
        place = _("line %d") % (reader.line_num + 1 + offset)
        try:
            cells = next(reader, None)
        except csv.Error:
            faults.append(Remark(place, _("A quotation mark opens in this row and is not closed.")))
            cells = []
        if cells is None or len(faults) > MOST_FAULTS:
            return
        if count > MOST_ROWS:
            words = _("The table has more than %(most)d rows. Split it.")
            raise ExchangeError(words % {"most": MOST_ROWS})
        cells[MOST_COLUMNS:] = ["".join(cells[MOST_COLUMNS:])]
        yield Line(place, shown(unguarded(cell) for cell in cells))


def _delimiter(text: str) -> str:
    """What the header's cells are most likely separated by: what gives most known columns."""
    head = text.lstrip()[:20_000]

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(StringIO(head), delimiter=delimiter), [])
        except csv.Error:
            cells = []
        return known_columns(cells), len(cells)

    return max(DELIMITERS, key=worth)
