"""A whole course as one archive: what is in it, and writing it.

``course.json`` says what there is; lessons, pictures and questions are members of their own:
``lessons/01-rotor.html``, ``pictures/….webp``, ``questions.json``. The same course always gives
the same bytes. ``course_read`` is the way back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ..articles.archive import MEGABYTE, Limits, packed
from .native import Native
from .spec import QuestionSpec

FORMAT = "evlearn-course"
VERSION = 1
LISTING = "course.json"
QUESTIONS = "questions.json"
SUFFIX = ".zip"
FACTS = (
    "slug",
    "title",
    "summary",
    "language",
    "status",
    "source_title",
    "source_author",
    "source_url",
    "source_date",
)
"""Of a course, all texts; the last is a date, or "" for none."""
QUIZ_FACTS = (
    "slug",
    "title",
    "intro",
    "position",
    "status",
    "way",
    "tries",
    "penalty",
    "shown",
    "shuffle_questions",
    "shuffle_options",
    "most_attempts",
)
"""Of a quiz, besides ``closes_at``: a time with its zone, or "" for none."""
LIMITS = Limits(packed=200 * MEGABYTE, unpacked=500 * MEGABYTE, members=20_000, ratio=1100)
"""Of an archive that is read. All of it is held in memory. What is packed never shrinks more than
by the ratio: questions made from a pattern come near it."""


@dataclass(frozen=True, slots=True)
class LessonSpec:
    """A lesson outside the database; ``source`` is the Markdown that its author typed, or ""."""

    slug: str
    title: str
    status: str
    body: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """A picture with its content; ``ending`` says what it is, as in its address."""

    content: bytes
    ending: str
    name: str
    alt: str

    @property
    def digest(self) -> str:
        """By which lessons and questions name it."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A part of a quiz: ``source`` is "question", "lesson" or "tag", ``name`` its uid, slug or
    name."""

    source: str
    name: str
    count: int | None
    points: float


@dataclass(frozen=True, slots=True)
class QuizSpec:
    """A quiz outside the database; ``facts`` are the fields of its own by their names."""

    facts: dict[str, Any]
    parts: tuple[PartSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseSpec:
    """A course outside the database, not yet checked.

    ``facts`` are its own fields by their names. Pictures and questions may be made while they
    are gone through, and can then be gone through once. ``remarks`` name what an archive has
    and a course has not.
    """

    facts: dict[str, str]
    lessons: tuple[LessonSpec, ...]
    pictures: Iterable[PictureSpec]
    questions: Iterable[QuestionSpec]
    quizzes: tuple[QuizSpec, ...]
    remarks: list[str] = field(default_factory=list)


def write_course(course: CourseSpec) -> Iterator[bytes]:
    """The archive, piece by piece: at no time more of it is held than the largest picture."""
    return packed(_members(course))


def _members(course: CourseSpec) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    """The listing comes last: what pictures there are is known once they are written."""
    lessons = []
    for number, lesson in enumerate(course.lessons, start=1):
        entry = {"slug": lesson.slug, "title": lesson.title, "status": lesson.status}
        stem = f"lessons/{number:02}-{lesson.slug}"
        for what, ending, text in [
            ("html", "html", lesson.body),
            ("markdown", "md", lesson.source),
        ]:
            if text or what == "html":
                entry[what] = f"{stem}.{ending}"
                yield entry[what], text.encode()
        lessons.append(entry)
    pictures = []
    for picture in course.pictures:
        name = f"pictures/{picture.digest}.{picture.ending}"
        pictures.append({"file": name, "name": picture.name, "alt": picture.alt})
        yield name, picture.content
    yield QUESTIONS, Native().write(course.questions)
    listing = {
        "format": FORMAT,
        "version": VERSION,
        "course": course.facts,
        "lessons": lessons,
        "pictures": pictures,
        "quizzes": [_quiz(quiz) for quiz in course.quizzes],
    }
    yield LISTING, _pieces(listing)


def _quiz(quiz: QuizSpec) -> dict[str, Any]:
    parts = [
        {part.source: part.name, "count": part.count, "points": part.points} for part in quiz.parts
    ]
    return {**quiz.facts, "parts": parts}


def _pieces(listing: dict[str, Any]) -> Iterator[bytes]:
    yield json.dumps(listing, ensure_ascii=False, indent=2).encode()
    yield b"\n"
