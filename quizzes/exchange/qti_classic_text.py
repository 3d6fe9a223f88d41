"""Text of QTI 1.2 as inline Markdown."""

from __future__ import annotations

import re
from html import unescape

from django.utils.translation import gettext as _

from .prose_html import from_html
from .qti_xml import Element, Lost, escaped, markup_in, tag_of

PICTURE = re.compile(r"<img\b[^<>]*>")
DRAWN = re.compile(r"\bequation_image\b")
TEX = re.compile(r"""\b(?:data-equation-content|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\w{1,7}|[A-Za-z]\w{1,31});")


def html_of(material: Element, lost: Lost) -> str:
    """A material as HTML."""
    out = []
    for each in material:
        tag = tag_of(each)
        if tag == "mattext":
            out.append(_mattext(each))
        elif tag == "matbreak":
            out.append("<br>")
        elif tag == "matimage":
            label = (each.get("label") or "").replace('"', "&quot;")
            out.append(f'<img src="{each.get("uri", "").replace(chr(34), "")}" alt="{label}">')
        elif tag == "matemtext":
            out.append(f"<em>{_mattext(each)}</em>")
        elif tag:
            words = _("A part of the sort “%s” stays out.")
            lost(words % tag)
    return "".join(out)


def _mattext(element: Element) -> str:
    if len(element):
        return markup_in(element)
    text = element.text or ""
    if "html" in element.get("texttype", "") or (
        "plain" not in element.get("texttype", "") and HTML.search(text)
    ):
        return PICTURE.sub(_equation, text)
    return "<br>".join(escaped(line) for line in text.strip().split("\n"))


def _equation(found: re.Match[str]) -> str:
    """A picture, or the formula that Canvas shows as one."""
    if not DRAWN.search(found[0]):
        return found[0]
    tex = TEX.search(found[0])
    source = unescape((tex[1] or tex[2] or "") if tex else "")
    return f"\\({escaped(source)}\\)" if source else found[0]


def inline_of(element: Element | None, lost: Lost) -> str:
    """All materials below an element as inline Markdown."""
    if element is None:
        return ""
    return from_html("".join(html_of(each, lost) for each in element.iter("material")), lost)
