"""What belongs to a lesson's text while it is being written."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from ..articles import text_of
from ..articles.sentences import nearest, sentences_of
from ..kinds import kinds
from ..models import Lesson, Question, Status

MOST_SENTENCES = 400
"""How many of a lesson's sentences are listed to ask about."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A question at the side of its lesson's text. ``kind`` is "" where there is no version."""

    pk: int
    uid: str
    stem: str
    kind: str
    status: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the saved text, and the query that opens a question's form with it."""

    text: str
    query: str


@dataclass(frozen=True, slots=True)
class Writing:
    """A lesson's questions and its sentences."""

    query: str
    """Opens a question's form with the lesson filled in."""
    questions: tuple[Beside, ...]
    sentences: tuple[Sentence, ...]

    @property
    def lost(self) -> int:
        """How many questions quote what the text does not say."""
        return sum(question.lost for question in self.questions)


def writing(lesson: Lesson) -> Writing:
    """What the page of a lesson shows beside its text. One query."""
    query = urlencode({"course": lesson.course_id, "lesson": lesson.pk})
    sentences = sentences_of(text_of(lesson.body))[:MOST_SENTENCES]
    return Writing(
        query=query,
        questions=tuple(_beside(lesson)),
        sentences=tuple(
            Sentence(text, f"{query}&{urlencode({'quote': text})}") for text in sentences
        ),
    )


def _beside(lesson: Lesson) -> list[Beside]:
    questions = lesson.questions.select_related("current").order_by("position", "pk")
    return [
        Beside(
            pk=question.pk,
            uid=question.uid,
            stem=str(question.current.spec.get("stem", "")) if question.current else "",
            kind=_kind(question),
            status=str(Status(question.status).label),
            lost=question.quote_lost,
        )
        for question in questions
    ]


def _kind(question: Question) -> str:
    """The name that authors know the kind by."""
    name = question.current.kind if question.current else ""
    return str(kinds[name].label) if name in kinds else name


def instead_of_quote(question: Question) -> str:
    """The sentence that stands nearest to a quote that is gone; "" where none does."""
    if not (question.quote_lost and question.current and question.lesson):
        return ""
    quote = question.current.spec.get("quote")
    return nearest(quote, text_of(question.lesson.body)) if isinstance(quote, str) else ""
