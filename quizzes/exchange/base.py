"""What an exchange format is: bytes of a file to questions, and back.

A format is one class in one file of this folder and one test. Formats are pure: no database, no
request, no network, no clock. Between them stands QuestionSpec.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..articles.decode import decode
from ..articles.embedded import Embedded
from ..articles.errors import ArticleError
from .pictures import Contents
from .spec import ExchangeError, QuestionSpec

MOST_BYTES = 50 * 1024 * 1024
"""Largest file that is read."""
LONGEST_UID = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell the author of one place in the file, such as "line 12"."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


@dataclass(slots=True)
class Batch:
    """What a file held.

    ``faults`` are parts that should be questions and cannot be read; ``remarks`` name what the
    file carries and evlearn cannot hold. Nothing is left out without one of the two.
    """

    questions: list[QuestionSpec] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    pictures: tuple[Embedded, ...] = ()
    """Those in the file that its questions show, by the addresses that they will have."""


class Format(ABC):
    """Base of all formats."""

    name: ClassVar[str]
    """As ``--format`` takes it."""
    label: ClassVar[str | Promise]
    """What authors call it (translatable)."""
    suffixes: ClassVar[tuple[str, ...]]
    """Ends of file names, the usual one first, with the dot."""
    whole: ClassVar[bool] = False
    """Whether it carries everything that evlearn needs of a question. Questions from any other
    become drafts where something is missing."""
    binary: ClassVar[bool] = False
    """Whether a file is no text, such as an archive, and so cannot be shown and mended: pages keep
    its bytes as they are and ``text_of`` is not asked."""

    def text_of(self, data: bytes) -> str:
        """The file as text that can be shown, mended and read again.

        Raises ExchangeError where it is none.
        """
        return text_in(data)

    @abstractmethod
    def read(self, data: bytes) -> Batch:
        """The questions of a file, in its order.

        Raises ExchangeError where it is not a file of this format at all.
        """

    @abstractmethod
    def write(self, questions: Iterable[QuestionSpec]) -> Iterator[bytes]:
        """The file, piece by piece. What the format cannot hold is said in a comment there where
        it knows comments; see ``losses``."""

    def write_with(self, questions: Iterable[QuestionSpec], contents: Contents) -> Iterator[bytes]:
        """As ``write``, together with the pictures of this site where the format holds pictures."""
        return self.write(questions)

    def losses(self, question: QuestionSpec) -> list[str]:
        """What of a question the format cannot hold, in words; nothing where it holds all."""
        return []


def text_in(data: bytes) -> str:
    """The text of a file in whatever encoding, with ``\\n`` line ends.

    Raises ExchangeError for an empty file and for one that is no text.
    """
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise ExchangeError(_("The file is larger than %(most)d MB.") % {"most": most})
    try:
        return decode(data)
    except ArticleError as error:
        words = _("The file is empty.") if not data.strip() else _("The file is not text.")
        raise ExchangeError(words) from error


def uid_for(name: str, content: str, taken: set[str]) -> str:
    """An identifier for a question that has none of its own, the same at each import.

    Made of its name in the file where it has one, else of its content; ``taken`` are those given
    to the questions before it, and gets this one.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_UID - 20]
    stem = slug or hashlib.sha256(content.encode()).hexdigest()[:12]
    uid = stem if stem not in taken else f"{stem}-{_free_number(stem, taken)}"
    taken.add(uid)
    return uid


def _free_number(stem: str, taken: set[str]) -> int:
    """From 2, one that ``stem`` is not taken with. Numbers are given in a row, so the first free
    one is found by halving; one by one, a file of equal questions would take minutes."""
    low, high = 1, 2
    while f"{stem}-{high}" in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{stem}-{middle}" in taken else (low, middle)
    return high
