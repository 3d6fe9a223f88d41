"""What a suggestion is, and what finds it.

A finder is one class in one file of this folder. It reads a lesson and proposes drafts of
questions, each with the sentence that it comes from. Finders are pure: no database, no request,
no network, no clock, and the same lesson always gets the same proposals.

What nobody but an author can say stays empty in a draft: the explanation, and feedback that does
not follow from the text. ``kinds[...].problems`` names it, as for imported drafts.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, ClassVar

from django.utils.functional import Promise

from ..exchange.plain import markdown_of
from ..kinds import kinds
from ..kinds.gapped import MARKER
from .material import Material

MOST_OPTIONS = 4
GAP = "____"
TO_ADD = ("explanation", "feedback")
"""Fields that an author fills in."""
FILLER = "–"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim that a lesson makes, and the draft of a question on it.

    ``source`` is the sentence, or the cell with the head of its row. ``score`` is for ranking,
    0 to 1. ``why`` tells the author what made it one.
    """

    finder: str
    kind: str
    spec: dict[str, Any]
    claim: str
    source: str
    score: float
    why: str

    @property
    def right(self) -> str:
        """The key in words."""
        kind, spec = kinds[self.kind], filled(self.spec)
        told = kind.told(spec, kind.key(spec))
        return told.removeprefix("1. ") if len(spec.get("gaps", ())) == 1 else told

    @property
    def asked(self) -> list[str]:
        """What a learner would read, as inline Markdown: the stem, and a text with its gaps."""
        text = MARKER.sub(markdown_of(GAP), self.spec.get("text", ""))
        return [part for part in (self.spec["stem"], text) if part]

    @property
    def wrong(self) -> list[str]:
        """What is offered and wrong, or foreseen and wrong."""
        spec = self.spec
        found = [each["text"] for each in spec.get("options", ()) if not each["correct"]]
        found += [str(each["value"]) for each in spec.get("near", ())]
        for gap in spec.get("gaps", ()):
            found += [word for word in gap.get("options", ()) if word != gap.get("answer")]
        return found

    @property
    def fact(self) -> tuple[str, str]:
        """What it asks about; two suggestions on one fact are one too many."""
        return self.source, self.right.casefold()

    def uid(self, lesson: str) -> str:
        """An identifier that stays the same while the lesson says the same.

        ``lesson`` is the lesson's slug. What else is offered has no part in it.
        """
        told = [self.kind, self.spec["stem"], self.spec.get("text", ""), self.spec["quote"]]
        digest = hashlib.sha256(json.dumps([*told, self.right]).encode()).hexdigest()
        return f"{lesson[:80]}-{digest[:12]}"


class Finder(ABC):
    """Base of all finders."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    """What it looks for, in the author's words (translatable)."""
    languages: ClassVar[frozenset[str] | None] = None
    """Languages whose words it knows; None for a finder that needs no words."""

    @abstractmethod
    def find(self, lesson: Material) -> Iterator[Suggestion]:
        """Proposals from a lesson in one of its languages, in any order."""


def filled(value: Any) -> Any:
    """A spec with something in the place of what an author has yet to write."""
    if isinstance(value, Mapping):
        inner = {name: filled(each) for name, each in value.items()}
        return inner | {name: FILLER for name in TO_ADD if inner.get(name) == ""}
    if isinstance(value, list):
        return [filled(each) for each in value]
    return value


def structural(kind: str, spec: Any, lesson_text: str) -> list[str]:
    """What is wrong with a draft beside what an author has yet to write."""
    if not isinstance(spec, Mapping):
        return kinds[kind].problems(spec, lesson_text)
    whole = {"explanation": "", **spec}
    return kinds[kind].problems(filled(whole), lesson_text)


def single_choice(
    stem: str, quote: str, right: str, wrong: Mapping[str, str], order: Sequence[str] = ()
) -> dict[str, Any]:
    """The spec of a single choice; ``wrong`` has texts and the feedback that is true of each.

    Options stand in ``order`` where it is given, otherwise by the alphabet.
    """
    texts = order or sorted([right, *wrong], key=str.casefold)
    return {"stem": stem, "explanation": "", "quote": quote} | options(texts, {right}, wrong)


def options(
    texts: Iterable[str], right: Iterable[str], feedback: Mapping[str, str]
) -> dict[str, Any]:
    """Options of plain texts."""
    return {
        "options": [
            {
                "id": letter,
                "text": markdown_of(text),
                "correct": text in right,
                "feedback": markdown_of(feedback.get(text, "")),
            }
            for letter, text in zip(ascii_lowercase, texts, strict=False)
        ]
    }
