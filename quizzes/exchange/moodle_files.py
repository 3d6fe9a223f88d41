"""Files embedded in Moodle XML: the pictures in texts, read and written."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote

from .moodle_xml import Element, node
from .pictures import NAMED, Contents, Pictures, named_in, readdressed
from .spec import QuestionSpec

PICTURED = re.compile(r"src|@@PLUGINFILE@@")
PLUGIN = "@@PLUGINFILE@@/"
"""Begins the address of a file that stands beside the text."""
MARKDOWN = re.compile(r"(?<=\]\()@@PLUGINFILE@@/[^)\s]+")
"""The address of a picture in a text that is Markdown."""
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]")
TEXT = re.compile(r"<text><!\[CDATA\[(?:(?!\]\]>).)*\]\]></text>", re.DOTALL)


def content_of(file: Element) -> bytes:
    """The bytes of a ``file`` element; none where they cannot be told."""
    try:
        return b64decode(NOT_BASE64.sub("", file.text or ""))
    except binascii.Error:
        return b""


def take_pictures(question: Element, pictures: Pictures, lost: Callable[[str], None]) -> None:
    """Give the pictures in a question's texts the addresses that they will have here.

    Files that became pictures are taken out of the element.
    """
    for text in list(question.iter("text")):
        holder = text.getparent()
        if holder is not None and (len(text) or PICTURED.search(text.text or "")):
            _Files(holder, pictures, lost).put_into(text)


class _Files:
    """The files beside a text."""

    def __init__(self, holder: Element, pictures: Pictures, lost: Callable[[str], None]) -> None:
        self._holder, self._pictures, self._lost = holder, pictures, lost
        self._files = {file.get("name", ""): file for file in holder.iterfind("file")}
        self._used: dict[str, str | None] = {}

    def put_into(self, text: Element) -> None:
        """Readdress the pictures in a text, and take out the files that they were."""
        if text.text:
            html = readdressed(text.text, self._address)
            text.text = MARKDOWN.sub(lambda found: self._address(found[0]) or found[0], html)
        for image in text.iter("img"):
            if new := self._address(image.get("src", "")):
                image.set("src", new)
        for name in filter(self._used.get, self._used):
            self._holder.remove(self._files[name])

    def _address(self, href: str) -> str | None:
        if href.startswith("data:"):
            found = self._pictures.from_data(href)
            return found.address if found else None
        name = unquote(href.partition("?")[0]).removeprefix(PLUGIN)
        if not href.startswith(PLUGIN) or name not in self._files:
            return None
        if name not in self._used:
            self._used[name] = self._taken(name)
        return self._used[name]

    def _taken(self, name: str) -> str | None:
        taken = self._pictures.take(content_of(self._files[name]), name)
        if isinstance(taken, str):
            self._lost(taken)
            return None
        return taken.address


def with_pictures(element: str, question: QuestionSpec, contents: Contents) -> str:
    """A written question with the site's pictures that its texts show as files beside them."""
    shown = {
        f"{digest}.{ending}": content
        for digest, ending in named_in(question)
        if (content := contents(digest, ending)) is not None
    }
    return TEXT.sub(lambda found: _embedded(found[0], shown), element) if shown else element


def _embedded(text: str, shown: dict[str, bytes]) -> str:
    names: dict[str, None] = {}

    def address(href: str) -> str | None:
        found = NAMED.fullmatch(href)
        name = f"{found[1]}.{found[2]}" if found else ""
        if name not in shown:
            return None
        names[name] = None
        return PLUGIN + quote(name)

    return readdressed(text, address) + _files(names, shown)


def _files(names: Iterable[str], shown: dict[str, bytes]) -> str:
    return "".join(
        node("file", b64encode(shown[name]).decode(), name=name, path="/", encoding="base64")
        for name in names
    )
