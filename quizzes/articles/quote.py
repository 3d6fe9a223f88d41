"""Plain text of clean HTML, and finding a quotation in it again.

Both work on the sanitiser's output, so a scan of the mark-up does: it keeps every byte
outside the marks as it was, which a parse and a rewrite would not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
    r"|<!--.*?-->|&(?:\#\d+|\#[xX][\da-fA-F]+|[a-zA-Z]\w*);?|[^<&]+|.",
    re.DOTALL,
)
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table figure blockquote pre div hr".split())
LINES = frozenset("br li dt dd tr caption figcaption".split())
CELLS = frozenset(("td", "th"))


@dataclass(slots=True)
class Piece:
    """A run of text: what it reads as, and where it stands in the HTML.

    ``entity`` runs stand for one character reference and cannot be cut.
    """

    text: str
    start: int
    end: int
    entity: bool = False


def text_of(html: str) -> str:
    """Plain text of clean HTML.

    Paragraphs, headings and tables are parted by a blank line, list items and table rows by
    a line end, cells of a row by a tab; so words of neighbouring blocks never touch.
    """
    out: list[str] = []
    for piece in _pieces(html):
        out.append(piece if isinstance(piece, str) else piece.text)
    text = re.sub(r"[^\S\n\t]*([\n\t])[^\S\n\t]*", r"\1", "".join(out))
    text = re.sub(r"\t*\n\t*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def highlight(html: str, quote: str, anchor: str) -> str | None:
    """``html`` with the first occurrence of ``quote`` in ``<mark>`` elements, or None.

    The quote is sought in the text as ``text_of`` gives it, white space folded; it may run
    across inline elements, cells and blocks, each part getting a mark of its own. A formula
    is marked whole. The first mark has ``anchor`` as its id and can take the focus.
    """
    wanted = " ".join(quote.split())
    if not wanted:
        return None
    folded, origins = _folded(html)
    at = folded.find(wanted)
    if at < 0:
        return None
    spans = _joined(html, _spans(origins[at : at + len(wanted)]))
    return _marked(html, spans, anchor)


def _pieces(html: str) -> Iterator[Piece | str]:
    """Runs of text, and between them the white space that mark-up stands for."""
    for match in TOKEN.finditer(html):
        tag, start, end = match["tag"], match.start(), match.end()
        if tag:
            tag = tag.lower()
            if tag in PARAGRAPHS:
                yield "\n\n"
            elif tag in LINES and not match["close"]:
                yield "\n"
            elif tag in CELLS and match["close"]:
                yield "\t"
        elif html.startswith("<!--", start):
            continue
        elif match[0][0] == "&" and len(match[0]) > 1:
            yield Piece(unescape(match[0]), start, end, entity=True)
        else:
            yield Piece(match[0], start, end)


def _formulas(html: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"<math[\s>].*?</math>", html, re.DOTALL)]


def _folded(html: str) -> tuple[str, list[tuple[int, int]]]:
    """Text with single blanks for white space, and the HTML range of each character."""
    letters: list[str] = []
    origins: list[tuple[int, int]] = []

    def add(letter: str, start: int, end: int) -> None:
        if not letter.isspace():
            letters.append(letter)
            origins.append((start, end))
        elif letters and letters[-1] != " ":
            letters.append(" ")
            origins.append((start, end))

    for piece in _pieces(html):
        if isinstance(piece, str):
            add(" ", -1, -1)
        elif piece.entity:
            for letter in piece.text:
                add(letter, piece.start, piece.end)
        else:
            for offset, letter in enumerate(piece.text, piece.start):
                add(letter, offset, offset + 1)
    return "".join(letters), origins


def _spans(origins: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of the HTML that hold these characters, neighbours joined."""
    spans: list[tuple[int, int]] = []
    for start, end in origins:
        if start < 0:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _joined(html: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, with formulas they touch taken whole and gaps of white space closed."""
    formulas = _formulas(html)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        for first, last in formulas:
            if start < last and end > first:
                start, end = first, last
        if joined and (start <= joined[-1][1] or html[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif not html[start:end].isspace():
            joined.append((start, end))
    return joined


def _marked(html: str, spans: list[tuple[int, int]], anchor: str) -> str:
    out: list[str] = []
    done = 0
    for number, (start, end) in enumerate(spans):
        opening = "<mark>" if number else f'<mark id="{escape(anchor)}" tabindex="-1">'
        out += [html[done:start], opening, html[start:end], "</mark>"]
        done = end
    return "".join([*out, html[done:]])
