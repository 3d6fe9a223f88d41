"""What the lines on the pages of a PDF are: headings, paragraphs, items, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject

LARGER = 1.1
"""Times the size of the text from which a line is a heading."""
LONGEST_HEADING = 160
FARTHER = 1.35
"""Times the usual distance of lines at which a paragraph ends."""
SHORT = 0.6
"""Of a full line's letters: what ends a paragraph where the next line begins anew."""
INDENT = 0.8
"""Of the size: how far in the first line of a paragraph may stand."""
BULLET = re.compile(r"[•▪‣◦●○■·–-]\s+(?=\S)")
ENDED = re.compile(r"[.!?…:][\"'”’)]*$")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its page, its place in points from the lower left, size of type, and text."""

    page: int
    x: float
    y: float
    size: float
    bold: bool
    text: str


def lines_of(page: PageObject) -> list[Line]:
    """The page's lines in the order of the file."""
    number = page.page_number or 0
    pieces: list[Line] = []

    def visit(text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            height = abs(size * (inner[3] or inner[1] or 1) * (outer[3] or outer[1] or 1))
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            pieces.append(Line(number, x, y, round(height, 1), bold, text))

    page.extract_text(visitor_text=visit)
    return _joined(pieces)


def _joined(pieces: Sequence[Line]) -> list[Line]:
    """Pieces at the same height as one line."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and abs(last.y - piece.y) < 0.4 * max(last.size, piece.size, 1):
            gap = "" if last.text[-1:].isspace() or piece.text[:1].isspace() else " "
            # Kerning parts a word without moving far; a piece that begins small goes on with it.
            gap = "" if piece.text[:1].islower() and last.text[-1:].isalpha() else gap
            text = last.text + gap + piece.text
            lines[-1] = Line(
                last.page,
                last.x,
                last.y,
                max(last.size, piece.size),
                last.bold and piece.bold,
                text,
            )
        else:
            lines.append(piece)
    return [
        Line(each.page, each.x, each.y, each.size, each.bold, " ".join(each.text.split()))
        for each in lines
    ]


def without_page_lines(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without page numbers and running heads; how many lines these were.

    They are the first or last line of a page, and the same on most pages but for numbers.
    """
    edges = [set(_edges(page)) for page in pages]
    seen = Counter(shape for page in edges for shape in page)
    running = {shape for shape, count in seen.items() if count >= max(3, 0.5 * len(pages))}
    running |= {"#"} if seen["#"] > 1 else set()
    kept: list[list[Line]] = []
    for page in pages:
        lines = list(page)
        for at in (0, -1):
            while lines and _shape(lines[at]) in running:
                lines.pop(at)
        kept.append(lines)
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edges(page: list[Line]) -> list[str]:
    return [_shape(line) for line in [*page[:2], *page[-2:]]]


def _shape(line: Line) -> str:
    return NUMBER.sub("#", line.text)


def blocks_of(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Tag and text of each block in order: "h1" to "h4", "p" or "li"."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    usual = letters.most_common(1)[0][0]
    sizes = sorted({line.size for line in lines if _is_larger(line, usual)}, reverse=True)
    spacing = _spacing(lines)
    full = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10]
    block: list[Line] = []
    for line in lines:
        if block and not _goes_on(block[-1], line, spacing, full):
            yield _block(block, usual, sizes)
            block = []
        block.append(line)
    if block:
        yield _block(block, usual, sizes)


def _spacing(lines: list[Line]) -> float:
    """The usual distance from one line to the next below it, in points."""
    gaps = Counter(
        round(one.y - other.y)
        for one, other in pairwise(lines)
        if one.page == other.page and one.size == other.size and one.y > other.y
    )
    return gaps.most_common(1)[0][0] if gaps else 0


def _goes_on(last: Line, line: Line, spacing: float, full: int) -> bool:
    """Whether ``line`` is in the same block as the one before it.

    ``full`` is the number of letters in a line that is as long as lines get.
    """
    if abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold:
        return False
    if BULLET.match(line.text):
        return False
    if len(last.text) < SHORT * full and not line.text[:1].islower():
        return False
    if last.page != line.page or line.y > last.y:
        return not ENDED.search(last.text)
    if spacing and last.y - line.y > max(FARTHER * spacing, FARTHER * 1.1 * last.size):
        return False
    return not (ENDED.search(last.text) and line.x > last.x + INDENT * line.size)


def _is_larger(line: Line, usual: float) -> bool:
    return line.size >= LARGER * usual


def _block(lines: list[Line], usual: float, sizes: list[float]) -> tuple[str, str]:
    text = lines[0].text
    for line in lines[1:]:
        broken = re.search(r"[^\W\d_]-$", text) and line.text[:1].islower()
        text = f"{text[:-1]}{line.text}" if broken else f"{text} {line.text}"
    if len(text) <= LONGEST_HEADING:
        if _is_larger(lines[0], usual):
            return f"h{min(sizes.index(lines[0].size) + 1, 4)}", text
        if lines[0].bold and not ENDED.search(text):
            return f"h{min(len(sizes) + 1, 4)}", text
    bullet = BULLET.match(text)
    return ("li", text[bullet.end() :]) if bullet else ("p", text)
