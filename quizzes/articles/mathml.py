"""MathML found in an article."""

from __future__ import annotations

from lxml.html import HtmlElement

from .tree import add_text, new, tag_of

TAGS = frozenset(
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom"
    " mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr"
    " munder munderover none semantics".split()
)
ATTRIBUTES = frozenset(
    "accent accentunder align alttext close columnalign columnlines columnspacing columnspan"
    " depth dir display displaystyle fence form frame height largeop linethickness lspace"
    " mathsize mathvariant maxsize minsize movablelimits notation open rowalign rowlines"
    " rowspacing rowspan rspace scriptlevel separator separators stretchy symmetric voffset"
    " width".split()
)


def clean_math(element: HtmlElement) -> HtmlElement:
    """A copy of a formula without annotations, prefixes and foreign elements.

    TeX kept in an annotation becomes the text alternative.
    """
    copy = _copy(element)
    if not copy.get("alttext"):
        for note in element.iter("annotation"):
            if "tex" in (note.get("encoding") or "").lower() and note.text:
                copy.set("alttext", " ".join(note.text.split()))
    return copy


def _copy(element: HtmlElement) -> HtmlElement:
    copy = new(tag_of(element))
    for name, value in element.attrib.items():
        if name in ATTRIBUTES:
            copy.set(name, value)
    copy.text = (element.text or "").strip() or None
    for child in element:
        tag = tag_of(child)
        if tag == "semantics":
            presentation = _copy(child)
            copy.extend(list(presentation))
            add_text(copy, presentation.text or "")
        elif tag in TAGS:
            copy.append(_copy(child))
        elif not tag.startswith("annotation"):
            add_text(copy, " ".join(child.text_content().split()))
    return copy
