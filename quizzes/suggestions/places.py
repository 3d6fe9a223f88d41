"""The sentences of a course that may settle a question which names none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..articles.likeness import WORD
from ..articles.sentences import sentences_of
from ..exchange.digest import folded
from ..kinds import Kind, kinds
from ..kinds.base import plain

STEM_LETTERS = 6
"""Of a word that are compared: “refines” and “refining” are one."""
KEY_WEIGHT = 2
"""Times that a word of the key counts: it is what the sentence has to say."""
LEAST = 0.15
"""Likeness, 0 to 1, below which a sentence has nothing to do with the question."""
LIKELY = 0.35
"""Likeness from which the best sentence is probably the one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a lesson, and how like the question it is, 0 to 1."""

    lesson: int
    sentence: str
    likeness: float

    @property
    def likely(self) -> bool:
        """Whether it is probably the one that is meant."""
        return self.likeness >= LIKELY


class Places:
    """Sentences of several lessons by their words.

    Likeness is the cosine of the two lists of words, each weighted by how few sentences have it
    (G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
    """

    def __init__(self, texts: Mapping[int, str]) -> None:
        """``texts`` are the plain texts of lessons, by any number of theirs."""
        self._texts = {number: plain(text) for number, text in texts.items()}
        self._sentences = [
            (lesson, sentence, _words(sentence))
            for lesson, text in texts.items()
            for sentence in dict.fromkeys(sentences_of(text))
        ]
        spread = Counter(word for _l, _s, words in self._sentences for word in words)
        total = len(self._sentences)
        self._weight = {word: math.log(1 + total / count) for word, count in spread.items()}
        self._unseen = math.log(1 + total)

    def of(self, kind: str, spec: Any, *, lesson: int | None, most: int = 3) -> list[Place]:
        """The sentences nearest to a question, of one lesson or of all; the nearest first."""
        wanted = _wanted(kind, spec)
        length = self._length(wanted)
        found = [
            Place(number, sentence, self._shared(wanted, words) / (length * self._length(words)))
            for number, sentence, words in self._sentences
            if (lesson is None or number == lesson) and not wanted.keys().isdisjoint(words)
        ]
        found = [place for place in found if place.likeness >= LEAST]
        return sorted(found, key=lambda place: -place.likeness)[:most]

    def having(self, quote: str, *, lesson: int | None) -> int | None:
        """The number of the first lesson with these very words; None where there is none."""
        sought = plain(quote)
        for number, text in self._texts.items():
            if sought and sought in text and lesson in (None, number):
                return number
        return None

    def _length(self, words: Mapping[str, float]) -> float:
        squares = sum(
            (each * self._weight.get(word, self._unseen)) ** 2 for word, each in words.items()
        )
        return math.sqrt(squares) or 1

    def _shared(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        return sum(
            each * other[word] * self._weight[word] ** 2
            for word, each in one.items()
            if word in other
        )


def _words(text: str) -> Counter[str]:
    return Counter({word[:STEM_LETTERS]: 1 for word in WORD.findall(folded(text))})


def _wanted(kind: str, spec: Any) -> Mapping[str, float]:
    """The words of a question that its sentence should have: wrong options are not among them."""
    if not isinstance(spec, Mapping):
        return {}
    texts = [spec.get(name) for name in ("stem", "explanation")]
    found = _words(" ".join(text for text in texts if isinstance(text, str)))
    for word in _words(key_in_words(kind, spec)):
        found[word] = KEY_WEIGHT
    return found


def key_in_words(kind: str, spec: Mapping[str, Any]) -> str:
    """The right answer as learners read it; "" where there is none yet, or it is not to be told."""
    known: Kind | None = kinds.get(kind)
    if known is None or not known.asked or not known.by_rule:
        return ""
    whole = {**spec, "stem": spec.get("stem") or "?", "explanation": spec.get("explanation") or "?"}
    return "" if known.problems(whole) else known.told(whole, known.key(whole))
