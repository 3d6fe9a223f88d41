"""Building clean tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from .tree import holds, is_blank, new, tag_of, text_in

if TYPE_CHECKING:
    from .rebuild import Builder

PARTS = ("thead", "tbody", "tfoot")
SCOPES = frozenset(("col", "row", "colgroup", "rowgroup"))
MAX_SPAN = 1000
STYLED = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
NAMED = re.compile(r"(?:^|[\s-])(?:text|align)-?(left|start|center|right|end)(?:\s|$)")
"""A class that places text, as common style sheets name it."""
ALIGNED = {"center": "centred", "middle": "centred", "right": "at-end", "end": "at-end"}
"""The class for each way to place text; the usual way needs none."""


class Tables:
    """Makes the tables of one article with the help of its builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder

    def build(self, element: HtmlElement) -> list[HtmlElement]:
        """A table in a region that scrolls by itself; the text of one used for layout."""
        rows = [(part, row) for part, row in _rows(element) if len(_cells(row))]
        if not rows:
            return self._outside_rows(element)
        if _is_layout(element, rows):
            self._builder.report.note("layout")
            return [
                block
                for _part, row in rows
                for cell in _cells(row)
                for block in self._builder.blocks(cell)
            ]
        table = new("table")
        caption = element.find("caption")
        if caption is not None:
            made = self._builder.compact(new("caption"), caption)
            if not is_blank(made):
                table.append(made)
        self._fill(table, rows)
        return [_region(table)]

    def _outside_rows(self, element: HtmlElement) -> list[HtmlElement]:
        element.tag = "div"
        return self._builder.blocks(element)

    def _fill(self, table: HtmlElement, rows: list[tuple[str, HtmlElement]]) -> None:
        headless = all(part != "thead" for part, _row in rows)
        for number, (part, row) in enumerate(rows):
            if headless and number == 0 and len(rows) > 1 and _is_head(row):
                part = "thead"
            if not len(table) or table[-1].tag != part:
                table.append(new(part))
            table[-1].append(self._row(row, part))

    def _row(self, row: HtmlElement, part: str) -> HtmlElement:
        made = new("tr")
        for cell in _cells(row):
            tag = tag_of(cell)
            copy = self._builder.compact(new(tag), cell)
            for name in ("colspan", "rowspan"):
                value = (cell.get(name) or "").strip()
                if value.isascii() and value.isdigit() and 1 < int(value) <= MAX_SPAN:
                    copy.set(name, value)
            if tag == "th":
                copy.set("scope", _scope(cell, part))
            # Word processors write it to the paragraph in the cell, old pages to the row.
            for element in (cell, *cell[:1], row):
                if stated := _aligned(element):
                    break
            if stated in ALIGNED:
                copy.set("class", ALIGNED[stated])
            made.append(copy)
        return made


def _scope(cell: HtmlElement, part: str) -> str:
    stated = (cell.get("scope") or "").lower()
    if stated in SCOPES:
        return stated
    return "col" if part == "thead" else "row"


def _aligned(element: HtmlElement) -> str:
    """How the mark-up places the text of a cell or row: "right", "center" …, "" if unsaid."""
    if not element.attrib:
        return ""
    names = element.get("class") or ""
    own = next((word for word, name in ALIGNED.items() if name in names.split()), "")
    style, named = STYLED.search(element.get("style") or ""), NAMED.search(names)
    stated = style[1] if style else element.get("align") or (named[1] if named else own)
    return stated.strip().lower()


def _rows(table: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """The rows of a table and the part each stands in, those of tables inside it aside."""
    found: list[tuple[str, HtmlElement]] = []
    for child in table:
        if tag_of(child) == "tr":
            found.append(("tbody", child))
        elif tag_of(child) in PARTS:
            found += [(tag_of(child), row) for row in child if tag_of(row) == "tr"]
    return found


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if tag_of(cell) in ("td", "th")]


def _is_head(row: HtmlElement) -> bool:
    return all(tag_of(cell) == "th" for cell in _cells(row))


def _is_layout(table: HtmlElement, rows: list[tuple[str, HtmlElement]]) -> bool:
    """Whether a table only places things on the page."""
    if table.get("role") in ("presentation", "none") or holds(table, "table"):
        return True
    lone = len(rows) == 1 and len(_cells(rows[0][1])) == 1
    return lone and not holds(table, "th", "caption")


def _region(table: HtmlElement) -> HtmlElement:
    """A region that scrolls on a narrow screen, also by keyboard."""
    caption = table.find("caption")
    region = new("div")
    region.set("class", "scroll")
    region.set("role", "region")
    region.set("tabindex", "0")
    region.set("aria-label", text_in(caption) if caption is not None else _("Table"))
    region.append(table)
    return region
