"""Questions that lack a lesson, the sentence that settles them, or more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from ..articles import text_of
from ..kinds import kinds
from ..models import Course, Question, Status
from ..suggestions.places import Place, Places, key_in_words


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A question with its key in words, the sentences that may settle it, and what else it lacks.

    ``quote`` is the one it has, where its lesson has it too; no others are proposed then. That
    of a question that stands in no lesson, which a lesson has, is proposed first.
    """

    question: Question
    stem: str
    key: str
    quote: str
    explanation: str
    places: tuple[Place, ...]
    lacks: tuple[str, ...]


def incomplete(course: Course) -> QuerySet[Question]:
    """Drafts that lack something, then questions that stand in no lesson."""
    questions = course.questions.filter(current__kind__in=kinds)
    lacking = questions.lacking().filter(status=Status.DRAFT).values("pk")
    nowhere = questions.asked().filter(lesson=None, status__in=[Status.DRAFT, Status.PUBLISHED])
    found = questions.filter(Q(pk__in=lacking) | Q(pk__in=nowhere.values("pk")))
    lesson = F("lesson__position").asc(nulls_last=True)
    return found.select_related("current", "lesson").order_by("status", lesson, "position", "pk")


@dataclass(frozen=True, slots=True)
class Around:
    """The lessons of a course that may have questions: their titles by key, and their sentences."""

    titles: dict[int, str]
    places: Places


def around(course: Course) -> Around:
    """One query."""
    lessons = course.lessons.exclude(status=Status.RETIRED).order_by("position", "pk")
    rows = list(lessons.values_list("pk", "title", "body"))
    texts = {pk: text_of(body) for pk, _title, body in rows}
    return Around({pk: title for pk, title, _body in rows}, Places(texts))


def completing(questions: Iterable[Question], lessons: Around) -> list[Incomplete]:
    """What an author needs to see of each to complete it."""
    return [_incomplete(question, lessons) for question in questions]


def _incomplete(question: Question, lessons: Around) -> Incomplete:
    places, version = lessons.places, question.current
    assert version is not None  # of those that ``incomplete`` finds
    spec = version.spec if isinstance(version.spec, dict) else {}
    lesson = question.lesson_id
    stem, quote, explanation = (
        text if isinstance(text := spec.get(name), str) else ""
        for name in ("stem", "quote", "explanation")
    )
    home = places.having(quote, lesson=lesson)
    stands = lesson is not None and home is not None
    proposed = [] if stands else places.of(version.kind, spec, lesson=lesson)
    if home is not None and not stands:
        proposed = [Place(home, quote, 1), *(each for each in proposed if each.sentence != quote)]
    added = {
        "quote": quote if stands else "",
        "explanation": explanation if explanation.strip() else "?",
    }
    return Incomplete(
        question=question,
        stem=stem,
        key=key_in_words(version.kind, spec),
        quote=quote if stands else "",
        explanation=explanation,
        places=tuple(proposed),
        lacks=tuple(version.grader.problems({**spec, **added})),
    )
