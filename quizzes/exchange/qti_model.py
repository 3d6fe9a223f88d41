"""What an item of any QTI version holds, before it becomes a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ..kinds.options import OPTION_ID
from .effort import spend
from .gift_answers import letters
from .qti_xml import Lost, QtiFault

Thing = TypeVar("Thing")

MARK = re.compile("\ue000(\\d{1,6})\ue001")
"""Stands in texts for the field with that number among ``Item.inline``."""
MOST_CHOICES = 100
"""Of one interaction; no kind of question has as many."""
FEEDBACK_A_UNIT = 8
SHARE = 0.01
"""By what share weights may differ and still be the same, as they are rounded."""


@dataclass(slots=True)
class Choice:
    """Something to choose, to place or to place something at.

    ``text`` is inline Markdown, ``plain`` the same without mark-up; ``place`` has x and y, then
    r or width and height, in percent as regions of pictures have them.
    """

    id: str
    text: str = ""
    plain: str = ""
    feedback: str = ""
    place: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Asked:
    """One interaction. ``sort`` is choice, text, essay, match, associate, order, inline, bank,
    hotspot or labels.

    ``correct`` are right values: ids, typed texts, or two ids with a blank between. ``worth``
    has what values earn, and ``full`` says that the best of it is reached by all right ones
    together. ``group`` is the response that it shares with others.
    """

    id: str
    sort: str
    line: int = 0
    stem: str = ""
    choices: list[Choice] = field(default_factory=list)
    targets: list[Choice] = field(default_factory=list)
    multiple: bool = False
    number: bool = False
    case: bool = False
    correct: list[str] = field(default_factory=list)
    worth: dict[str, float] = field(default_factory=dict)
    tolerance: float = 0
    relative: bool = False
    lines: int = 0
    picture: dict[str, Any] = field(default_factory=dict)
    group: str = ""
    points: float = 0
    unit: str = ""
    style: str = ""

    def right(self) -> list[str]:
        """The right values: those named, else those that are worth most."""
        best = max(self.worth.values(), default=0)
        most = [value for value, worth in self.worth.items() if worth > 0 and worth == best]
        if self.multiple or not self.correct:
            above = [value for value, worth in self.worth.items() if worth > 0]
            return self.correct or (above if self.multiple else most)
        return list(dict.fromkeys([*self.correct, *most]))


@dataclass(slots=True)
class Feedback:
    """A text, and what it is said on: ``when`` is option, unless, right, wrong, always,
    other, or explained for a part of a question.

    ``about`` is the response, ``value`` what was given, or for unless what was not.
    """

    text: str
    when: str = "always"
    about: str = ""
    value: str = ""
    taken: bool = False


@dataclass(slots=True)
class Grid:
    """A table in whose cells something is asked, and the same as running text."""

    rows: list[list[str]]
    text: str


@dataclass(slots=True)
class Item:
    """``flow`` has what stands in the item one below the other. ``style`` are class names;
    ``made`` is the kind and the fields of what is no interaction of its own."""

    lost: Lost
    name: str = ""
    title: str = ""
    line: int = 0
    flow: list[str | Asked | Grid] = field(default_factory=list)
    inline: list[Asked] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    model_answer: str = ""
    hint: str = ""
    style: str = ""
    made: tuple[str, dict[str, Any]] | None = None

    def said(self, about: str, when: str, value: str = "") -> str:
        """The feedback on something, "" where there is none; it counts as used."""
        spend(len(self.feedback) // FEEDBACK_A_UNIT)
        found = [
            each
            for each in self.feedback
            if (each.about, each.when) == (about, when)
            and (when not in ("option", "unless") or each.value == value)
            and not each.taken
        ]
        for each in found:
            each.taken = True
        return joined(each.text for each in found)

    def field_in(self, asked: Asked) -> str:
        """A mark for a field in running text, which is kept."""
        self.inline.append(asked)
        return f"\ue000{len(self.inline) - 1}\ue001"


def joined(texts: Iterable[str], between: str = "  \n") -> str:
    """The texts one below the other."""
    return between.join(dict.fromkeys(text for text in texts if text.strip()))


def own_id(name: str) -> str:
    """An identifier without what was put before it to be one in XML."""
    bare = name.removeprefix("_")
    return bare if bare and not (bare[0].isalpha() or bare[0] == "_") else name


def ids_of(names: list[str]) -> dict[str, str]:
    """Short ids for identifiers of a file: they themselves where all fit, else letters."""
    own = [own_id(name) for name in names]
    if len(set(own)) == len(own) and all(OPTION_ID.fullmatch(each) for each in own):
        return dict(zip(names, own, strict=True))
    return {name: letters(at) for at, name in enumerate(dict.fromkeys(names))}


def few(found: list[Thing], line: int | None) -> list[Thing]:
    """The choices. Raises QtiFault for very many."""
    if len(found) > MOST_CHOICES:
        words = _("It has more than %(most)d things to choose from.")
        raise QtiFault(words % {"most": MOST_CHOICES}, line)
    return found


def stays_out(words: str, text: str, lost: Lost) -> None:
    """Say that a text is lost."""
    lost(_("%(what)s stays out: “%(text)s”") % {"what": words, "text": text[:300]})


def weights_of(found: list[Asked], lost: Lost) -> list[int]:
    """How much each counts, as whole numbers from 1 to 10."""
    points = [each.points for each in found]
    least = min(points, default=0)
    if least <= 0 or len(set(points)) == 1:
        return [1] * len(found)
    shares = [each / least for each in points]
    for factor in range(1, 11):
        whole = [round(share * factor) for share in shares]
        close = all(
            abs(share * factor - each) < SHARE for share, each in zip(shares, whole, strict=True)
        )
        if close and max(whole) <= 10:
            return whole
    lost(_("Its parts count differently in the file and alike here."))
    return [1] * len(found)
