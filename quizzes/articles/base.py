"""What an article format is.

A format is one file of this folder with one concrete Format class; ``registry`` finds it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import ClassVar

from lxml.html import HtmlElement

from .decode import decode
from .embedded import Album
from .report import Report

PLAIN, LIKELY, NAMED, CERTAIN = 0.1, 0.6, 1.0, 2.0
"""How sure a format is of a file: as a last resort, by its content, by its name, beyond doubt."""


@dataclass(frozen=True)
class Source:
    """A file as it came in."""

    raw: bytes
    filename: str = ""
    base_url: str = ""

    @property
    def extension(self) -> str:
        """The file name's ending in lower case with its dot, or ""."""
        return PurePath(self.filename).suffix.lower()

    @property
    def stem(self) -> str:
        """The file's name without folder and ending; "picture" where it has none."""
        return PurePath(self.filename).stem or "picture"

    @cached_property
    def text(self) -> str:
        """The decoded content. Raises ArticleError for an empty file and for binary data."""
        return decode(self.raw)


@dataclass
class Draft:
    """What a format makes of a file: mark-up with headings, not yet clean, and what it knows."""

    body: HtmlElement
    title: str = ""
    """The title the file states for itself; it wins over a heading."""
    fallback_title: str = ""
    """A title to use where no heading gives one."""
    author: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    source_title: str = ""
    """Where the article appeared: a publication, or what a source line says."""
    summary: str = ""
    base_url: str = ""
    """What relative addresses are relative to, or ""."""
    report: Report = field(default_factory=Report)
    album: Album = field(default_factory=Album, init=False)
    """Has the pictures of the file."""


class Format(ABC):
    """Base of all formats."""

    extensions: ClassVar[tuple[str, ...]]
    """File name endings in lower case, with their dots."""
    signature: ClassVar[bytes] = b""
    """What every file of a format that is not text begins with."""

    @abstractmethod
    def confidence(self, source: Source) -> float:
        """How sure the content is of this format, 0 to CERTAIN; its name aside."""

    @abstractmethod
    def read(self, source: Source, report: Report) -> Draft:
        """The draft of ``source``, without scripts, navigation and tables of contents.

        Losses are noted in ``report``. May raise ArticleError.
        """
