"""XML of others, parsed within limits, with the names of QTI 2 whatever the version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html.entities import html5
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from .base import text_in
from .effort import spend
from .spec import ExchangeError

Element = etree._Element
Lost = Callable[[str], None]
"""Is told in words what cannot be held."""

DECLARATION = re.compile(r"<\?xml\b[^<>]{0,200}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?P<inner>\[)?")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
HUMP = re.compile(r"-([a-z0-9])")
VERSION_3 = "qti-"
MOST_ATTRIBUTES = 100
"""Of one element. What takes long with very many is never done."""
A_FILE, TAGS, ATTRIBUTES_A_UNIT = 37, 3, 2
"""Effort to parse one, besides that for two tags."""
STRING = etree.XPath("string()")
SPACE_ONLY = re.compile(r">\s+<")


class QtiFault(ValueError):
    """A question that cannot be read; the message says why. ``line`` is 0 where it is unknown."""

    def __init__(self, words: str, line: int | None = 0) -> None:
        super().__init__(words)
        self.line = line or 0


def parsed(data: bytes) -> Element:
    """The root of an XML file, its names as in QTI 2 and without namespaces.

    Raises ExchangeError, which says the line where there is one.
    """
    spend(A_FILE)
    text = text_in(data)
    text = DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    _refuse_entities(text)
    spend(TAGS * text.count("<") // 2 + text.count("=") // ATTRIBUTES_A_UNIT)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    text = NAMED.sub(_character, text)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line, why = error.lineno or 1, str(error.msg).partition(", line ")[0]
        words = _("line %(line)d: This is not well-formed XML (%(why)s).")
        raise ExchangeError(words % {"line": line, "why": why}) from error
    _rename(root)
    return root


def _refuse_entities(text: str) -> None:
    """Entities of its own have no use in a file of questions, and can be made to explode."""
    doctype = DOCTYPE.search(text)
    if "<!ENTITY" in text or (doctype and doctype["inner"]):
        raise ExchangeError(_("The XML defines entities of its own and is not read."))


def _character(named: re.Match[str]) -> str:
    """What HTML means by a name. XML knows five of them only."""
    return named[0] if named[1] in OF_XML else html5.get(f"{named[1]};", named[0])


@lru_cache(maxsize=2048)
def _humped(name: str) -> str:
    return HUMP.sub(lambda found: found[1].upper(), name)


def _rename(root: Element) -> None:
    """Raises ExchangeError for very many attributes."""
    for element in root.iter(etree.Element):
        attributes = element.attrib
        if len(attributes) > MOST_ATTRIBUTES:
            words = _("line %(line)d: An element has more than %(most)d attributes.")
            raise ExchangeError(words % {"line": line_in(element), "most": MOST_ATTRIBUTES})
        named = str(element.tag)
        tag = named[named.rfind("}") + 1 :]
        own = tag.startswith(VERSION_3)
        plain_tag = _humped(tag.removeprefix(VERSION_3)) if own else tag
        if plain_tag != named:
            element.tag = plain_tag
        for name in [each for each in attributes if "}" in each or (own and "-" in each)]:
            value = attributes.pop(name)
            plain = etree.QName(name).localname
            element.set(_humped(plain) if own and not plain.startswith("data-") else plain, value)
    etree.cleanup_namespaces(root)


def line_in(element: Element) -> int:
    """The line of the file in which an element begins, 0 where it is unknown."""
    line: Any = element.sourceline
    return line or 0


def tag_of(element: Element) -> str:
    """The element's name; "" for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """Descendants with one of the names, in their order, without the element itself."""
    return (found for found in element.iter(*tags) if found is not element)


def first(element: Element | None, *path: str) -> Element | None:
    """The first child of the first name, of that the first child of the second, and so on."""
    for name in path:
        element = element.find(name) if element is not None else None
    return element


def words_in(element: Element | None) -> str:
    """The element's text without mark-up, its white space folded; "" for none."""
    if element is None:
        return ""
    return " ".join(str(STRING(element) if len(element) else element.text or "").split())


def markup_in(element: Element) -> str:
    """What an element holds, as HTML."""
    return "".join([escaped(element.text), *(outer(child) for child in element)])


def outer(element: Element) -> str:
    """An element as HTML, with the text after it."""
    if not tag_of(element):
        return escaped(element.tail)
    return str(etree.tostring(element, method="html", encoding="unicode"))


def escaped(text: str | None) -> str:
    """Text as HTML."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def canonical(root: Element) -> str:
    """The same for the same content: without comments, whatever its layout."""
    raw = etree.tostring(root, method="c14n", with_comments=False).decode()
    return SPACE_ONLY.sub("><", raw)
