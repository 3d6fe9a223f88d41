"""Inline content of clean HTML as Markdown."""

from __future__ import annotations

import re
from html import escape

from lxml import etree
from lxml.html import HtmlElement

SURE = re.compile(r"([\\`*_~$|])")
"""Characters that are escaped wherever they stand when nothing is left to chance."""
LIKELY = re.compile(r"([\\`*]|(?<!\w)_|_(?!\w)|~(?=~)|<(?=[\w/!?]))")
"""Those that most likely would be taken for marks."""
REFERENCE = re.compile(r"&(?=#?\w+;)")
OPENING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^(#{1,6}|[-+>:=])(?=\s|$|[-=>])")
"""What would begin a list, heading, quotation or underline at the start of a line."""
MARKS = {"em": "*", "strong": "**", "s": "~~"}


def inline(element: HtmlElement, *, sure: bool = False) -> str:
    """The content of ``element`` as Markdown in one line, or in several where it has breaks.

    ``sure`` trades beauty for certainty: more escapes, and tags in place of marks. Whether the
    Markdown reads as the same content is for the caller to see.
    """
    return _at_line_start(_content(element, sure))


def _content(element: HtmlElement, sure: bool) -> str:
    parts = [_text(element.text, sure)]
    for child in element:
        parts += [_element(child, sure), _text(child.tail, sure)]
    return "".join(parts)


def _text(text: str | None, sure: bool) -> str:
    if not text:
        return ""
    escaped = (SURE if sure else LIKELY).sub(r"\\\1", text)
    if sure:
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;")
        return escaped.replace("[", "&#91;").replace("]", "&#93;")
    return REFERENCE.sub("&amp;", escaped)


def _at_line_start(markdown: str) -> str:
    return OPENING.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", markdown
    )


def _element(element: HtmlElement, sure: bool) -> str:
    tag = element.tag
    if tag == "math":
        return _formula(element)
    if tag == "img":
        return _picture(element) or raw(element)
    if tag == "br":
        return "<br>" if sure else "\\\n"
    if tag == "wbr":
        return "<wbr>"
    bare = set(element.attrib) <= ({"href", "rel"} if tag == "a" else set())
    if bare and tag == "code" and not len(element):
        return _code(element.text or "")
    if bare and tag == "a":
        return f"[{_content(element, sure)}]({_address(element.get('href') or '')})"
    if bare and tag in MARKS and not sure:
        return f"{MARKS[tag]}{_content(element, sure)}{MARKS[tag]}"
    return f"{_opening_tag(element)}{_content(element, sure)}</{tag}>"


def _opening_tag(element: HtmlElement) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    return f"<{element.tag}{attributes}>"


def _formula(element: HtmlElement) -> str:
    tex = element.get("alttext") or ""
    if not tex or "\n" in tex:
        return raw(element)
    return f"$${tex}$$" if element.get("display") == "block" else f"${tex}$"


def _picture(element: HtmlElement) -> str:
    """``![alt](address)``; "" for one with a title, which Markdown takes for a caption."""
    if element.get("title"):
        return ""
    return picture_markdown(element.get("alt") or "", element.get("src") or "")


def picture_markdown(alt: str, address: str) -> str:
    """The Markdown that shows a picture."""
    words = re.sub(r"([\\\[\]`*_<$&!~])", r"\\\1", alt)
    return f"![{words}]({_address(address)})"


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()<>]", address) else address


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def raw(element: HtmlElement) -> str:
    """The element's own mark-up, without line breaks that would end it in Markdown."""
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return markup.replace("\n", "&#10;")
