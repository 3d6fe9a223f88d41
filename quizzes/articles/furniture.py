"""What sites put around and into their articles: sharing links, bylines, boxes of all kinds.

Two things must come together before anything goes: a sign of what a block is (a class, an id,
a label, a heading, the addresses it leads to), and content that bears the sign out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from .report import Report
from .signs import (
    BYLINE,
    BYLINE_WORDS,
    CLASSES,
    COOKIES,
    LABELS,
    NETWORK_WORDS,
    READ_MORE,
    SHARING,
    SIGNING_UP,
)
from .tree import HEADINGS, classes_of, find_all, holds, is_attached, remove, tag_of, text_in

BOXES = frozenset("div section aside nav ul ol p header footer details dialog address span".split())
SOLID = ("table", "pre", "blockquote", "math", "h1", "main")
"""What no block has that is not the article's."""
MOST_WORDS = {"share": 40, "byline": 25, "related": 300, "newsletter": 80, "cookies": 300}
WORDS_A_TEASER = 25
WORDS_A_DATE = 4
MOST_PARTS = 12
"""Elements in a byline that nothing but its dates and authors marks."""
WORD = re.compile(r"[^\W\d_]+")


def remove_furniture(body: HtmlElement, report: Report) -> None:
    """Take sharing links, bylines and boxes for other things out of a page, and note each."""
    fair = len("".join(body.itertext()).split()) / 3
    for element in find_all(body):
        if tag_of(element) not in BOXES and tag_of(element) not in HEADINGS:
            continue
        if not is_attached(element, body):
            continue
        for kind, found in _furniture(element):
            words = sum(len(text_in(block).split()) for block in found)
            if words <= MOST_WORDS[kind] and (words <= fair or words <= WORDS_A_TEASER):
                report.note(kind, "" if kind == "share" else _first_words(found))
                for block in found:
                    remove(block)
                break


def _furniture(element: HtmlElement) -> Iterator[tuple[str, list[HtmlElement]]]:
    """What an element may be, and the blocks that go with it, its title included."""
    if tag_of(element) in HEADINGS or _is_bold_line(element):
        yield from _below_title(element)
    if tag_of(element) not in BOXES:
        return
    signs = _signs(element)
    if not signs and next(element.iter("a", "time"), None) is None:
        return
    if holds(element, *SOLID):
        return
    for kind in signs:
        if BEARS_OUT[kind](element):
            yield kind, [*_title_before(element, kind), element]
    if _leads_to_sharing(element):
        yield "share", [*_title_before(element, "share"), element]
    if _is_bare_byline(element):
        yield "byline", [element]
    if _is_read_more(element):
        yield "related", [element]


def _signs(element: HtmlElement) -> list[str]:
    """The kinds that an element's class, id or label names."""
    if not element.attrib:
        return []
    names = " ".join([*classes_of(element), f"role-{element.get('role')}"])
    label = " ".join((element.get("aria-label") or "").casefold().split())
    return [
        kind
        for kind in CLASSES
        if CLASSES[kind].search(names) or (label and LABELS[kind].fullmatch(label))
    ]


def _below_title(title: HtmlElement) -> Iterator[tuple[str, list[HtmlElement]]]:
    """The title of a box with what belongs to it, where all of that bears it out."""
    named = _folded(title)
    for kind in ("share", "related", "newsletter"):
        if not LABELS[kind].fullmatch(named):
            continue
        below: list[HtmlElement] = []
        following = title.getnext()
        while following is not None and _continues(kind, following) and _has_no_text(title, below):
            below.append(following)
            following = following.getnext()
        if below and (kind != "newsletter" or any(_has_fields(block) for block in below)):
            yield kind, [title, *below]


def _has_no_text(title: HtmlElement, below: list[HtmlElement]) -> bool:
    """Whether no text outside any element stands between the blocks so far and the next."""
    return not ((below or [title])[-1].tail or "").strip()


def _continues(kind: str, block: HtmlElement) -> bool:
    """Whether a block below a title of this kind belongs to it."""
    if tag_of(block) in HEADINGS or holds(block, *SOLID):
        return False
    if kind == "share":
        return _is_sharing(block)
    if kind == "related":
        return _is_all_links(block, WORDS_A_DATE)
    # The line that says what comes of signing up, and the form.
    next_form = block.getnext() is not None and _has_fields(block.getnext())
    return _has_fields(block) or (next_form and len(text_in(block).split()) <= WORDS_A_TEASER)


def _title_before(element: HtmlElement, kind: str) -> list[HtmlElement]:
    before = element.getprevious()
    if before is None or (before.tail or "").strip():
        return []
    return [before] if LABELS[kind].fullmatch(_folded(before)) else []


def _links(element: HtmlElement) -> list[HtmlElement]:
    return [link for link in element.iter("a") if link.get("href")]


