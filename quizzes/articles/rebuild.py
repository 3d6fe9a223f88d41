"""Building clean blocks from the mark-up of an article.

Nothing of the page's tree is reused: every element of the result is made here, from a short
list of tags and attributes, so that odd mark-up comes out regular.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from lxml.html import HtmlElement

from .images import is_pixel, source_of, web_address
from .mathml import clean_math
from .report import Report
from .tables import Tables
from .tree import (
    BLOCKS,
    HEADINGS,
    add_children,
    add_folded,
    add_text,
    folded,
    holds,
    is_blank,
    new,
    tag_of,
    text_in,
)

INLINE = {
    tag: tag
    for tag in "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small"
    " strong sub sup time u var".split()
} | {"strike": "s", "tt": "code", "acronym": "abbr"}
"""Inline tags that are kept, and what they become."""
KEPT = {
    "abbr": ("title",),
    "dfn": ("title",),
    "time": ("datetime",),
    "ol": ("start", "reversed", "type"),
    "li": ("value",),
}
"""Attributes that are kept, besides ``lang`` and ``dir``."""
VALUES = {
    "start": re.compile(r"-?\d{1,6}"),
    "value": re.compile(r"-?\d{1,6}"),
    "type": re.compile(r"[1aAiI]"),
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "width": re.compile(r"[1-9]\d{0,4}"),
    "height": re.compile(r"[1-9]\d{0,4}"),
}
PERMALINKS = frozenset(("#", "¶", "§", "🔗"))
"""What a heading's link to itself shows."""
LINKS = ("http", "https", "mailto")
LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#-]{1,30})")
PUSHED = frozenset(("a", "em", "strong", "i", "del", "ins", "s", "mark"))
"""Inline tags that move inside the blocks they wrongly hold; others are dropped there."""


