"""Taking out what is not the article: scripts, navigation, forms, hidden elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import lxml.html
from lxml.html import HtmlElement

from .formula import Formula, formula_html, pieces
from .report import Report
from .tree import (
    add_text,
    classes_of,
    find_all,
    holds,
    is_attached,
    new,
    remove,
    tag_of,
    text_in,
)

NOISE = {
    "script": "script",
    "nav": "navigation",
    "aside": "aside",
    "iframe": "frame",
    "frame": "frame",
    "frameset": "frame",
    "object": "frame",
    "embed": "frame",
    "applet": "frame",
    "video": "media",
    "audio": "media",
    "svg": "drawing",
    "canvas": "drawing",
    "dialog": "hidden",
    "input": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "datalist": "form",
}
"""Tags that go with their content, and the kind of loss each is."""
UNSEEN = ("style", "template", "link", "meta", "title", "head", "base", "noframes", "param")
"""Tags that go without a word, for a reader of the page never saw them."""
ROLES = {
    "navigation": "navigation",
    "complementary": "aside",
    "search": "form",
    "banner": "header",
    "contentinfo": "footer",
}
COMMENTS = frozenset(("comments", "comment-list", "comment-respond", "disqus_thread"))
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
TEX_MARKS = ("$", "\\(", "\\[")
PLAIN_ZONES = frozenset(("pre", "code", "kbd", "samp", "math", "script", "style", "textarea"))


def prune(root: HtmlElement, report: Report) -> None:
    """Take out of a body what no lesson needs; everything a reader may miss is reported."""
    _rescue_formulas(root, report)
    _rescue_lazy_images(root)
    _remove_forms(root, report)
    for element in find_all(root):
        if not isinstance(element.tag, str):
            remove(element)
            continue
        kind = _noise(element)
        if kind is None or not is_attached(element, root):
            continue
        if kind:
            report.note(kind, _drawing_name(element) if kind == "drawing" else "")
        remove(element)


def _drawing_name(drawing: HtmlElement) -> str:
    title = next(drawing.iter("title"), None)
    return drawing.get("aria-label") or ("" if title is None else text_in(title))


def _noise(element: HtmlElement) -> str | None:
    """The kind of loss an element is, "" for one that goes unsaid, None for one that stays."""
    tag = tag_of(element)
    if tag in NOISE:
        return NOISE[tag]
    if tag in UNSEEN:
        return ""
    if tag in ("header", "footer") and not _in_article(element):
        return tag
    if not element.attrib:
        return None
    if element.get("role") in ROLES and not _in_article(element):
        return ROLES[element.get("role")]
    if tag != "math" and _is_hidden(element):
        return "hidden" if text_in(element) else ""
    if not COMMENTS.isdisjoint(classes_of(element)):
        return "comments"
    return None


def _in_article(element: HtmlElement) -> bool:
    return next(element.iterancestors("article", "main"), None) is not None


def _is_hidden(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or HIDING.search(element.get("style") or ""):
        return True
    # Pictures and long texts are often wrapped so although they can be seen.
    decoration = element.get("aria-hidden") == "true" and not holds(element, "img", "math")
    return decoration and len(text_in(element).split()) < 5


def _remove_forms(root: HtmlElement, report: Report) -> None:
    forms = find_all(root, "form")
    total = len(text_in(root)) if forms else 0
    for form in forms:
        if not is_attached(form, root):
            continue
        # Some sites wrap the whole page in one form.
        if len(text_in(form)) > total / 2:
            form.drop_tag()
        else:
            remove(form)
            report.note("form")


def _rescue_lazy_images(root: HtmlElement) -> None:
    """Use the picture a page keeps for readers without scripts where it is the only one."""
    for spare in find_all(root, "noscript"):
        before = spare.getprevious()
        doubled = before is not None and (tag_of(before) == "img" or holds(before, "img"))
        if holds(spare, "img") and not doubled:
            spare.tag = "span"
        else:
            remove(spare)


def _rescue_formulas(root: HtmlElement, report: Report) -> None:
    """Turn the formulas that scripts would have drawn into MathML in their place."""
    for script in find_all(root, "script"):
        kind = (script.get("type") or "").lower()
        if kind.startswith("math/tex"):
            tex = (script.text or "").strip()
            formula = Formula(tex, "display" in kind, tex)
            _replace(script, formula_html(formula, report) if tex else "")
        elif kind == "math/mml":
            _replace(script, script.text or "")
    for math in find_all(root, "math"):
        _unwrap_drawn(math, root)
    for image in find_all(root, "img"):
        if any("math-fallback" in name for name in classes_of(image)):
            remove(image)


def _unwrap_drawn(math: HtmlElement, root: HtmlElement) -> None:
    """Keep the MathML of a drawn formula and drop the drawing beside it."""
    for ancestor in math.iterancestors("span", "mjx-container", "div"):
        if ancestor is root:
            return
        names = set(classes_of(ancestor))
        drawn = {"katex", "mwe-math-element", "mathjax", "mathjax_svg", "mathjax_chtml"} & names
        if tag_of(ancestor) == "mjx-container" or drawn:
            tail, math.tail = ancestor.tail, None
            ancestor.getparent().replace(ancestor, math)
            math.tail = tail
            return


def _replace(element: HtmlElement, markup: str) -> None:
    """Put the one element of ``markup`` (or nothing) in an element's place."""
    found = list(lxml.html.fragments_fromstring(markup)) if markup.strip() else []
    fragment = next((item for item in found if not isinstance(item, str)), None)
    if fragment is None:
        remove(element)
        return
    fragment.tail = element.tail
    element.getparent().replace(element, fragment)


Cut = Callable[[str], Iterable[str | Formula]]


def typeset(
    root: HtmlElement, report: Report, *, cut: Cut = pieces, marks: Sequence[str] = TEX_MARKS
) -> None:
    """Turn TeX between its delimiters in the text of ``root`` into MathML.

    ``cut`` finds the formulas in a text in which one of the ``marks`` stands.
    """
    for element in [root, *find_all(root)]:
        if _holds_any(marks, element.text) and not _is_plain(element):
            text, element.text = element.text or "", None
            _insert(element, 0, cut(text), report)
        parent = element.getparent()
        if element is not root and _holds_any(marks, element.tail) and not _is_plain(parent):
            text, element.tail = element.tail or "", None
            _insert(parent, parent.index(element) + 1, cut(text), report)


def _is_plain(element: HtmlElement) -> bool:
    """Whether text in an element is to be left as it is."""
    return tag_of(element) in PLAIN_ZONES or any(
        tag_of(ancestor) in PLAIN_ZONES for ancestor in element.iterancestors()
    )


def _holds_any(marks: Sequence[str], text: str | None) -> bool:
    return text is not None and any(mark in text for mark in marks)


def _insert(parent: HtmlElement, at: int, cut: Iterable[str | Formula], report: Report) -> None:
    """Insert a text, cut into plain runs and formulas, before the child number ``at``."""
    holder = new("span")
    for piece in cut:
        if isinstance(piece, str):
            add_text(holder, piece)
        else:
            holder.append(lxml.html.fragment_fromstring(formula_html(piece, report)))
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (holder.text or "")
    else:
        parent.text = (parent.text or "") + (holder.text or "")
    for child in reversed(list(holder)):
        parent.insert(at, child)
