"""Pictures in an article's own file: made again within limits, named by their content."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from hashlib import sha256

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from .images import LAZY, LAZY_SETS, MAX_WORDS, is_pixel, stated_source
from .pictures import Made, PictureRefused, address_of, as_made, remake, work_of
from .report import Report, shortened
from .tree import find_all, remove

MOST_PICTURES = 200
"""Different ones of one article."""
MOST_WORK = 150_000_000
"""What making the pictures of one article may cost, as ``work_of`` counts: some 20 seconds."""
HELD = "embedded:"
"""Begins what stands for the address of a picture that was handed over as bytes."""
DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w-]+=[^;,]*)*;base64,", re.IGNORECASE)
FILE_NAME = re.compile(
    r"(?:.*[/\\].*|\S+)\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|[ew]mf)", re.IGNORECASE
)
BY_MACHINE = re.compile(
    r"\s*(?:Description automatically generated(?: with \w+ confidence)?"
    r"|AI-generated content may be incorrect)\.?\s*$"
)
"""What Word adds to words that it made up itself."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture of an article as a course would keep it."""

    digest: str
    """SHA-256 of the content, in hexadecimal."""
    made: Made
    name: str = ""
    alt: str = ""

    @property
    def address(self) -> str:
        """Where it is on the site once it is kept."""
        return address_of(self.digest, self.made.ending)


class Album:
    """The pictures embedded in one article or file, ``most`` of them. The same one is made once."""

    def __init__(self, most: int = 0) -> None:
        self._most = most
        self._held: dict[str, bytes] = {}
        self._results: dict[bytes, Embedded | str] = {}
        self._work = 0
        self._taken: dict[str, Embedded] = {}

    def hold(self, raw: bytes) -> str:
        """What stands for the address of a picture until the text comes to it."""
        key = f"{HELD}{sha256(raw).hexdigest()}"
        self._held[key] = raw
        return key

    def has(self, address: str) -> bool:
        """Whether ``address`` stands for a picture that is embedded."""
        return address.startswith("data:") or address in self._held

    def take(self, address: str, alt: str) -> Embedded | str:
        """The picture that ``address`` stands for, or why there is none: a key of LABELS."""
        return self.add(self._held[address] if address in self._held else _decoded(address), alt)

    def add(self, raw: bytes, alt: str, name: str = "", ending: str = "") -> Embedded | str:
        """The picture that these bytes are, or why there is none: a key of LABELS.

        With an ``ending`` they are said to have been made here before, and stay as they are.
        """
        key = sha256(raw).digest() + ending.encode()
        if key not in self._results:
            self._results[key] = self._made(raw, ending)
        found = self._results[key]
        if isinstance(found, str):
            return found
        return self._taken.setdefault(found.digest, replace(found, alt=alt, name=name))

    def taken(self) -> tuple[Embedded, ...]:
        """Those that there are, in order, under their own names."""
        return tuple(self._taken.values())

    def pictures(self, stem: str) -> tuple[Embedded, ...]:
        """Those that were taken, in order, named after the article's file."""
        return tuple(
            replace(each, name=f"{stem[:80]}-{number}.{each.made.ending}")
            for number, each in enumerate(self._taken.values(), start=1)
        )

    def _made(self, raw: bytes, ending: str) -> Embedded | str:
        if len(self._results) >= (self._most or MOST_PICTURES):
            return "image_beyond"
        try:
            self._work += (work := work_of(raw))
            if self._work > MOST_WORK:
                self._work -= work
                return "image_beyond"
            made = as_made(raw, ending) if ending else remake(raw)
        except PictureRefused:
            return "image_unfit"
        if min(made.width, made.height) < 2:
            return "pixel"
        return Embedded(sha256(made.content).hexdigest(), made)


def _decoded(address: str) -> bytes:
    """The bytes of a data address; none where it holds no picture."""
    head = DATA.match(address)
    try:
        return base64.b64decode(address[head.end() :]) if head else b""
    except (binascii.Error, ValueError):
        return b""


def embed(body: HtmlElement, album: Album, report: Report) -> None:
    """Give the pictures that are embedded the address that they will have on the site.

    Of those that stay out the words are kept, and they are named; so are those without words.
    """
    number = 0
    for image in find_all(body, "img"):
        address = stated_source(image)
        if not album.has(address) or is_pixel(image):
            continue
        number += 1
        stated = words_of(image)
        found = album.take(address, stated or "")
        name = _name(number, stated or image.get("title") or "")
        if isinstance(found, str):
            report.note(found, name)
            _leave_words(image, stated or "", report)
            continue
        if stated is None:
            report.note("image_wordless", name)
        _show(image, found, stated or "")


def words_of(image: HtmlElement) -> str | None:
    """The words that stand for a picture; None where nobody wrote any, a file's name aside."""
    stated = image.get("alt")
    if stated is None:
        return None
    words = BY_MACHINE.sub("", " ".join(stated.split()))
    return None if FILE_NAME.fullmatch(words) else words


def _name(number: int, words: str) -> str:
    if not words:
        return _("picture %(number)d") % {"number": number}
    named = {"number": number, "words": shortened(words, MAX_WORDS)}
    return _("picture %(number)d (%(words)s)") % named


def _leave_words(image: HtmlElement, words: str, report: Report) -> None:
    image.tail = f" {words} {image.tail or ''}" if words else image.tail
    report.letters -= len(words.replace(" ", ""))
    remove(image)


def _show(image: HtmlElement, picture: Embedded, alt: str) -> None:
    for name in (*LAZY, *LAZY_SETS):
        image.attrib.pop(name, None)
    image.set("src", picture.address)
    image.set("alt", alt)
    if not (image.get("width") and image.get("height")):
        image.set("width", str(picture.made.width))
        image.set("height", str(picture.made.height))
