"""Cells of tables, and lists of terms with what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.plain import markdown_of
from ..kinds import BadResponse
from ..kinds.base import plain
from ..kinds.numbers import read_quantity
from .base import MOST_OPTIONS, Finder, Suggestion, single_choice
from .material import FORMULA, Material, Table
from .phrases import phrase

FIGURE, WORDS, LISTED = 0.75, 0.6, 0.62
FEWEST_WRONG = 2
LONGEST_CELL = 160
VAGUE = re.compile(
    r"(?:details?|descriptions?|values?|facts?|information|notes?|remarks?|comments?|texts?"
    r"|meaning|explanation|what .*|détails?|valeurs?|remarques?)",
    re.IGNORECASE,
)
"""Heads of columns that say nothing of what is in them."""
BLANK = frozenset(("", "-", "–", "—", "?", "n/a", "…"))


class Tables(Finder):
    """Asks for a cell by the heads of its row and column; the column's other cells are wrong."""

    name = "tables"
    label = gettext_lazy("Tables and lists of terms")

    def find(self, lesson: Material) -> Iterator[Suggestion]:
        """As for every finder."""
        for table in lesson.tables:
            width = len(table.rows[0])
            for column in range(1, width):
                yield from _column(table, column, lesson.language)


def _column(table: Table, column: int, language: str) -> Iterator[Suggestion]:
    cells = [row[column] for row in table.rows]
    for row in table.rows:
        cell = row[column]
        usable = row[0] not in BLANK and cell.strip() not in BLANK and len(cell) <= LONGEST_CELL
        # A cell that another row has, too, does not tell the two apart.
        if usable and FORMULA not in cell and cells.count(cell) == 1:
            if found := _of_cell(table, row, column, language):
                yield found


def _of_cell(
    table: Table, row: Sequence[str], column: int, language: str
) -> Suggestion | None:
    cell = row[column]
    head = table.head[column] if table.head else ""
    stem, claim = _stem(row[0], head, language), f"{row[0]}: {cell}"
    if head and not VAGUE.fullmatch(head):
        claim = f"{row[0]}, {head}: {cell}"
    quote = cell if cell.count(" ") >= FEWEST_WRONG else plain(" ".join(row))
    wrong = {
        other[column]: phrase(language, "other_row", row=other[0])
        for other in _nearest(table, row, column)
    }
    number = _number(cell)
    why: str | Promise = _("A cell of a table") if table.head else _("An entry of a list of terms")
    if len(wrong) >= FEWEST_WRONG:
        order = [each[column] for each in table.rows if each is row or each[column] in wrong]
        spec = single_choice(markdown_of(stem), quote, cell, wrong, order)
        score = FIGURE if number is not None else WORDS if table.head else LISTED
        return Suggestion(Tables.name, "single_choice", spec, claim, claim, score, str(why))
    if number is None:
        return None
    spec = {"stem": markdown_of(stem), "explanation": "", "quote": quote, "answer": number}
    return Suggestion(Tables.name, "numeric", spec, claim, claim, FIGURE, str(why))


def _stem(row: str, head: str, language: str) -> str:
    if row.endswith("?"):
        return row
    if not head or VAGUE.fullmatch(head):
        return phrase(language, "about", row=row)
    return phrase(language, "cell", column=head, row=row)


def _nearest(table: Table, row: Sequence[str], column: int) -> list[Sequence[str]]:
    """Rows whose cells are wrong here: numbers where it is one, words where it is words."""
    cell, sort = row[column], _number(row[column]) is None
    seen = {plain(cell).casefold()} | BLANK
    found = []
    for other in table.rows:
        text = plain(other[column]).casefold()
        alike = (_number(other[column]) is None) == sort and len(text) <= LONGEST_CELL
        if alike and text not in seen and FORMULA not in text:
            seen.add(text)
            found.append(other)
    at = next(number for number, each in enumerate(table.rows) if each is row)
    far = {id(each): abs(number - at) for number, each in enumerate(table.rows)}
    return sorted(found, key=lambda each: far[id(each)])[: MOST_OPTIONS - 1]


def _number(cell: str) -> int | float | None:
    """The number that a cell is, with or without a unit; None for words."""
    if not any(map(str.isdigit, cell)) or cell.count(" ") > FEWEST_WRONG:
        return None
    try:
        number, _unit = read_quantity(cell)
    except BadResponse:
        return None
    return int(number) if number == number.to_integral_value() else float(Decimal(number))
