"""Numbers that a lesson gives: years, percentages, amounts with a unit, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ..exchange.plain import markdown_of
from .base import MOST_OPTIONS, Finder, Suggestion, single_choice
from .english import hangs
from .material import Material
from .mentions import AMOUNT, COUNT, PERCENTAGE, YEAR, Mention, mentions
from .phrases import phrase
from .questions import asked

SCORES = {YEAR: 0.8, PERCENTAGE: 0.85, AMOUNT: 0.7, COUNT: 0.55}
WHY: Mapping[str, str | Promise] = {
    YEAR: gettext_lazy("A year"),
    PERCENTAGE: gettext_lazy("A percentage"),
    AMOUNT: gettext_lazy("An amount with its unit"),
    COUNT: gettext_lazy("A number of things"),
}
ASKED_WELL = 0.1
HANGS = 0.25
MOST_NUMBERS = 3
"""In a sentence with more, a question on one of them is hard to read."""
TELLING_COUNT = 5
"""Smaller numbers stand in many sentences that are not about them."""
MOST_POOLED = 60
MOST_NEAR = 3
LONGEST_OPTION = 60
NAMES_OF_PERCENT = ({"name": "%"}, {"name": "percent"}, {"name": "per cent"})


class Numbers(Finder):
    """Asks for the number; the other numbers of its sort are the likely wrong ones."""

    name = "numbers"
    label = gettext_lazy("Numbers")

    def find(self, lesson: Material) -> Iterator[Suggestion]:
        """As for every finder. In English some become questions, others stay gaps."""
        pool: dict[tuple[str, str], dict[float, Mention]] = {}
        for each in lesson.everywhere():
            for mention in _all(each):
                key = (mention.sort, mention.unit)
                same = pool.setdefault(key, {})
                if len(same) < MOST_POOLED:
                    same.setdefault(mention.value, mention)
        for mention in _all(lesson):
            pooled = pool[mention.sort, mention.unit].values()
            others = [each for each in pooled if each.value != mention.value]
            question = asked(mention) if lesson.language == "en" else None
            if question or mention.sort != COUNT or mention.value >= TELLING_COUNT:
                yield _suggestion(mention, question, others, lesson.language)


def _all(lesson: Material) -> Iterator[Mention]:
    for sentence in lesson.sentences:
        found = list(mentions(sentence, lesson.language))
        values = [each.value for each in found]
        if len(found) <= MOST_NUMBERS:
            yield from (each for each in found if values.count(each.value) == 1)


def _suggestion(
    mention: Mention, question: str | None, others: list[Mention], language: str
) -> Suggestion:
    sentence = mention.sentence
    stem = question or phrase(language, mention.sort, text=mention.gapped)
    # What can be read in the stem need not be offered.
    others = [each for each in others if each.shown not in stem]
    wrong = _nearest(mention, others)
    choice = mention.sort != COUNT and len(wrong) >= 2
    if choice:
        kind, spec = "single_choice", _choice(mention, stem, wrong, language)
    else:
        kind, spec = "numeric", _numeric(mention, stem, wrong, language)
    score = SCORES[mention.sort] + ASKED_WELL * bool(question)
    if not question and hangs(sentence.whole):
        score -= HANGS
    return Suggestion(
        Numbers.name, kind, spec, sentence.whole, sentence.whole, score, str(WHY[mention.sort])
    )


def _nearest(mention: Mention, others: Iterable[Mention]) -> list[Mention]:
    """Those of other sentences last: what stands beside it is mixed up first; then by size."""

    def far(other: Mention) -> tuple[bool, float]:
        return other.sentence != mention.sentence, abs(other.value - mention.value)

    return sorted(others, key=far)[: MOST_OPTIONS - 1]


def _numeric(mention: Mention, stem: str, wrong: list[Mention], language: str) -> dict[str, Any]:
    spec: dict[str, Any] = {
        "stem": markdown_of(stem),
        "explanation": "",
        "quote": mention.sentence.text,
        "answer": mention.value,
    }
    if mention.sort == PERCENTAGE:
        spec["units"] = [dict(each) for each in NAMES_OF_PERCENT]
    near = [
        {"value": each.value, "feedback": markdown_of(feedback)}
        for each in wrong[:MOST_NEAR]
        if mention.sort != COUNT and (feedback := _elsewhere(each, mention, language))
    ]
    return spec | ({"near": near} if near else {})


def _choice(mention: Mention, stem: str, wrong: list[Mention], language: str) -> dict[str, Any]:
    ordered = sorted([mention, *wrong], key=lambda each: each.value)
    feedback = {each.shown: _elsewhere(each, mention, language) for each in wrong}
    texts = [each.shown for each in ordered]
    return single_choice(
        markdown_of(stem), mention.sentence.text, mention.shown, feedback, order=texts
    )


def _elsewhere(other: Mention, mention: Mention, language: str) -> str:
    """What the lesson says the other number is of; "" where that would give the key away."""
    excerpt = other.excerpt(without=mention.shown)
    return phrase(language, "elsewhere", value=other.shown, text=excerpt) if excerpt else ""
