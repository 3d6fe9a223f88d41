"""What a lesson's text offers: its sentences, its tables and its lists of terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from lxml.html import HtmlElement

from ..articles.tree import BLOCKS, parse_body, tag_of, text_in
from .sentences import is_sentence, sentences

TEXT = ("p", "li", "dd", "figcaption")
MARKED = ("strong", "b", "em", "i", "dfn")
FORMULA = "\ufffc"
"""Stands for what is no plain text; a sentence with it is passed over."""
CREDIT = re.compile(r"(?:sources?|photos?|images?|credits?|see also|read more)\b ?:", re.IGNORECASE)
LONGEST_TERM = 60
MOST_ROWS, MOST_COLUMNS = 40, 8
FEWEST_PAIRS = 3
MOST_SENTENCES = 1_500
MOST_TABLES = 40
MOST_TERMS = 20
MOST_AROUND = 300_000
"""Characters of other lessons that are read for what is wrong but likely."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the text of a table's cell with the head of its row as ``context``.

    ``terms`` are the words in it that the author set in bold or in italics.
    """

    text: str
    context: str = ""
    terms: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The text, with what it is said of."""
        if not self.context:
            return self.text
        return f"{self.context}{'' if self.context.endswith(('?', ':')) else ':'} {self.text}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a head each; the head of the table is empty for a list of terms.

    ``sign`` is what stands between the head of a row and the rest in the lesson's text.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sign: str = " "


@dataclass(frozen=True, slots=True)
class Material:
    """A lesson as the finders see it; ``others`` are the further lessons of its course."""

    language: str
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    others: tuple[Material, ...] = field(default=(), repr=False)

    def everywhere(self) -> Iterator[Material]:
        """This lesson, then the others."""
        yield self
        yield from self.others


def material(html: str, language: str, around: Iterable[str] = ()) -> Material:
    """What clean HTML offers; ``around`` is the HTML of the course's other lessons.

    Of these only so much is read that the work stays bounded.
    """
    short = language.casefold().replace("_", "-").split("-")[0]
    others, left = [], MOST_AROUND
    for body in around:
        if len(body) <= left:
            left -= len(body)
            others.append(_read(body, short))
    return _read(html, short, tuple(others))


def _read(html: str, language: str, others: tuple[Material, ...] = ()) -> Material:
    body = parse_body(html)
    tables = list(islice(chain(_tables(body), _lists(body)), MOST_TABLES))
    listed = {f"{row[0]}: {row[1]}" for table in tables if not table.head for row in table.rows}
    found = [*_cells(tables), *(each for each in _prose(body, language) if each.text not in listed)]
    once = {(each.context, each.text): each for each in found}
    return Material(language, tuple(once.values())[:MOST_SENTENCES], tuple(tables), others)


def _prose(body: HtmlElement, language: str) -> Iterator[Sentence]:
    for block in body.iter(*TEXT):
        if next(block.iterancestors("table", "pre"), None) is not None:
            continue
        text, terms = _own_text(block)
        terms = terms[:MOST_TERMS]
        for sentence in sentences(text, language):
            if FORMULA not in sentence and is_sentence(sentence) and not CREDIT.match(sentence):
                yield Sentence(sentence, terms=tuple(term for term in terms if term in sentence))


def _own_text(block: HtmlElement) -> tuple[str, list[str]]:
    """The text before the first block within, and the words in bold or italics."""
    parts, terms = [block.text or ""], []
    for child in block:
        tag = tag_of(child)
        if tag in BLOCKS:
            break
        formula = tag == "math" or next(child.iter("math", "img"), None) is not None
        inner = FORMULA if formula else " " if tag == "br" else text_in(child)
        if tag in MARKED and 0 < len(inner) <= LONGEST_TERM and not formula:
            terms.append(inner)
        # White space around the words of a mark stands outside it, as in the lesson's text.
        parts += [_spaced(child, inner), child.tail or ""]
    return "".join(parts), terms


def _spaced(child: HtmlElement, inner: str) -> str:
    raw = "".join(child.itertext())
    return f"{' ' * raw[:1].isspace()}{inner}{' ' * raw[-1:].isspace()}"


def _tables(body: HtmlElement) -> Iterator[Table]:
    for element in body.iter("table"):
        spans = any(cell.get("colspan") or cell.get("rowspan") for cell in element.iter("td", "th"))
        if spans or next(element.iter("math", "img"), None) is not None:
            continue
        lines = list(islice(element.iter("tr"), MOST_ROWS + 2))
        rows = [
            tuple(text_in(cell) for cell in row if tag_of(cell) in ("td", "th")) for row in lines
        ]
        first = next(element.iter("tr"), None)
        headed = first is not None and all(tag_of(cell) == "th" for cell in first)
        width = len(rows[0]) if rows else 0
        even = all(len(row) == width for row in rows)
        if headed and even and 2 <= width <= MOST_COLUMNS and 3 <= len(rows) <= MOST_ROWS:
            yield Table(rows[0], tuple(rows[1:]))


def _lists(body: HtmlElement) -> Iterator[Table]:
    """Lists of which every item is a term and what is said of it: “Term: text”."""
    for element in body.iter("ul", "ol"):
        items = [_own_text(item)[0] for item in element.iter("li")]
        pairs = [tuple(part.strip() for part in " ".join(i.split()).split(": ", 1)) for i in items]
        proper = all(len(pair) == 2 and all(pair) for pair in pairs)
        short = all(len(pair[0]) <= LONGEST_TERM and FORMULA not in "".join(pair) for pair in pairs)
        if proper and short and FEWEST_PAIRS <= len(pairs) <= MOST_ROWS:
            yield Table((), tuple(pairs), sign=": ")
    for element in body.iter("dl"):
        terms = [text_in(each) for each in element.iter("dt")]
        texts = [text_in(each) for each in element.iter("dd")]
        if len(terms) == len(texts) and FEWEST_PAIRS <= len(terms) <= MOST_ROWS:
            yield Table((), tuple(zip(terms, texts, strict=True)))


def _cells(tables: Iterable[Table]) -> Iterator[Sentence]:
    """Cells that say something in words; figures alone are for tables.py."""
    for table in tables:
        if not table.head:
            continue
        for row in table.rows:
            for cell in row[1:]:
                if cell.count(" ") >= 2 and any(map(str.isalpha, cell)) and FORMULA not in cell:
                    yield Sentence(cell, context=row[0])
