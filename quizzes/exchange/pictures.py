"""Pictures in files of questions: taken out of them, and put into them.

Those that were written here are named by their content and keep it; all others are made again.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..articles.embedded import Album, Embedded
from .spec import ExchangeError, QuestionSpec

MOST = 2_000
"""Different pictures of one file."""
NAMED = re.compile(r"/media/pictures/([0-9a-f]{64})\.(webp|png)")
OWN = re.compile(r"([0-9a-f]{64})\.(webp|png)")
SOURCE = re.compile(r"""(\bsrc\s*=\s*)(["'])([^"'<>]+)\2""", re.IGNORECASE)
CANVAS = re.compile(r"^\$[A-Z-]+\$/")
"""What Canvas begins the addresses of its own files with."""

WHY = {
    "image_unfit": gettext_lazy(
        "it cannot be shown here (SVG, EMF or WMF, damaged, or larger than 10 MB or 40 megapixels);"
        " save it as PNG"
    ),
    "image_beyond": gettext_lazy("the file has too many pictures, or too large ones; split it"),
    "pixel": gettext_lazy("it is a spacer"),
}

Contents = Callable[[str, str], bytes | None]
"""The content of a picture of this site by its digest and its ending, if it is there."""


def no_contents(digest: str, ending: str) -> None:
    """There are none."""


class Pictures:
    """Those of one file of questions, as they are asked for."""

    def __init__(self) -> None:
        self._album = Album(most=MOST)

    def take(self, raw: bytes, name: str, alt: str = "") -> Embedded | str:
        """The picture that these bytes are, else in words why there is none."""
        own = OWN.fullmatch(name)
        ending = own[2] if own and sha256(raw).hexdigest() == own[1] else ""
        found = self._album.add(raw, alt, name[-120:], ending)
        if isinstance(found, str):
            words = _("The picture “%(name)s” stays out: %(why)s.")
            return words % {"name": name[-100:], "why": WHY[found]}
        return found

    def from_data(self, address: str, alt: str = "") -> Embedded | None:
        """The picture that a data address holds."""
        found = self._album.take(address, alt)
        return None if isinstance(found, str) else found

    def taken(self) -> tuple[Embedded, ...]:
        """All of them."""
        return tuple(
            each if each.name else replace(each, name=f"{each.digest[:12]}.{each.made.ending}")
            for each in self._album.taken()
        )


class PackageFiles:
    """Files beside the questions of a package; ``names`` and ``read`` are the archive's."""

    def __init__(self, pictures: Pictures, names: Any = (), read: Any = None) -> None:
        self.pictures = pictures
        self.used: dict[str, str | None] = {}
        """Each file that was asked for with its address; None for one that stays out, which is
        said once."""
        self._names = frozenset(names)
        self._read = read

    def address(self, href: str, folder: str, alt: str, lost: Callable[[str], None]) -> str | None:
        """Where the picture that ``href`` names is from now on; None for none of the package."""
        if href.startswith("data:"):
            found = self.pictures.from_data(href, alt)
            return found.address if found else None
        name = next((each for each in _places(href, folder) if each in self._names), None)
        if name is None:
            return None
        if name not in self.used:
            self.used[name] = self._taken(name, alt, lost)
        return self.used[name]

    def _taken(self, name: str, alt: str, lost: Callable[[str], None]) -> str | None:
        try:
            taken = self.pictures.take(self._read(name), posixpath.basename(name), alt)
        except ExchangeError as error:
            taken = str(error)
        if isinstance(taken, str):
            lost(taken)
            return None
        return taken.address


def _places(href: str, folder: str) -> Iterator[str]:
    """Where in a package a file may be."""
    path = CANVAS.sub("web_resources/", unquote(href.partition("?")[0]))
    for start in (folder, "", "web_resources"):
        yield posixpath.normpath(posixpath.join(start, path))


def readdressed(html: str, address: Callable[[str], str | None]) -> str:
    """HTML in which pictures have the addresses that ``address`` gives them."""

    def one(found: re.Match[str]) -> str:
        new = address(unescape(found[3]))
        return found[0] if new is None else f"{found[1]}{found[2]}{escape(new)}{found[2]}"

    return SOURCE.sub(one, html)


def named_in(question: QuestionSpec) -> list[tuple[str, str]]:
    """Digests and endings of the site's pictures that a question shows."""
    text = json.dumps(question.spec, ensure_ascii=False)
    return list(dict.fromkeys((each[1], each[2]) for each in NAMED.finditer(text)))


def shown_in(
    questions: Iterable[QuestionSpec], pictures: Iterable[Embedded]
) -> tuple[Embedded, ...]:
    """Those of the pictures that the questions show."""
    named = {digest for question in questions for digest, _ending in named_in(question)}
    return tuple(each for each in pictures if each.digest in named)
