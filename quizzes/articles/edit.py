"""Joining and parting sections before they become lessons."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from .clean import clean_blocks
from .model import Section
from .report import shortened
from .split import first_words, renumber
from .tree import HEADINGS, new, parse_body, tag_of, text_in

BEGINNING = 100
"""Characters of a block by which an author knows it."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a section: its mark-up, whether it is a heading, and how it begins."""

    html: str
    heading: bool
    begins: str


def blocks_of(section: Section) -> list[Block]:
    """The blocks of a section, by which it can be parted."""
    return [
        Block(clean_blocks([each]), _is_heading(each), shortened(text_in(each), BEGINNING))
        for each in parse_body(section.html)
    ]


def merged(first: Section, second: Section) -> Section:
    """One section of two that follow each other; the second's title stands over its text."""
    heading = new("h2", second.title)
    below = list(parse_body(second.html))
    for block in below:
        if _is_heading(block):
            block.tag = HEADINGS[min(HEADINGS.index(block.tag) + 1, 5)]
    return Section(first.title, f"{first.html}\n{clean_blocks([heading, *below])}")


def parted(section: Section, at: int) -> tuple[Section, Section]:
    """Two sections of one, the second from the block ``at``, whose title it is if a heading.

    Raises ValueError where nothing would stand before it or after its title.
    """
    blocks = list(parse_body(section.html))
    before, after = blocks[:at], blocks[at:]
    title = text_in(after[0]) if after and _is_heading(after[0]) else ""
    after = after[1:] if title else after
    if at < 1 or not before or not after:
        raise ValueError(at)
    title = title or first_words(after)
    renumber(after)
    return Section(section.title, clean_blocks(before)), Section(title, clean_blocks(after))


def _is_heading(block: HtmlElement) -> bool:
    return tag_of(block) in HEADINGS
