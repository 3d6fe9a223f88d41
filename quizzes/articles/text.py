"""Plain text: headings, lists and tables by their look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise, zip_longest

from .base import PLAIN, Draft, Format, Source
from .contents import is_title
from .dates import iso_date
from .formula import formula_html, pieces
from .headings import BYLINE, ITEM, Headings, kind_of
from .report import Report
from .tree import parse_body

ADDRESS = re.compile(r"https?://[^\s<>\"”’]*[^\s<>\"”’.,;:!?)\]}]")
DISPLAYED = re.compile(r"\$\$[^$]{1,2000}?\$\$|\\\[.{1,2000}?\\\]", re.DOTALL)
SEPARATOR = re.compile(r"^\s*\|?(\s*:?-{1,}:?\s*\|)+(\s*:?-+:?\s*)?$")
TOP_LINES = 6
"""How many lines at the top may state author, date and source."""


class PlainText(Format):
    """Text without mark-up."""

    extensions = (".txt", ".text")

    def confidence(self, source: Source) -> float:
        """Any text will do when nothing better is known of it."""
        return PLAIN

    def read(self, source: Source, report: Report) -> Draft:
        """The draft; author, date and source are taken from lines at the top."""
        text = DISPLAYED.sub(_on_one_line, source.text.replace("\f", "\n"))
        lines = [line.rstrip().expandtabs(4) for line in text.split("\n")]
        _drop_contents(lines, report)
        facts = _take_facts(lines)
        wrapped = is_wrapped(lines)
        headings = Headings(lines, wrapped=wrapped)
        writer = Writer(lines, headings, report, wrapped=wrapped)
        return Draft(
            body=parse_body("\n".join(writer.blocks())),
            fallback_title=_top_title(lines, headings),
            report=report,
            **facts,
        )


def _on_one_line(match: re.Match[str]) -> str:
    formula = match[0]
    return formula if re.search(r"\n\s*\n", formula) else formula.replace("\n", " ")


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a page was full and not where a paragraph ends."""
    inner = [
        len(line)
        for line, following in pairwise(lines)
        if kind_of(line) == "text" and kind_of(following) == "text"
    ]
    if len(inner) < 3:
        return False
    full = sum(55 <= length <= 85 for length in inner)
    long = sum(len(line) > 100 for line in lines)
    return full >= 0.6 * len(inner) and long <= 0.02 * len(lines)


def _top_title(lines: list[str], headings: Headings) -> str:
    """The first line where it is a heading with more headings after it."""
    first = next((at for at, line in enumerate(lines) if line.strip()), -1)
    return headings.text(first) if first in headings.levels and len(headings.levels) > 1 else ""


def _take_facts(lines: list[str]) -> dict[str, str]:
    """Author, date and source named in lines of their own at the top, which are emptied."""
    facts: dict[str, str] = {}
    filled = [at for at, line in enumerate(lines) if line.strip()][:TOP_LINES]
    for at in filled:
        line = lines[at].strip()
        labelled = re.fullmatch(r"(?:Source|URL|From):?\s*(https?://\S+)", line, re.IGNORECASE)
        dated = re.sub(r"^(?:Published|Date|Updated):?\s+", "", line)
        if len(line) > 100:
            break
        if BYLINE.match(line) and "author" not in facts:
            facts["author"] = line[2:].strip()
        elif iso_date(dated) and len(dated) < 30 and "date" not in facts:
            facts["date"] = iso_date(dated)
        elif labelled and "url" not in facts:
            facts["url"] = labelled[1]
        else:
            continue
        lines[at] = ""
    return facts


def _drop_contents(lines: list[str], report: Report) -> None:
    """Empty the lines of a table of contents: its title, and entries that come again below."""
    last = {_entry(line): at for at, line in enumerate(lines) if line.strip()}
    for at, line in enumerate(lines):
        if len(line) > 40 or not is_title(line.lstrip("#")):
            continue
        entries = []
        for below in range(at + 1, len(lines)):
            if not lines[below].strip():
                continue
            entry = _entry(lines[below])
            if last.get(entry, 0) <= below or not any(letter.isalpha() for letter in entry):
                break
            entries.append(below)
        if entries or is_title(line.lstrip("#"), surely=True):
            for number in [at, *entries]:
                lines[number] = ""
            report.note("toc")


def _entry(line: str) -> str:
    """A line as a table of contents may repeat it: without number, dots and page."""
    line = re.sub(r"^\s*(?:[-*•#]+|\d+(?:\.\d+)*[.)]?)\s+", "", line)
    return " ".join(re.sub(r"[\s.…·_]*(?:\s\d+|\.\d+)?$", "", line).split()).casefold()


@dataclass
class Item:
    """A list item: the column of its marker, its number if it has one, its text."""

    indent: int
    number: int | None
    text: str


