"""The readable account of what an article lost on its way to lessons."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .errors import ArticleError

MAX_DETAILS = 5
MAX_DETAIL_CHARS = 80
NAMED = frozenset(
    (
        "image_missing",
        "image_relative",
        "image_refused",
        "image_embedded",
        "image_unfit",
        "image_beyond",
        "image_wordless",
    )
)
"""Kinds of which each loss is named, however many: the author has to see to every one."""

LABELS = {
    "toc": ngettext_lazy("table of contents", "%(n)d tables of contents", "n"),
    "script": ngettext_lazy("%(n)d script", "%(n)d scripts", "n"),
    "navigation": ngettext_lazy("%(n)d navigation block", "%(n)d navigation blocks", "n"),
    "aside": ngettext_lazy("%(n)d side note", "%(n)d side notes", "n"),
    "header": ngettext_lazy("%(n)d page header", "%(n)d page headers", "n"),
    "footer": ngettext_lazy("%(n)d page footer", "%(n)d page footers", "n"),
    "share": ngettext_lazy("%(n)d block of sharing links", "%(n)d blocks of sharing links", "n"),
    "byline": ngettext_lazy("%(n)d byline", "%(n)d bylines", "n"),
    "related": ngettext_lazy(
        "%(n)d block of links to other articles", "%(n)d blocks of links to other articles", "n"
    ),
    "newsletter": ngettext_lazy("%(n)d newsletter box", "%(n)d newsletter boxes", "n"),
    "cookies": ngettext_lazy("%(n)d cookie notice", "%(n)d cookie notices", "n"),
    "comments": ngettext_lazy("%(n)d block of comments", "%(n)d blocks of comments", "n"),
    "form": ngettext_lazy("%(n)d form or form field", "%(n)d forms or form fields", "n"),
    "frame": ngettext_lazy("%(n)d embedded frame", "%(n)d embedded frames", "n"),
    "media": ngettext_lazy("%(n)d video or sound", "%(n)d videos or sounds", "n"),
    "drawing": ngettext_lazy(
        "%(n)d drawing or chart (to keep it, make a picture of it)",
        "%(n)d drawings or charts (to keep one, make a picture of it)",
        "n",
    ),
    "hidden": ngettext_lazy("%(n)d hidden element", "%(n)d hidden elements", "n"),
    "outside": ngettext_lazy(
        "%(n)d word outside the article", "%(n)d words outside the article", "n"
    ),
    "layout": ngettext_lazy(
        "%(n)d table used for layout (its text is kept)",
        "%(n)d tables used for layout (their text is kept)",
        "n",
    ),
    "image_missing": ngettext_lazy(
        "%(n)d picture without an address (give it one)",
        "%(n)d pictures without an address (give each one)",
        "n",
    ),
    "image_relative": ngettext_lazy(
        "%(n)d picture that lies beside the file (write its web address into the article, or "
        "say at which address the page stands)",
        "%(n)d pictures that lie beside the file (write their web addresses into the article, "
        "or say at which address the page stands)",
        "n",
    ),
    "image_refused": ngettext_lazy(
        "%(n)d picture whose address is not a web address (write one that begins with https://)",
        "%(n)d pictures whose addresses are not web addresses (write ones that begin with "
        "https://)",
        "n",
    ),
    "image_embedded": ngettext_lazy(
        "%(n)d picture embedded in the text (upload it and write its address instead)",
        "%(n)d pictures embedded in the text (upload them and write their addresses instead)",
        "n",
    ),
    "image_unfit": ngettext_lazy(
        "%(n)d picture in the file that cannot be shown (SVG, EMF or WMF, damaged, linked, or "
        "larger than 10 MB or 40 megapixels: put it in as PNG)",
        "%(n)d pictures in the file that cannot be shown (SVG, EMF or WMF, damaged, linked, or "
        "larger than 10 MB or 40 megapixels: put them in as PNG)",
        "n",
    ),
    "image_beyond": ngettext_lazy(
        "%(n)d picture beyond what one article may bring (make pictures smaller, or upload it on "
        "the lesson's page)",
        "%(n)d pictures beyond what one article may bring (make pictures smaller, or upload them "
        "on the lesson's page)",
        "n",
    ),
    "image_wordless": ngettext_lazy(
        "words for %(n)d picture, which the file lacks (say what it shows, as its alternative "
        "text)",
        "words for %(n)d pictures, which the file lacks (say what each shows, as its alternative "
        "text)",
        "n",
    ),
    "pixel": ngettext_lazy("%(n)d tracking picture", "%(n)d tracking pictures", "n"),
    "link": ngettext_lazy(
        "the address of %(n)d link (its text is kept)",
        "the addresses of %(n)d links (their text is kept)",
        "n",
    ),
    "equation": ngettext_lazy(
        "the form of %(n)d equation, of which only the signs are kept (write it as TeX between "
        "dollar signs)",
        "the form of %(n)d equations, of which only the signs are kept (write them as TeX between "
        "dollar signs)",
        "n",
    ),
    "equation_part": ngettext_lazy(
        "the form of a part of %(n)d equation (its signs are kept; look it over)",
        "the form of parts of %(n)d equations (their signs are kept; look them over)",
        "n",
    ),
    "layout_unknown": ngettext_lazy(
        "the layout of %(n)d page: a PDF does not say what is a paragraph, a list or a table; "
        "look each lesson over",
        "the layout of %(n)d pages: a PDF does not say what is a paragraph, a list or a table; "
        "look each lesson over",
        "n",
    ),
    "page_line": ngettext_lazy(
        "%(n)d page number or running head", "%(n)d page numbers and running heads", "n"
    ),
    "bad_formula": ngettext_lazy(
        "%(n)d formula that could not be read and is shown as it was typed",
        "%(n)d formulas that could not be read and are shown as they were typed",
        "n",
    ),
    "empty_heading": ngettext_lazy(
        "%(n)d heading without text", "%(n)d headings without text", "n"
    ),
    "other_title": ngettext_lazy("another title", "%(n)d other titles", "n"),
    "front_matter": ngettext_lazy(
        "%(n)d field of the front matter", "%(n)d fields of the front matter", "n"
    ),
    "unreadable": ngettext_lazy(
        "%(n)d character that could not be read", "%(n)d characters that could not be read", "n"
    ),
    "words": ngettext_lazy("%(n)d word", "%(n)d words", "n"),
    "tables": ngettext_lazy("%(n)d table", "%(n)d tables", "n"),
    "lists": ngettext_lazy("%(n)d list", "%(n)d lists", "n"),
    "images": ngettext_lazy("%(n)d image", "%(n)d images", "n"),
    "formulas": ngettext_lazy("%(n)d formula", "%(n)d formulas", "n"),
}


class Report:
    """Collects losses by kind (a key of LABELS) while an article is read."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._details: dict[str, list[str]] = {}
        self.letters = 0
        """Letters that went with what was noted, less those that were put in its place."""

    def note(self, kind: str, detail: str = "", *, count: int = 1, letters: int = 0) -> None:
        """Add ``count`` losses of a kind; ``detail`` says which, in the article's words."""
        self._counts[kind] = self._counts.get(kind, 0) + count
        self.letters += letters
        detail = " ".join(detail.split())
        if detail:
            self._details.setdefault(kind, []).append(shortened(detail, MAX_DETAIL_CHARS))

    def count(self, *kinds: str) -> int:
        """How many losses of these kinds were noted."""
        return sum(self._counts.get(kind, 0) for kind in kinds)

    def lines(self) -> tuple[str, ...]:
        """One readable line a kind, in the order of LABELS."""
        return tuple(self._line(kind) for kind in LABELS if self._counts.get(kind))

    def _line(self, kind: str) -> str:
        label = LABELS[kind] % {"n": self._counts[kind]}
        details = self._details.get(kind, [])
        if not details:
            return label
        most = len(details) if kind in NAMED else MAX_DETAILS
        shown = "; ".join(details[:most])
        if len(details) > most:
            shown += "; …"
        return _("%(what)s: %(which)s") % {"what": label, "which": shown}


def shortened(text: str, limit: int) -> str:
    """``text`` cut at a word to at most ``limit`` characters, with an ellipsis if cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:") + "…"


def no_text() -> ArticleError:
    """The error for an article in which nothing is left to read."""
    return ArticleError(_("There is no text in this article: choose a file that has some."))
