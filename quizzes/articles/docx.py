"""Word files."""

from __future__ import annotations

import io
import re
from typing import Any

import mammoth
from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement

from .archive import MEGABYTE, USUAL, Archive
from .base import CERTAIN, Draft, Format, Source
from .contents import remove_contents
from .embedded import Album
from .equations import Equations
from .errors import ArchiveError, ArticleError
from .pictures import MOST_BYTES
from .prune import prune
from .report import Report
from .tree import HEADINGS, parse_body, remove, tag_of, text_in

DOCUMENT = "word/document.xml"
WITH_EQUATIONS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
PROPERTIES = "docProps/core.xml"
MARKUP = (".xml", ".rels")
MOST_MARKUP = 30 * MEGABYTE
"""Bytes of one part unpacked."""
MOST_READ = 200 * MEGABYTE
"""Bytes of pictures, each as often as it stands in the text."""
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
r[style-name='Source Code'] => code
u => em
"""
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
DRAWN = re.compile(rb"<(?:c|cx):chart[ >]|<dgm:relIds[ >]")
"""Charts and diagrams, which are no pictures and which the library passes over."""
LONGEST_BOLD = 12
"""Words of a bold line that is taken for a heading where the file has none."""
UNTITLED = re.compile(r"(?:document|dokument|microsoft word|untitled)\b.*", re.IGNORECASE)


class Word(Format):
    """DOCX, by its styles: headings, lists, tables, quotes, notes."""

    extensions = (".docx",)
    signature = b"PK\x03\x04"

    def confidence(self, source: Source) -> float:
        """Of all that an article can be only Word files are packed."""
        return CERTAIN

    def read(self, source: Source, report: Report) -> Draft:
        """The draft with its pictures and equations."""
        archive, parts = _parts(source.raw)
        equations, album = Equations(report), Album()
        report.note("drawing", count=len(DRAWN.findall(parts[DOCUMENT])))
        raw = _without_equations(source.raw, archive, parts, equations)
        body = parse_body(_html(raw, album))
        equations.put_back(body)
        prune(body, report)
        remove_contents(body, report)
        _take_captions(body)
        title = _take_title(body)
        if not any(tag_of(block) in HEADINGS for block in body.iter()):
            _bold_to_headings(body)
        facts = _facts(parts.get(PROPERTIES, b""))
        draft = Draft(body=body, title=title, report=report, **facts)
        draft.album = album
        return draft


def _parts(raw: bytes) -> tuple[Archive, dict[str, bytes]]:
    """The file and its mark-up. Raises ArticleError for what is no sound Word file."""
    if len(raw) > USUAL.packed:
        words = _("A Word file may have up to %(most)d MB: make its pictures smaller in Word.")
        raise ArticleError(words % {"most": USUAL.packed // MEGABYTE})
    try:
        archive = Archive(raw)
        markup = {name: archive.read(name) for name in archive.names if name.endswith(MARKUP)}
    except ArchiveError as error:
        raise damaged() from error
    if DOCUMENT not in markup:
        raise ArticleError(
            _("This archive is not a Word file: unpack it and choose the article in it.")
        )
    if any(len(part) > MOST_MARKUP or DOCTYPE.search(part) for part in markup.values()):
        raise damaged()
    return archive, markup


def _without_equations(
    raw: bytes, archive: Archive, parts: dict[str, bytes], equations: Equations
) -> bytes:
    """The file with marks in place of its equations, which the library would pass over."""
    try:
        taken = {name: equations.taken_out(parts[name]) for name in WITH_EQUATIONS if name in parts}
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    changed = {name: part for name, part in taken.items() if part is not parts[name]}
    return archive.with_contents(changed) if changed else raw


def damaged() -> ArticleError:
    """The error for a file that cannot be unpacked or read."""
    return ArticleError(
        _("This Word file is damaged or protected: open it in Word, save it anew, and try again.")
    )


class _Pictures:
    """Hands a Word file's pictures to the album. Of all together no more than MOST_READ is read."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._left = MOST_READ

    def attributes(self, image: Any) -> dict[str, str]:
        """What stands for a picture in the HTML, beside its words."""
        try:
            with image.open() as opened:
                raw = opened.read(min(MOST_BYTES + 1, self._left))
        # A part that is missing, damaged or only linked raises whatever the library does.
        except Exception:
            raw = b""
        self._left -= len(raw)
        return {"src": self._album.hold(raw)}


def _html(raw: bytes, album: Album) -> str:
    """The document by mammoth, with what stands in ``album`` for each picture."""
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(raw),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(_Pictures(album).attributes),
            external_file_access=False,
            include_embedded_style_map=False,
        )
    # Of a damaged file the library raises whatever it stumbles over.
    except Exception as error:
        raise damaged() from error
    return str(result.value)


def _take_title(body: HtmlElement) -> str:
    """The text of the paragraph in the style for titles, which is taken out."""
    found = [each for each in body.iter("h1") if each.get("class") == "title"]
    titles = [text for each in found if (text := text_in(each))]
    if len(titles) != 1:
        return ""
    remove(found[0])
    return titles[0]


def _take_captions(body: HtmlElement) -> None:
    """Put a picture and the paragraph below it in the style for captions into one figure."""
    for caption in list(body.iter("p")):
        above = caption.getprevious()
        if caption.get("class") != "caption" or above is None or not _is_picture(above):
            continue
        above.tag, caption.tag = "figure", "figcaption"
        above.append(caption)


def _is_picture(block: HtmlElement) -> bool:
    return tag_of(block) == "p" and not text_in(block) and block.find(".//img") is not None


def _bold_to_headings(body: HtmlElement) -> None:
    """Where no style says so: short paragraphs that are bold throughout head what follows."""
    for block in body:
        if tag_of(block) != "p" or block.getnext() is None:
            continue
        text = text_in(block)
        bold = "".join("".join(each.itertext()) for each in block.iter("strong"))
        whole = text and " ".join(bold.split()) == text
        if whole and len(text.split()) <= LONGEST_BOLD and not text.endswith((".", ":", ",", ";")):
            block.tag = "h2"


def _facts(properties: bytes) -> dict[str, str]:
    """Title and author as the file's properties have them."""
    if not properties:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(properties, parser)
    except etree.XMLSyntaxError:
        # What a file says of itself is a convenience; its text is there all the same.
        return {}
    texts = {etree.QName(each).localname: (each.text or "").strip() for each in root.iter("{*}*")}
    title = texts.get("title", "")
    return {
        "fallback_title": "" if UNTITLED.fullmatch(title) else title,
        "author": texts.get("creator", ""),
        "language": texts.get("language", "")[:12],
    }
