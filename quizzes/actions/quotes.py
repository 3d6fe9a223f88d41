"""Keeping track of whether lessons still say what their questions quote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..articles import text_of
from ..kinds.base import plain
from ..models import Lesson, Question


def quote_lost(spec: Mapping[str, Any], lesson: Lesson | None) -> bool:
    """Whether the lesson does not have what the spec quotes; False without one of the two."""
    quote = spec.get("quote")
    if lesson is None or not isinstance(quote, str):
        return False
    return plain(quote) not in _text(lesson.body)


@lru_cache(maxsize=64)
def _text(body: str) -> str:
    """Kept for a while: a list of questions asks for the same few texts over and over."""
    return plain(text_of(body))


def flag_lost(lesson: Lesson) -> tuple[str, ...]:
    """Flag the lesson's questions whose quote its text does not have, and no others.

    To be called whenever the text changed. Returns their identifiers. Two queries, and one for
    each change of the flag.
    """
    questions = list(lesson.questions.exclude(current=None).select_related("current"))
    lost = [each for each in questions if each.current and quote_lost(each.current.spec, lesson)]
    gone = {each.pk for each in lost}
    for flag in (True, False):
        turned = [
            each.pk for each in questions if (each.pk in gone) is flag and each.quote_lost != flag
        ]
        if turned:
            Question.objects.filter(pk__in=turned).update(quote_lost=flag)
    return tuple(each.uid for each in lost)
