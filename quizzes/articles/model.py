"""What an article is turned into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .embedded import Embedded
from .quote import text_of


@dataclass(frozen=True)
class Section:
    """One lesson's worth of an article: a plain title and sanitised HTML.

    Headings in ``html`` start at h2, for the page's h1 is the title.
    """

    title: str
    html: str

    @cached_property
    def text(self) -> str:
        """Plain text without the title; blocks end lines, cells are parted by tabs."""
        return text_of(self.html)

    @property
    def words(self) -> int:
        """Words of the text, without the title's."""
        return len(self.text.split())

    @property
    def tables(self) -> int:
        """Tables, those inside other blocks included."""
        return self._count("table")

    @property
    def lists(self) -> int:
        """Bulleted, numbered and definition lists; a list inside a list counts too."""
        return self._count("ul|ol|dl")

    @property
    def images(self) -> int:
        """Pictures."""
        return self._count("img")

    @property
    def formulas(self) -> int:
        """Formulas set as MathML."""
        return self._count("math")

    def _count(self, tags: str) -> int:
        return len(re.findall(rf"<(?:{tags})[\s>]", self.html))


@dataclass(frozen=True)
class Article:
    """An article ready to become a course. There is always at least one section."""

    title: str
    sections: tuple[Section, ...]
    dropped: tuple[str, ...]
    """A readable report of what was left out, one line a kind."""
    author: str = ""
    date: str = ""
    """ISO date, or "" where it is unknown."""
    source_url: str = ""
    source_title: str = ""
    """Where it appeared: a publication, or what its source line says; "" where unknown."""
    summary: str = ""
    """A sentence or two on what it is about, as the article itself gives them."""
    language: str = ""
    """Language tag such as "en" or "fr-CA", or "" where the article does not say."""
    pictures: tuple[Embedded, ...] = ()
    """Those that stood in the file itself; the sections show them by their addresses."""

    @property
    def shown(self) -> tuple[Embedded, ...]:
        """The pictures that the sections still show."""
        return tuple(
            each for each in self.pictures if any(each.address in one.html for one in self.sections)
        )