class Builder:
    """Turns mark-up into a flat list of clean block elements."""

    def __init__(
        self, root: HtmlElement, base_url: str, report: Report, own: Container[str] = ()
    ) -> None:
        self.base_url = base_url
        self.report = report
        self._own = own
        self._deep = {
            ancestor
            for block in root.iter(*BLOCKS)
            for ancestor in [block.getparent()]
            if ancestor is not None
        }
        for element in list(self._deep):
            self._deep.update(element.iterancestors())
        self._makers: dict[str, Callable[[HtmlElement], list[HtmlElement]]] = {
            "ul": self._list,
            "ol": self._list,
            "menu": self._list,
            "dir": self._list,
            "dl": self._definitions,
            "table": Tables(self).build,
            "figure": self._figure,
            "blockquote": self._quote,
            "pre": self._code,
            "listing": self._code,
            "hr": lambda element: [new("hr")],
            "summary": self._summary,
        } | dict.fromkeys(HEADINGS, self._heading)

    def blocks(self, parent: HtmlElement) -> list[HtmlElement]:
        """The content of ``parent`` as blocks; runs of text and inline elements become p."""
        out: list[HtmlElement] = []
        run = new("p")
        add_folded(run, parent.text)
        for child in parent:
            if tag_of(child) in BLOCKS or child in self._deep:
                out += _paragraphs(run)
                run = new("p")
                out += self._block(child)
            else:
                self._inline(child, run)
            add_folded(run, child.tail)
        return out + _paragraphs(run)

    def compact(self, target: HtmlElement, source: HtmlElement) -> HtmlElement:
        """Fill ``target`` (an item or cell) from ``source``, a lone paragraph without its p."""
        inner = self.nested(source)
        if inner and inner[0].tag == "p" and all(item.tag in ("ul", "ol") for item in inner[1:]):
            add_children(target, inner.pop(0))
        target.extend(inner)
        return target

    def nested(self, source: HtmlElement) -> list[HtmlElement]:
        """Blocks inside another block, where a heading is only a strong paragraph."""
        found = self.blocks(source)
        for block in found:
            if block.tag in HEADINGS:
                strong = new("strong")
                add_children(strong, block)
                block.tag, block.text = "p", None
                block.append(strong)
        return found

    def fill(self, target: HtmlElement, source: HtmlElement) -> HtmlElement:
        """Fill ``target`` with the inline content of ``source``."""
        add_folded(target, source.text)
        for child in source:
            self._inline(child, target)
            add_folded(target, child.tail)
        return target

    def _block(self, element: HtmlElement) -> list[HtmlElement]:
        tag = tag_of(element)
        maker = self._makers.get(tag)
        if maker:
            return maker(element)
        found = self.blocks(element)
        if tag in PUSHED:
            for block in found:
                if block.tag == "p" or block.tag in HEADINGS:
                    self._push(element, block)
        return found

    def _push(self, element: HtmlElement, block: HtmlElement) -> None:
        wrapper = self._inline_copy(element)
        if wrapper is not None and block.find("a") is None:
            add_children(wrapper, block)
            block.text = None
            block.append(wrapper)

    def _inline(self, element: HtmlElement, into: HtmlElement) -> None:
        tag = tag_of(element)
        if tag == "img":
            self._image(element, into)
        elif tag == "math":
            into.append(clean_math(element))
        elif tag in ("br", "wbr"):
            into.append(new(tag))
        elif tag in BLOCKS:
            add_folded(into, " ")
            self.fill(into, element)
            add_folded(into, " ")
        else:
            copy = self._inline_copy(element)
            if copy is None:
                self.fill(into, element)
            elif not is_blank(self.fill(copy, element)):
                into.append(copy)
            else:
                add_text(into, copy.text or "")

    def _inline_copy(self, element: HtmlElement) -> HtmlElement | None:
        """An empty copy of an inline element; None for one of which only the content stays."""
        tag = INLINE.get(tag_of(element))
        if tag is None or (tag == "b" and "normal" in (element.get("style") or "")):
            return None
        copy = self._copy(tag, element)
        if tag == "a":
            return self._link(copy, element.get("href"))
        if tag == "code":
            _keep_language(copy, element)
        return copy

    def _link(self, copy: HtmlElement, href: str | None) -> HtmlElement | None:
        if not href or href.strip().startswith("#"):
            return None
        address = web_address(href, self.base_url, schemes=LINKS)
        if not address:
            self.report.note("link", href)
            return None
        copy.set("href", address)
        if address.startswith("http"):
            copy.set("rel", "noopener")
        return copy

    def _copy(self, tag: str, element: HtmlElement) -> HtmlElement:
        copy = new(tag)
        for name in (*KEPT.get(tag, ()), "lang", "dir"):
            value = element.get(name)
            if value is not None and VALUES.get(name, re.compile(r".{0,300}")).fullmatch(value):
                copy.set(name, value)
        return copy

    def _image(self, element: HtmlElement, into: HtmlElement) -> None:
        if is_pixel(element):
            self.report.note("pixel")
            return
        alt = " ".join((element.get("alt") or "").split())
        address = source_of(element, self.base_url, self.report, self._own)
        if not address:
            add_folded(into, f" {alt} " if alt else "")
            self.report.letters -= len(alt.replace(" ", ""))
            return
        image = new("img")
        image.set("src", address)
        image.set("alt", alt)
        title = element.get("title")
        if title and title != alt:
            image.set("title", title)
        for name in ("width", "height"):
            value = (element.get(name) or "").removesuffix("px")
            if VALUES[name].fullmatch(value):
                image.set(name, value)
        image.set("loading", "lazy")
        into.append(image)

    def _heading(self, element: HtmlElement) -> list[HtmlElement]:
        for link in list(element.iter("a")):
            if text_in(link) in PERMALINKS:
                link.drop_tree()
        heading = _trimmed(self.fill(new(tag_of(element)), element))
        if heading.find("img") is None and is_blank(heading):
            return []
        pictures = [new("p") for _image in heading.iter("img")]
        for holder, image in zip(pictures, list(heading.iter("img")), strict=True):
            image.drop_tree()
            holder.append(image)
        return [*([] if is_blank(heading) else [heading]), *pictures]

    def _list(self, element: HtmlElement) -> list[HtmlElement]:
        listing = self._copy("ol" if tag_of(element) == "ol" else "ul", element)
        for child in list(element):
            if tag_of(child) == "li":
                listing.append(self.compact(self._copy("li", child), child))
                stray = folded(child.tail).strip()
                if stray:
                    listing.append(new("li", stray))
            elif len(listing) and tag_of(child) in ("ul", "ol"):
                # A list put straight into a list belongs to the item before it.
                listing[-1].extend(self._block(child))
                add_text(listing[-1], folded(child.tail).rstrip(" "))
            else:
                item = new("li")
                item.append(child)
                listing.append(self.compact(new("li"), item))
        for item in [item for item in listing if is_blank(item)]:
            listing.remove(item)
        before = _paragraphs(new("p", folded(element.text)))
        return [*before, listing] if len(listing) else before

    def _definitions(self, element: HtmlElement) -> list[HtmlElement]:
        listing = new("dl")
        for child in element.iter("dt", "dd"):
            owner = next(child.iterancestors("dl"), None)
            if owner is element:
                listing.append(self.compact(self._copy(tag_of(child), child), child))
        return [listing] if len(listing) else self.blocks(element)

    def _figure(self, element: HtmlElement) -> list[HtmlElement]:
        caption = next(element.iter("figcaption"), None)
        legend = new("figcaption")
        if caption is not None:
            self.compact(legend, caption)
            caption.drop_tree()
        content = [_bare_image(block) for block in self.nested(element)]
        if not any(block.tag == "img" or holds(block, "img", "table", "math", "code")
                   or block.tag in ("pre", "blockquote", "div") for block in content):  # fmt: skip
            legend.tag = "p"
            return content + ([] if is_blank(legend) else [legend])
        figure = new("figure")
        figure.extend(content)
        if not is_blank(legend):
            figure.append(legend)
        return [figure]

    def _quote(self, element: HtmlElement) -> list[HtmlElement]:
        quote = new("blockquote")
        quote.extend(self.nested(element))
        return [quote] if len(quote) else []

    def _summary(self, element: HtmlElement) -> list[HtmlElement]:
        found = self.nested(element)
        for block in found:
            if block.tag == "p" and block.find("strong") is None:
                strong = new("strong")
                add_children(strong, block)
                block.text = None
                block.append(strong)
        return found

    def _code(self, element: HtmlElement) -> list[HtmlElement]:
        for line in list(element.iter("br")):
            line.tail = "\n" + (line.tail or "")
        text = "".join(element.itertext()).strip("\n")
        if not text.strip():
            return []
        block, code = new("pre"), new("code", text)
        inner = element.find("code")
        _keep_language(code, element if inner is None else inner)
        if not code.get("class"):
            _keep_language(code, element)
        block.append(code)
        return [block]


