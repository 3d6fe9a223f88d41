"""Finding the part of a page that is the article."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from .report import Report
from .tree import parse, text_in

MARK = "data-block"
SMALLEST = 25
"""Words below which a paragraph says nothing about where the article is."""


def container_of(root: HtmlElement, body: HtmlElement, report: Report) -> HtmlElement:
    """The element that holds the article; words outside it are noted.

    An article or main element comes first, the one with the most text (an article inside
    main where it has most of main's); then what readability takes for the article; else all.
    """
    total = _words(body)
    chosen = _marked_up(body)
    if chosen is None and root.find("head") is not None:
        chosen = _readable(root, body)
    if chosen is None:
        return body
    outside = total - _words(chosen)
    if outside > 0:
        report.note("outside", count=outside)
    return chosen


def _words(element: HtmlElement) -> int:
    return len(text_in(element).split())


def _marked_up(body: HtmlElement) -> HtmlElement | None:
    sizes = [(_words(element), element) for element in body.iter("article", "main")]
    sizes = [(words, element) for words, element in sizes if words]
    if not sizes:
        return None
    most, chosen = max(sizes, key=lambda pair: pair[0])
    inner = [
        (words, element)
        for words, element in sizes
        if element.tag == "article" and chosen in element.iterancestors() and words > most / 2
    ]
    return min(inner, key=lambda pair: pair[0])[1] if inner else chosen


def _readable(root: HtmlElement, body: HtmlElement) -> HtmlElement | None:
    """The smallest element around everything that readability keeps.

    Only the place is taken from it: what it keeps itself lacks lists and captions.
    """
    paragraphs = list(body.iter("p", "pre", "td", "blockquote", "div", "li"))
    for number, element in enumerate(paragraphs):
        element.set(MARK, str(number))
    copy = deepcopy(root)
    for element in paragraphs:
        del element.attrib[MARK]
    try:
        kept = parse(Document(copy).summary())
    except Unparseable:
        return None
    chosen = {
        int(element.get(MARK))
        for element in kept.iter("p", "pre", "td", "blockquote", "div", "li")
        if (element.get(MARK) or "").isdigit() and text_in(element)
    }
    inside = [element for number, element in enumerate(paragraphs) if number in chosen]
    container = _common_ancestor(inside)
    if container is None or _leaves_text_out(container, body):
        return None
    return container


def _common_ancestor(elements: list[HtmlElement]) -> HtmlElement | None:
    if not elements:
        return None
    paths = [[*reversed(list(element.iterancestors())), element] for element in elements]
    common = None
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    while common is not None and common.tag in ("p", "td", "tr", "li", "tbody", "pre"):
        common = common.getparent()
    return None if common is None or common.tag == "html" else common


def _leaves_text_out(container: HtmlElement, body: HtmlElement) -> bool:
    """Whether much running text stands outside what was chosen."""
    inside = _running(container)
    return _running(body) - inside > 0.3 * inside


def _running(element: HtmlElement) -> int:
    """Words in paragraphs that are not mostly links."""
    total = 0
    for paragraph in element.iter("p"):
        words = _words(paragraph)
        linked = sum(_words(link) for link in paragraph.iter("a"))
        if words >= SMALLEST and linked < words / 3:
            total += words
    return total