class Writer:
    """Writes the lines of a text as HTML blocks."""

    def __init__(
        self, lines: list[str], headings: Headings, report: Report, *, wrapped: bool
    ) -> None:
        self._lines = lines
        self._headings = headings
        self._report = report
        self._wrapped = wrapped
        self._at = 0

    def blocks(self) -> Iterator[str]:
        """One string of HTML a block."""
        while self._at < len(self._lines):
            line, level = self._lines[self._at], self._headings.levels.get(self._at)
            if level:
                title = self._inline(self._headings.text(self._at))
                yield f"<h{level}>{title}</h{level}>"
                self._at += 1
                self._skip_underline()
                continue
            kind = kind_of(line)
            if kind == "blank":
                self._at += 1
            elif kind == "rule":
                self._at += 1
                yield "<hr>"
            elif kind == "table":
                yield self._table(self._run("table"))
            elif kind == "item":
                yield self._listed(self._items())
            elif kind == "quote":
                quoted = [row.lstrip("> ").rstrip() for row in self._run("quote")]
                yield f"<blockquote>{self._paragraphs(quoted)}</blockquote>"
            else:
                yield self._paragraphs(self._run("text"))

    def _skip_underline(self) -> None:
        if self._at < len(self._lines) and re.fullmatch(r"\s*[=~-]{3,}", self._lines[self._at]):
            self._at += 1

    def _run(self, kind: str) -> list[str]:
        """The lines from here on that are of one kind and no heading."""
        start = self._at
        while (
            self._at < len(self._lines)
            and self._at not in self._headings.levels
            and kind_of(self._lines[self._at]) == kind
        ):
            self._at += 1
        return self._lines[start : self._at]

    def _paragraphs(self, lines: list[str]) -> str:
        if self._wrapped:
            lines = [" ".join(line.strip() for line in lines)]
        return "\n".join(f"<p>{self._inline(line.strip())}</p>" for line in lines if line.strip())

    def _table(self, lines: list[str]) -> str:
        rows = [_cells(line) for line in lines if not SEPARATOR.match(line)]
        headed = len(lines) > 1 and SEPARATOR.match(lines[1])
        placed = [_placed(cell) for cell in _cells(lines[1])] if headed else []
        width = max((len(row) for row in rows), default=0)
        out = ["<table>"]
        for number, row in enumerate(rows):
            tag = "th" if headed and number == 0 else "td"
            cells = [self._inline(cell) for cell in row] + [""] * (width - len(row))
            markup = "".join(
                f"<{tag}{place}>{cell}</{tag}>"
                for cell, place in zip_longest(cells, placed[: len(cells)], fillvalue="")
            )
            out.append(f"<tr>{markup}</tr>")
        return "".join([*out, "</table>"])

    def _items(self) -> list[Item]:
        items: list[Item] = []
        while self._at < len(self._lines) and self._at not in self._headings.levels:
            line = self._lines[self._at]
            match = ITEM.match(line) if kind_of(line) == "item" else None
            if match:
                digits = re.match(r"\d+", match[2])
                items.append(Item(len(match[1]), int(digits[0]) if digits else None, match[3]))
            elif line.startswith("  ") and kind_of(line) == "text":
                items[-1].text += f" {line.strip()}"
            elif line.strip() or not self._item_follows():
                break
            self._at += 1
        return items

    def _item_follows(self) -> bool:
        following = self._at + 1
        return (
            following < len(self._lines)
            and following not in self._headings.levels
            and kind_of(self._lines[following]) == "item"
        )

    def _listed(self, items: list[Item]) -> str:
        """Nested lists of items, by the column of their markers."""
        out: list[str] = []
        open_lists: list[tuple[int, str]] = []
        for item in items:
            tag = "ul" if item.number is None else "ol"
            while open_lists and (
                item.indent < open_lists[-1][0]
                or (item.indent == open_lists[-1][0] and open_lists[-1][1] != tag)
            ):
                out.append(f"</li></{open_lists.pop()[1]}>")
            if open_lists and item.indent - open_lists[-1][0] < 2:
                out.append("</li>")
            else:
                start = f' start="{item.number}"' if item.number not in (None, 1) else ""
                out.append(f"<{tag}{start}>")
                open_lists.append((item.indent, tag))
            out.append(f"<li>{self._inline(item.text)}")
        while open_lists:
            out.append(f"</li></{open_lists.pop()[1]}>")
        return "".join(out)

    def _inline(self, text: str) -> str:
        return "".join(
            _linked(piece) if isinstance(piece, str) else formula_html(piece, self._report)
            for piece in pieces(text)
        )


def _linked(text: str) -> str:
    """Escaped text in which web addresses are links."""
    out, done = [], 0
    for match in ADDRESS.finditer(text):
        address = escape(match[0])
        out += [escape(text[done : match.start()], quote=False)]
        out += [f'<a href="{address}">{address}</a>']
        done = match.end()
    return "".join([*out, escape(text[done:], quote=False)])


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _placed(rule: str) -> str:
    """The attribute for the text of a column, from the colons in the line below its head."""
    if not rule.endswith(":"):
        return ""
    return ' align="center"' if rule.startswith(":") else ' align="right"'
