"""The one sanitiser: what may stand in a stored lesson, and nothing else."""

from __future__ import annotations

import nh3
from lxml import etree
from lxml.html import HtmlElement

from . import mathml

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub"
    " sup time u var wbr".split()
)
BLOCK_TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td figure"
    " figcaption blockquote pre hr img div".split()
)
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "dfn": {"title"},
    "time": {"datetime"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "img": {"src", "alt", "title", "width", "height"},
    "code": {"class"},
    "div": {"aria-label"},
}
ALIGNED = ("centred", "at-end")
"""Classes of table cells whose text does not begin at the cell's start."""
FIXED = {
    "a": {"rel": {"noopener"}},
    "img": {"loading": {"lazy"}},
    "div": {"class": {"scroll"}, "role": {"region"}, "tabindex": {"0"}},
    "td": {"class": set(ALIGNED)},
    "th": {"class": set(ALIGNED)},
}
"""Attributes that may have these values only."""


def _attribute(tag: str, name: str, value: str) -> str | None:
    """What becomes of an allowed attribute; None drops it."""
    if tag == "code" and name == "class" and not value.startswith("language-"):
        return None
    if tag == "img" and value.startswith("http://"):
        # Lesson pages load nothing over plain HTTP.
        return value.replace("http://", "https://", 1)
    return value


_WITHIN = INLINE_TAGS | {"img"}
_INLINE = nh3.Cleaner(
    tags=set(_WITHIN | mathml.TAGS),
    attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in _WITHIN}
    | {tag: set(mathml.ATTRIBUTES) for tag in mathml.TAGS},
    tag_attribute_values={"a": FIXED["a"], "img": FIXED["img"]},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    attribute_filter=_attribute,
)
_BLOCKS = nh3.Cleaner(
    tags=set(INLINE_TAGS | BLOCK_TAGS | mathml.TAGS),
    attributes=ATTRIBUTES | {tag: set(mathml.ATTRIBUTES) for tag in mathml.TAGS},
    tag_attribute_values=FIXED,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    attribute_filter=_attribute,
)


def clean_inline(markup: str) -> str:
    """Sanitised inline HTML, pictures included; block elements lose their tags."""
    return _INLINE.clean(markup)


def clean_blocks(blocks: list[HtmlElement]) -> str:
    """Sanitised HTML of a lesson's blocks, one a line."""
    markup = "\n".join(
        etree.tostring(block, encoding="unicode", method="html", with_tail=False)
        for block in blocks
    )
    return _BLOCKS.clean(markup)