def _loose_words(element: HtmlElement) -> int:
    """How many words of an element stand outside links and buttons."""
    controls = element.iter("a", "button")
    return len(_words(element)) - sum(len(_words(control)) for control in controls)


def _words(element: HtmlElement) -> list[str]:
    return WORD.findall(text_in(element))


def _has_fields(element: HtmlElement) -> bool:
    return tag_of(element) == "form" or holds(element, "form", "input", "iframe")


def _folded(element: HtmlElement) -> str:
    return text_in(element).casefold().rstrip(" :.…")


def _first_words(blocks: list[HtmlElement]) -> str:
    return " ".join(text_in(block) for block in blocks)


def _is_bold_line(element: HtmlElement) -> bool:
    """Whether a paragraph is a title in bold."""
    bold = element.find("strong") if tag_of(element) == "p" and len(element) == 1 else None
    return bold is not None and text_in(bold) == text_in(element)


def _is_sharing(element: HtmlElement) -> bool:
    """Whether links and buttons are all there is, each to share or to follow."""
    controls = [*_links(element), *element.iter("button")]
    return (
        bool(controls)
        and all(NETWORK_WORDS.fullmatch(word) for word in _words(element))
        and all(_shares(control) for control in controls)
    )


def _shares(control: HtmlElement) -> bool:
    """Whether a link or button shares, by its address or by what it is called."""
    pictures = [image.get("alt") for image in control.iter("img")]
    called = [text_in(control), control.get("aria-label"), control.get("title"), *pictures]
    words = WORD.findall(" ".join(filter(None, called)))
    known = bool(words) and all(NETWORK_WORDS.fullmatch(word) for word in words)
    return known or SHARING.search(control.get("href") or "") is not None


def _leads_to_sharing(element: HtmlElement) -> bool:
    """Whether all links of a block lead to sharing services, and its words say no more."""
    links = _links(element)
    return (
        bool(links)
        and all(SHARING.search(link.get("href")) for link in links)
        and all(NETWORK_WORDS.fullmatch(word) for word in _words(element))
    )


def _is_byline(element: HtmlElement) -> bool:
    """Whether a block names an author or a date, and is no sentence."""
    text = text_in(element)
    if holds(element, *HEADINGS) or text.endswith((".", "!", "?")):
        return False
    return bool(_authors_and_dates(element)) or BYLINE.fullmatch(text) is not None


def _is_bare_byline(element: HtmlElement) -> bool:
    """Whether a block holds an author or a date, each marked as such, and nothing else."""
    marked = _authors_and_dates(element)
    if not marked or len(list(element.iter())) > MOST_PARTS:
        return False
    text = text_in(element)
    for part in marked:
        text = text.replace(text_in(part), " ", 1)
    return all(BYLINE_WORDS.fullmatch(word) for word in WORD.findall(text))


def _authors_and_dates(element: HtmlElement) -> list[HtmlElement]:
    authors = [link for link in element.iter("a") if "author" in (link.get("rel") or "").split()]
    return [*element.iter("time"), *authors]


def _is_read_more(element: HtmlElement) -> bool:
    """Whether a paragraph is "Read more:" with links."""
    if tag_of(element) != "p":
        return False
    begins = "".join(islice(element.itertext(), 3)).lstrip()
    return READ_MORE.match(begins) is not None and _is_all_links(element, WORDS_A_DATE)


def _is_all_links(element: HtmlElement, spare: int) -> bool:
    """Whether a block is links, with at most ``spare`` other words to each."""
    links = [element] if tag_of(element) == "a" else _links(element)
    return bool(links) and _loose_words(element) <= spare * len(links)


def _is_related(element: HtmlElement) -> bool:
    """Whether a block is links with a teaser each at most; a link within a sentence is text."""
    linked = [paragraph for paragraph in element.iter("p", "li") if _links(paragraph)]
    cards = all(
        _is_all_links(paragraph, WORDS_A_DATE) for paragraph in linked if _is_prose(paragraph)
    )
    return cards and _is_all_links(element, WORDS_A_TEASER)


def _is_prose(element: HtmlElement) -> bool:
    """Whether text and links stand side by side in an element."""
    return any(link.getparent() is element for link in _links(element))


def _is_newsletter(element: HtmlElement) -> bool:
    """Whether a block offers a way of signing up."""
    says = SIGNING_UP.search(text_in(element)) is not None
    return _has_fields(element) or (says and bool(_links(element) or holds(element, "button")))


def _is_cookie_notice(element: HtmlElement) -> bool:
    """Whether a block speaks of consent and has something to press."""
    says = COOKIES.search(text_in(element)) is not None
    return says and bool(_links(element) or holds(element, "button", "input"))


BEARS_OUT: dict[str, Callable[[HtmlElement], bool]] = {
    "share": _is_sharing,
    "byline": _is_byline,
    "related": _is_related,
    "newsletter": _is_newsletter,
    "cookies": _is_cookie_notice,
}