def _keep_language(code: HtmlElement, element: HtmlElement) -> None:
    """Keep the programming language of a piece of code, the one class that says something."""
    match = LANGUAGE.search(element.get("class") or "")
    if match:
        code.set("class", f"language-{match[1]}")


def _paragraphs(run: HtmlElement) -> list[HtmlElement]:
    """A run of inline content as paragraphs, cut at doubled line breaks; none if it is blank."""
    out = [new("p")]
    add_text(out[0], run.text or "")
    children = list(run)
    for at, child in enumerate(children):
        following = children[at + 1] if at + 1 < len(children) else None
        doubled = following is not None and following.tag == "br" and not (child.tail or "").strip()
        if child.tag == "br" and (doubled or (len(out) > 1 and is_blank(out[-1]))):
            out.append(new("p"))
            add_text(out[-1], child.tail or "")
        else:
            out[-1].append(child)
    return [_bare_caption(_trimmed(block)) for block in out if not is_blank(block)]


def _trimmed(block: HtmlElement) -> HtmlElement:
    """``block`` without white space and line breaks at its ends."""
    block.text = (block.text or "").lstrip(" ") or None
    while len(block) and block[0].tag == "br" and not block.text:
        block.text = (block[0].tail or "").lstrip(" ") or None
        block.remove(block[0])
    while len(block) and block[-1].tag == "br" and not (block[-1].tail or "").strip():
        last = block[-1]
        block.remove(last)
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip(" ") or None
    else:
        block.text = (block.text or "").rstrip(" ") or None
    return block


def _bare_image(block: HtmlElement) -> HtmlElement:
    """The picture of a paragraph that holds nothing else."""
    lone = block.tag == "p" and len(block) == 1 and not (block.text or block[0].tail or "").strip()
    return block[0] if lone and block[0].tag == "img" else block


def _bare_caption(block: HtmlElement) -> HtmlElement:
    """A figure for a paragraph that is a picture with a title, as Markdown writes captions."""
    image = _bare_image(block)
    if image is block or not image.get("title"):
        return block
    figure = new("figure")
    figure.append(image)
    figure.append(new("figcaption", image.attrib.pop("title")))
    image.tail = None
    return figure
