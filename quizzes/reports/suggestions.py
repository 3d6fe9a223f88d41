"""What could be asked about a lesson, beside what is asked already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..kinds.base import plain
from ..models import Lesson
from ..suggestions import Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion for a lesson. ``taken`` says that it was made a question before; ``asked`` that
    another question has this sentence for its quote."""

    suggestion: Suggestion
    uid: str
    taken: bool
    asked: bool


def proposals(lesson: Lesson) -> list[Proposal]:
    """The proposals for a lesson, the best first. Two queries."""
    course = lesson.course
    around = course.lessons.exclude(pk=lesson.pk).values_list("body", flat=True)
    return beside(lesson, suggest(lesson.body, language=course.language, around=around))


def beside(lesson: Lesson, suggestions: Iterable[Suggestion]) -> list[Proposal]:
    """The suggestions, each held against the questions that the lesson has. One query."""
    rows = lesson.course.questions.filter(current__isnull=False).order_by()
    found = list(rows.values_list("uid", "lesson_id", "current__spec__quote"))
    taken = {uid for uid, _lesson, _quote in found}
    quotes = [
        plain(quote)
        for _uid, lesson_id, quote in found
        if lesson_id == lesson.pk and isinstance(quote, str) and quote.strip()
    ]
    return [
        Proposal(each, uid, uid in taken, _asked(each, quotes))
        for each in suggestions
        for uid in [each.uid(lesson.slug)]
    ]


def _asked(suggestion: Suggestion, quotes: Iterable[str]) -> bool:
    own = plain(suggestion.spec["quote"])
    return any(own in quote or quote in own for quote in quotes)
