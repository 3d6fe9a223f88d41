"""Tables of contents: finding them and taking them out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from .report import Report
from .tree import HEADINGS, classes_of, find_all, is_attached, remove, tag_of, text_in

CERTAIN = frozenset(
    (
        "table of contents", "on this page", "in this article", "inhaltsverzeichnis",
        "table des matières", "tabla de contenidos", "tabla de contenido", "spis treści",
        "inhoudsopgave", "[toc]", "[[toc]]", "[[_toc_]]", "toc",
    )
)  # fmt: skip
POSSIBLE = frozenset(
    ("contents", "content", "jump to", "jump to section", "inhalt", "sommaire", "índice", "indice")
)
CLASSES = frozenset(
    ("toc", "table-of-contents", "tableofcontents", "ez-toc-container", "toc-container",
     "toc_container", "lwptoc", "on-this-page")
)  # fmt: skip


def is_title(text: str, *, surely: bool = False) -> bool:
    """Whether ``text`` is what tables of contents are called (``surely``: and nothing else)."""
    folded = " ".join(text.split()).strip(" :").casefold()
    return folded in CERTAIN or (not surely and folded in POSSIBLE)


def remove_contents(root: HtmlElement, report: Report) -> None:
    """Take the tables of contents out of a page, with their titles."""
    entries = {text_in(heading).casefold() for heading in root.iter(*HEADINGS)}
    for block in find_all(root, "nav", "div", "section", "details", "ul", "ol"):
        if is_attached(block, root) and _is_contents(block):
            _remove_with_title(block, report)
    for title in find_all(root, "p", "div", "strong", *HEADINGS):
        if len(title) > 2 or not is_attached(title, root) or not is_title(title.text_content()):
            continue
        surely = is_title(title.text_content(), surely=True)
        following = _line_of(title).getnext()
        listed = following is not None and _lists_headings(following, entries, begun=surely)
        if listed or surely:
            if listed:
                remove(following)
            remove(_line_of(title))
            report.note("toc")


def _line_of(title: HtmlElement) -> HtmlElement:
    """The paragraph that holds nothing but a title in bold, else the title itself."""
    parent = title.getparent()
    alone = tag_of(parent) == "p" and text_in(parent) == text_in(title)
    return parent if alone else title


def _is_contents(block: HtmlElement) -> bool:
    """Whether a block only leads to places on its own page."""
    links = [link for link in block.iter("a") if link.get("href")]
    if not links or not all(link.get("href").startswith("#") for link in links):
        return False
    if not CLASSES.isdisjoint(classes_of(block)):
        return True
    if len(links) > 400:
        links = links[:400]
    text = text_in(block)
    linked = sum(len(text_in(link)) for link in links)
    titled = is_title(text[:25].split("\n")[0]) or any(
        is_title(text_in(child)) for child in list(block)[:2]
    )
    if len(links) < 2 and not titled:
        return False
    # Notes lead back to the text with a mere arrow; a table of contents names its targets.
    return linked >= (0.6 if titled else 0.8) * len(re.sub(r"[\s\d.•]", "", text))


def _remove_with_title(block: HtmlElement, report: Report) -> None:
    before = block.getprevious()
    if before is not None and not (before.tail or "").strip() and is_title(text_in(before)):
        remove(before)
    remove(block)
    report.note("toc")


def _lists_headings(block: HtmlElement, entries: set[str], *, begun: bool) -> bool:
    """Whether a list below such a title repeats the page's headings, or leads to its places.

    ``begun`` lets the beginning of a heading do.
    """
    if tag_of(block) == "div" and len(block) == 1 and text_in(block) == text_in(block[0]):
        return _lists_headings(block[0], entries, begun=begun)
    if tag_of(block) not in ("ul", "ol"):
        return False
    items = [item for item in block.iter("li") if not len(item.findall("ul"))]
    known = sum(_leads_to_heading(item, entries, begun) for item in items)
    return bool(items) and known >= 0.6 * len(items)


def _leads_to_heading(item: HtmlElement, entries: set[str], begun: bool) -> bool:
    text, link = text_in(item).casefold(), item.find(".//a")
    if link is not None and (link.get("href") or "").startswith("#"):
        return text == text_in(link).casefold()
    return text in entries or (begun and any(entry.startswith(text) for entry in entries if text))
