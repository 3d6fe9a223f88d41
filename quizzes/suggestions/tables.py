"""Cells of tables, and lists of terms with what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exchange.plain import markdown_of
from ..kinds.base import plain
from .base import MOST_OPTIONS, Finder, Suggestion, single_choice
from .material import FORMULA, Material, Table
from .mentions import number_of
from .phrases import phrase

FIGURE, WORDS, LISTED = 0.75, 0.6, 0.62
MATCHED = 0.78
FEWEST_WRONG = 2
FEWEST_MATCHED, MOST_MATCHED = 3, 8
MOST_OF_WORDS = 2
"""Choices from one column of words: with the same options, more of them repeat each other."""
LONGEST_QUOTE = 900
LONGEST_CELL = 160
VAGUE = re.compile(
    r"(?:details?|descriptions?|values?|facts?|information|notes?|remarks?|comments?|texts?"
    r"|meaning|explanation|what .*|détails?|valeurs?|remarques?)",
    re.IGNORECASE,
)
"""Heads of columns that say nothing of what is in them."""
FIGURES = re.compile(r"(?:[$€£¥] ?)?(?P<number>\d[\d., ]{0,18}\d|\d)(?: ?[^\d\s.,]{1,12}){0,2}")
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
                found = list(_column(table, column, lesson.language))
                figures = [each for each in found if each.score == FIGURE]
                words = [each for each in found if each.score != FIGURE]
                yield from [*figures, *words[:MOST_OF_WORDS]]
            if width == 2 and (matched := _matching(table, lesson.language)):
                yield matched


def _column(table: Table, column: int, language: str) -> Iterator[Suggestion]:
    cells = [tidy(row[column]).casefold() for row in table.rows]
    for row in table.rows:
        cell = row[column]
        usable = row[0] not in BLANK and cell.strip() not in BLANK and len(cell) <= LONGEST_CELL
        # A cell that another row has, too, does not tell the two apart.
        alone = FORMULA not in cell and cells.count(tidy(cell).casefold()) == 1
        if usable and alone and (found := _of_cell(table, row, column, language)):
            yield found


def _of_cell(table: Table, row: Sequence[str], column: int, language: str) -> Suggestion | None:
    cell = tidy(row[column])
    head = table.head[column] if table.head else ""
    stem, claim = _stem(row[0], head, language), f"{row[0]}: {cell}"
    if head and not VAGUE.fullmatch(head):
        claim = f"{row[0]}, {head}: {cell}"
    quote = cell if cell.count(" ") >= FEWEST_WRONG else plain(table.sign.join(row))
    wrong = {
        tidy(other[column]): phrase(language, "other_row", row=other[0])
        for other in _nearest(table, row, column, language)
    }
    number = _number(cell, language)
    why: str | Promise = _("A cell of a table") if table.head else _("An entry of a list of terms")
    if len(wrong) >= FEWEST_WRONG:
        order = [
            tidy(each[column]) for each in table.rows if each is row or tidy(each[column]) in wrong
        ]
        spec = single_choice(markdown_of(stem), quote, cell, wrong, order)
        score = FIGURE if number is not None else WORDS if table.head else LISTED
        return Suggestion(Tables.name, "single_choice", spec, claim, claim, score, str(why))
    if number is None:
        return None
    spec = {"stem": markdown_of(stem), "explanation": "", "quote": quote, "answer": number}
    return Suggestion(Tables.name, "numeric", spec, claim, claim, FIGURE, str(why))


def tidy(cell: str) -> str:
    """A cell as an option: without the full stop of a sentence."""
    return plain(cell).removesuffix(".")


def _matching(table: Table, language: str) -> Suggestion | None:
    """All rows at once: which text belongs to which head."""
    heads, cells = [row[0] for row in table.rows], [tidy(row[1]) for row in table.rows]
    count = len(table.rows)
    alike = len({each.casefold() for each in cells}) < count or len(set(heads)) < count
    figures = any(_number(cell, language) is not None or len(cell) > LONGEST_CELL for cell in cells)
    asks = any(head.endswith("?") for head in heads)
    if alike or figures or asks or not FEWEST_MATCHED <= count <= MOST_MATCHED:
        return None
    quote = plain(" ".join(table.sign.join(row) for row in table.rows))
    if len(quote) > LONGEST_QUOTE or FORMULA in quote:
        return None
    spec = {
        "stem": markdown_of(phrase(language, "match")),
        "explanation": "",
        "quote": quote,
        "prompts": [
            {"id": letter, "text": markdown_of(head), "choice": letter, "feedback": ""}
            for letter, head in zip(ascii_lowercase, heads, strict=False)
        ],
        "choices": [
            {"id": letter, "text": markdown_of(cell)}
            for letter, cell in zip(ascii_lowercase, cells, strict=False)
        ],
    }
    source = "; ".join(f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True))
    why = _("A list in which each entry has its own text")
    return Suggestion(Tables.name, "matching", spec, source, source, MATCHED, why)


def _stem(row: str, head: str, language: str) -> str:
    if row.endswith("?"):
        return row
    if not head or VAGUE.fullmatch(head):
        return phrase(language, "about", row=row)
    return phrase(language, "cell", column=head, row=row)


def _nearest(
    table: Table, row: Sequence[str], column: int, language: str
) -> Sequence[Sequence[str]]:
    """Rows whose cells are wrong here: numbers where it is one, words where it is words."""
    cell, sort = row[column], _number(row[column], language) is None
    seen = {tidy(cell).casefold()} | BLANK
    found = []
    for other in table.rows:
        text = tidy(other[column]).casefold()
        alike = (_number(other[column], language) is None) == sort and len(text) <= LONGEST_CELL
        if alike and text not in seen and FORMULA not in text:
            seen.add(text)
            found.append(other)
    at = next(number for number, each in enumerate(table.rows) if each is row)
    far = {id(each): abs(number - at) for number, each in enumerate(table.rows)}
    return sorted(found, key=lambda each: far[id(each)])[: MOST_OPTIONS - 1]


def _number(cell: str, language: str) -> int | float | None:
    """The number that a cell is, with or without a unit; None for words."""
    if not any(map(str.isdigit, cell)) or cell.count(" ") > FEWEST_WRONG:
        return None
    found = FIGURES.fullmatch(cell)
    return number_of(found["number"], language) if found else None
