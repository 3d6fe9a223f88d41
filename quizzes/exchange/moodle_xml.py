"""The XML of Moodle: a file's parts one after the other, and pieces to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import cast

from django.utils.translation import gettext as _
from lxml import etree
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from ..articles.decode import CONTROL
from ..articles.inline import PARSER
from .effort import spend
from .spec import ExchangeError

ROOT = "quiz"
CHUNK = 1 << 16
"""Bytes that are parsed at once."""
DECLARATION = re.compile(r"<\?xml\b[^<>]{0,200}\?>")
MARKUP = re.compile(r"[<>&]")

Element = etree._Element


RENDERER = cast(RendererHTML, PARSER.renderer)


class BrokenXml(ExchangeError):
    """A file that stops being XML; the message names the line."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


def parts(text: str) -> Iterator[Element]:
    """What stands in the root of a file, one after the other.

    Each element is there only until the next is asked for. Neither entities nor files are
    loaded. Raises ExchangeError for what is no Moodle XML, BrokenXml where it breaks off.
    """
    # What it says of its encoding no longer holds; its lines have to be counted.
    text = DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    data = text.replace("\f", " ").encode("utf-8", "replace")
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
    )
    root = None
    for start in range(0, len(data) + 1, CHUNK):
        error = _fed(parser, data[start : start + CHUNK], start + CHUNK > len(data))
        events = list(parser.read_events())
        spend(len(events))
        for event, element in events:
            if not isinstance(element, Element):
                continue
            if root is None:
                root = _root(element)
            elif event == "end" and element.getparent() is root:
                yield element
                _forget(root, element)
        if error is not None:
            raise error


def _fed(parser: etree.XMLPullParser, data: bytes, last: bool) -> BrokenXml | None:
    """Parse a piece of the file; what breaks is told after what was read before it."""
    try:
        parser.feed(data)
        if last:
            parser.close()
    except etree.XMLSyntaxError as error:
        entries = [each for each in parser.feed_error_log if each.line > 0]
        line = entries[0].line if entries else (error.lineno or 1)
        why = entries[0].message if entries else str(error.msg)
        words = _("Line %(line)d is not XML: %(why)s")
        return BrokenXml(line, words % {"line": line, "why": why.strip()})
    return None


def _root(element: Element) -> Element:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ExchangeError(_("The file has a DOCTYPE, which Moodle XML never has. Take it out."))
    if element.tag != ROOT:
        words = _("This is not Moodle XML: it begins with <%(tag)s>, not with <quiz>.")
        raise ExchangeError(words % {"tag": str(element.tag)[:60]})
    return element


def _forget(root: Element, element: Element) -> None:
    while root[0] is not element:
        del root[0]
    del root[0]


def line_of(element: Element) -> int:
    return int(str(element.sourceline or 0))


def text_of(element: Element | None) -> str:
    """What the ``text`` in an element says, or the element itself where it has none.

    Tags that stand there without CDATA are taken for HTML.
    """
    if element is None:
        return ""
    inner = element.find("text")
    alone = element if inner is None else inner
    if not len(alone):
        return (alone.text or "").strip()
    if inner is None or not any(isinstance(child.tag, str) for child in inner):
        inner = element if inner is None else inner
        return "".join([inner.text or "", *(child.tail or "" for child in inner)]).strip()
    parts = [escape(inner.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode") for child in inner]
    return "".join(parts).strip()


def everything_in(element: Element) -> str:
    """All that an element says, comments apart, to tell whether it was edited."""
    said = []
    for each in element.iter():
        if isinstance(each.tag, str):
            attributes = [f"{name!s}={value!s}" for name, value in sorted(each.items())]
            said += [str(each.tag), *attributes, each.text or ""]
        if each is not element:
            said.append(each.tail or "")
    return " ".join(said)


def written(text: str) -> str:
    """Text as it stands between tags."""
    text = CONTROL.sub("", text)
    if not MARKUP.search(text):
        return text
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def node(name: str, /, *inner: str, **attributes: str) -> str:
    """An element on one line."""
    named = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{named}>{''.join(inner)}</{name}>" if inner else f"<{name}{named}/>"


def text_node(text: str) -> str:
    return node("text", written(text))


def html_node(name: str, markdown: str, *inner: str, **attributes: str) -> str:
    """An element with a text of ours as HTML; ``inner`` stands behind it."""
    return node(name, text_node(html_of(markdown)), *inner, format="html", **attributes)


def html_of(markdown: str) -> str:
    """Inline Markdown as HTML with formulas in ``\\(…\\)``, as Moodle has them."""
    out = []
    for parent in PARSER.parseInline(markdown.strip()):
        tokens = [_with_tex(token) for token in parent.children or ()]
        out.append(RENDERER.renderInline(tokens, PARSER.options, {}))
    return "".join(out)


def _with_tex(token: Token) -> Token:
    if token.type != "formula":
        return token
    display = token.meta["formula"].display
    opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
    return Token("text", "", 0, content=f"{opening}{token.content}{closing}")
