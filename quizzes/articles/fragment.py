"""A lesson's text that an author edited by hand."""

from __future__ import annotations

from .clean import clean_blocks
from .prune import prune
from .rebuild import Builder
from .report import Report
from .tree import is_blank, parse_body


def clean_html(markup: str) -> str:
    """``markup`` as it may be stored: the blocks of an article's section, sanitised.

    What is clean already comes back as it was. Raises ArticleError for what nests too deep.
    """
    report = Report()
    body = parse_body(markup)
    prune(body, report)
    blocks = Builder(body, "", report).blocks(body)
    return clean_blocks([block for block in blocks if not is_blank(block)])
