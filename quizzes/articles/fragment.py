"""A lesson's text that an author edited by hand, as HTML or as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from .clean import clean_blocks
from .markdown import markdown_body
from .prune import prune
from .rebuild import Builder
from .report import Report
from .tree import is_blank, parse_body

Sizes = Mapping[str, tuple[int, int]]
"""Width and height in pixels of pictures, by their addresses."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an author wrote, as it may be stored, and a line for each kind of loss."""

    html: str
    dropped: tuple[str, ...]


def clean_html(markup: str) -> str:
    """``markup`` as it may be stored: the blocks of an article's section, sanitised.

    What is clean already comes back as it was. Raises ArticleError for what nests too deep.
    """
    return clean_blocks(blocks_of(markup))


def blocks_of(markup: str) -> list[HtmlElement]:
    """The blocks that ``clean_html`` makes of ``markup``. Raises ArticleError as it does."""
    return _blocks(parse_body(markup), Report())


def read_markdown(text: str, *, sizes: Sizes | None = None) -> Written:
    """Markdown as authors write lessons: what ``clean_html`` makes of its HTML.

    Pictures whose size is known and not stated get it, so that no text moves when they come.
    The lesson's title is the page's only h1: further ones become h2. Raises ArticleError for
    what nests too deep.
    """
    report = Report()
    blocks = _blocks(markdown_body(text, report), report)
    for block in blocks:
        if block.tag == "h1":
            block.tag = "h2"
        for image in block.iter("img"):
            _measure(image, sizes or {})
    return Written(clean_blocks(blocks), report.lines())


def _blocks(body: HtmlElement, report: Report) -> list[HtmlElement]:
    prune(body, report)
    return [block for block in Builder(body, "", report).blocks(body) if not is_blank(block)]


def _measure(image: HtmlElement, sizes: Sizes) -> None:
    known = sizes.get(image.get("src") or "")
    if known and not (image.get("width") or image.get("height")):
        # In the order in which the builder sets them, before the way to load.
        loading = image.attrib.pop("loading", "lazy")
        image.set("width", str(known[0]))
        image.set("height", str(known[1]))
        image.set("loading", loading)
