"""Which of all that was found is shown, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nlargest

from ..kinds.base import plain
from .base import Suggestion, structural

MOST = 30
MOST_LOOKED_AT = 400
"""The best ones, of which the rest of the work is done."""
LEAST_SCORE = 0.4
AGAIN_FROM_FINDER = 0.02
AGAIN_FROM_SOURCE = 0.2
MOST_FROM_SOURCE = 2


def chosen(found: Iterable[Suggestion], lesson_text: str) -> list[Suggestion]:
    """The best, the best first; no fact twice, no finder and no sentence too often."""
    good = (each for each in found if each.score >= LEAST_SCORE)
    best = nlargest(MOST_LOOKED_AT, good, key=lambda each: each.score)
    left = list(_sound(_once(best), plain(lesson_text)))
    taken: list[Suggestion] = []
    finders: Counter[str] = Counter()
    sources: Counter[str] = Counter()

    def worth(each: Suggestion) -> float:
        again = AGAIN_FROM_FINDER * finders[each.finder] + AGAIN_FROM_SOURCE * sources[each.source]
        return each.score - again

    while left and len(taken) < MOST:
        each = max(left, key=worth)
        left.remove(each)
        if sources[each.source] < MOST_FROM_SOURCE:
            taken.append(each)
            finders[each.finder] += 1
            sources[each.source] += 1
    return taken


def _once(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    facts, asked = set(), set()
    for each in found:
        stem = (each.spec["stem"], each.spec.get("text"))
        if each.fact not in facts and stem not in asked:
            facts.add(each.fact)
            asked.add(stem)
            yield each


def _sound(found: Iterable[Suggestion], lesson_text: str) -> Iterator[Suggestion]:
    """Those that lack nothing but their author's words."""
    for each in found:
        quote = each.spec["quote"]
        # Looked for here once: the kind would fold the whole lesson's text for each of them.
        if plain(quote) in lesson_text and not structural(each.kind, each.spec, quote):
            yield each
