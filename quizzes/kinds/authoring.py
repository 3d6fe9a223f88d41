"""What a spec consists of, as data: from it the authors' form of a kind is drawn.

A kind lists its own fields in ``Kind.layout``. What is written here is all there is to a form:
nothing outside the kind's file knows its fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a spec: what it is called there, and what authors read beside it.

    What is ``optional`` may be left out of a spec; a blank then stands for its default.
    """

    tag: ClassVar[str] = ""
    """The kind of control. Fields of the same name and tag, of whatever kind of question, hold
    the same sort of thing: one can be carried over to the other."""

    name: str
    label: Words
    help: Words = ""
    _: KW_ONLY
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Line(Field):
    """A text of one line. With ``picture`` it is the address of one: the course's are offered."""

    tag = "line"
    _: KW_ONLY
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Prose(Field):
    """A text of any length."""

    tag = "prose"


@dataclass(frozen=True, slots=True)
class Number(Field):
    """A number."""

    tag = "number"


@dataclass(frozen=True, slots=True)
class Formula(Field):
    """A number, or a text that says how it is computed."""

    tag = "formula"


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """Yes or no. Optional ones are left out while they say no; others always say it."""

    tag = "flag"


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of a few fixed values, each with the words for it."""

    tag = "choice"
    _: KW_ONLY
    values: Sequence[tuple[str | bool | int, Words]]


@dataclass(frozen=True, slots=True)
class OneOf(Field):
    """The id of an entry of another list: ``of`` names the list, which stands beside the one that
    this field's entry is in. ``further`` are values that stand for no entry."""

    tag = "one_of"
    _: KW_ONLY
    of: str
    further: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True, slots=True)
class Lines(Field):
    """A list of texts, one a line. With ``blanks`` an empty line is an empty text."""

    tag = "lines"
    _: KW_ONLY
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class Numbers(Field):
    """A list of numbers, one a line."""

    tag = "numbers"


@dataclass(frozen=True, slots=True)
class Group(Field):
    """A set of named fields of its own."""

    tag = "group"
    _: KW_ONLY
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Several(Field):
    """A list of sets of named fields, of which ``entry`` is what one is called.

    With ``ids`` each has an ``id`` beside its fields, which authors need not see; ``shown_as``
    says how an id is written in the question's text where they do, with %s for it. A form
    begins with ``least`` entries and offers no more than ``most``.
    """

    tag = "several"
    _: KW_ONLY
    fields: Sequence[Field]
    entry: Words
    least: int = 0
    most: int = 20
    ids: bool = False
    shown_as: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What an entry has besides when a ``Cases`` field says so; ``label`` is the words for it."""

    label: Words
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Cases(Field):
    """A choice on which it depends what further fields stand beside it in the same set."""

    tag = "cases"
    _: KW_ONLY
    cases: Mapping[str, Case]


STEM = Prose(
    "stem",
    gettext_lazy("Stem"),
    gettext_lazy("What is asked. *em*, **strong**, `code`, $TeX$ and ![words](address) work."),
)
COMMON_LAYOUT: Sequence[Field] = (
    Prose(
        "explanation",
        gettext_lazy("Explanation"),
        gettext_lazy("Why the right answer is right. It is shown after every answer."),
    ),
    Prose(
        "quote",
        gettext_lazy("Quote"),
        gettext_lazy(
            "The sentence of the lesson that settles it, word for word. Needed where a lesson is"
            " chosen."
        ),
        optional=True,
    ),
    Line("hint", gettext_lazy("Hint"), gettext_lazy("Help before the answer."), optional=True),
)
"""The common fields behind the stem, as authors fill them in."""
