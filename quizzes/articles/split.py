"""A flat list of blocks to sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .report import Report, shortened
from .tree import HEADINGS, is_blank, letters_in, text_in

MAX_TITLE = 60
"""Longest title made from a first sentence, in characters."""
MAX_BEFORE_TITLE = 60
"""Most words that may stand before the heading that is the article's title."""


@dataclass
class Part:
    """A section on its way: its heading (None before the first) and its blocks."""

    heading: HtmlElement | None
    blocks: list[HtmlElement] = field(default_factory=list)


def title_heading(blocks: list[HtmlElement]) -> HtmlElement | None:
    """The one h1 that names the whole article: at the top, with other headings after it."""
    headings = [block for block in blocks if block.tag in HEADINGS]
    if len(headings) < 2 or headings[0].tag != "h1":
        return None
    if any(heading.tag == "h1" for heading in headings[1:]):
        return None
    words = 0
    for block in blocks:
        if block is headings[0]:
            return block
        words += len(text_in(block).split())
        if words > MAX_BEFORE_TITLE:
            break
    return None


def split(blocks: list[HtmlElement], report: Report) -> list[Part]:
    """Cut blocks at the headings of the section level. A heading without text is noted.

    The level is the highest that occurs at least twice, else the highest there is; a lone
    higher heading begins a section too.
    """
    level = _section_level(blocks)
    parts = [Part(None)]
    for block in blocks:
        if block.tag in HEADINGS and _level(block) <= level:
            parts.append(Part(block))
        else:
            parts[-1].blocks.append(block)
    kept = [part for part in parts if _has_body(part)]
    for part in parts:
        if part.heading is not None and part not in kept and (kept or part is not parts[-1]):
            report.note("empty_heading", text_in(part.heading), letters=letters_in([part.heading]))
    if not kept:
        kept = [part for part in parts if part.heading is not None][-1:]
    for part in kept:
        part.blocks = _without_edge_rules(part.blocks)
        renumber(part.blocks)
    return kept


def _section_level(blocks: list[HtmlElement]) -> int:
    levels = [_level(block) for block in blocks if block.tag in HEADINGS]
    repeated = [level for level in range(1, 7) if levels.count(level) > 1]
    return min(repeated or levels, default=0)


def _level(heading: HtmlElement) -> int:
    return HEADINGS.index(heading.tag) + 1


def _has_body(part: Part) -> bool:
    return any(block.tag != "hr" and not is_blank(block) for block in part.blocks)


def _without_edge_rules(blocks: list[HtmlElement]) -> list[HtmlElement]:
    """``blocks`` without horizontal rules at the start and end, where they part nothing."""
    shown = [at for at, block in enumerate(blocks) if block.tag != "hr"]
    return blocks[shown[0] : shown[-1] + 1] if shown else []


def renumber(blocks: list[HtmlElement]) -> None:
    """Let the headings inside a section start at h2 and skip no level."""
    open_levels: list[int] = []
    for block in blocks:
        if block.tag in HEADINGS:
            level = _level(block)
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            block.tag = HEADINGS[min(len(open_levels), 5)]


def first_words(blocks: list[HtmlElement]) -> str:
    """A title made of the beginning of a text: its first sentence, or as much as fits."""
    text = next((text for block in blocks if (text := text_in(block))), "")
    sentence = re.split(r"(?<=[.!?…])[\"'”’)]*\s", f"{text} ", maxsplit=1)[0].strip()
    if len(sentence) <= MAX_TITLE:
        return sentence.rstrip(".,;:")
    clauses = [match.start() for match in re.finditer(r"[,;:—–](?=\s)|\s[—–-](?=\s)", sentence)]
    fitting = [at for at in clauses if MAX_TITLE / 3 <= at < MAX_TITLE]
    if fitting:
        return sentence[: fitting[-1]].rstrip()
    return shortened(sentence, MAX_TITLE)
