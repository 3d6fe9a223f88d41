"""PDF, as best effort: its lines, put together to headings and paragraphs by their size."""

from __future__ import annotations

import io
import logging
import re
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError

from .base import CERTAIN, Draft, Format, Source
from .decode import CONTROL
from .errors import ArticleError
from .pdf_layout import Line, blocks_of, lines_of, without_page_lines
from .report import Report
from .tree import parse_body

MOST_PAGES = 300
MOST_LETTERS = 2_000_000
UNTITLED = re.compile(r"(?:untitled|document|microsoft word|about:).*|.*\.\w{2,5}", re.IGNORECASE)

# It warns about each oddity of a file, on standard error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Pdf(Format):
    """PDF with text in it; a scanned page is a picture and has none."""

    extensions = (".pdf",)
    signature = b"%PDF-"

    def confidence(self, source: Source) -> float:
        """Nothing else begins like it."""
        return CERTAIN

    def read(self, source: Source, report: Report) -> Draft:
        """The draft; tables and columns come as lines, pictures are counted as lost."""
        try:
            pages, pictures, facts = _pages(source.raw)
        except ArticleError:
            raise
        except FileNotDecryptedError as error:
            raise ArticleError(
                _("This PDF is protected by a password: save it without.")
            ) from error
        # Of a damaged file the library raises whatever it stumbles over.
        except Exception as error:
            raise ArticleError(
                _("This PDF is damaged: save the article as text or HTML and import that.")
            ) from error
        kept, dropped = without_page_lines(pages)
        lines = [line for page in kept for line in page]
        if not lines:
            raise ArticleError(
                _("This PDF has pictures of pages and no text: run text recognition on it first.")
            )
        report.note("layout_unknown", count=len(pages))
        if dropped:
            report.note("page_line", count=dropped)
        if pictures:
            report.note("images", count=pictures)
        return Draft(body=parse_body(_markup(lines)), report=report, **facts)


def _pages(raw: bytes) -> tuple[list[list[Line]], int, dict[str, str]]:
    """The lines of each page, the number of pictures, and what the file says of itself."""
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError
    if len(reader.pages) > MOST_PAGES:
        raise ArticleError(
            _("This PDF has more than %(most)d pages: choose a part of it.") % {"most": MOST_PAGES}
        )
    pages: list[list[Line]] = []
    letters = pictures = 0
    for page in reader.pages:
        pages.append(lines_of(page))
        pictures += _pictures(page)
        letters += sum(len(line.text) for line in pages[-1])
        if letters > MOST_LETTERS:
            raise ArticleError(_("This PDF has too much text: choose a part of it."))
    return pages, pictures, _facts(reader)


def _pictures(page: PageObject) -> int:
    objects: Any = page.get("/Resources", {}).get("/XObject", {})
    objects = objects.get_object() if hasattr(objects, "get_object") else objects
    return sum(each.get_object().get("/Subtype") == "/Image" for each in objects.values())


def _facts(reader: PdfReader) -> dict[str, str]:
    stated: Any = reader.metadata or {}
    title, author = (CONTROL.sub("", str(stated.get(key) or "")) for key in ("/Title", "/Author"))
    return {"fallback_title": "" if UNTITLED.fullmatch(title) else title[:200], "author": author}


def _markup(lines: list[Line]) -> str:
    """The blocks as HTML, neighbouring items in one list."""
    out, listed = [], False
    for tag, text in blocks_of(lines):
        if (tag == "li") != listed:
            listed = not listed
            out.append("<ul>" if listed else "</ul>")
        out.append(f"<{tag}>{escape(CONTROL.sub('', text))}</{tag}>")
    return "".join([*out, "</ul>" if listed else ""])
