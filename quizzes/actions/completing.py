"""Many questions given what they lack: a lesson, the sentence that settles them, a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from ..articles import text_of
from ..kinds import kinds
from ..models import Course, Lesson, Question, Status, User
from .question import place, revise


@dataclass(frozen=True, slots=True)
class Completion:
    """What an author adds to a question that was at version ``seen``; "" and None for nothing."""

    question_id: int
    seen: int
    lesson: Lesson | None = None
    quote: str = ""
    explanation: str = ""


@dataclass(slots=True)
class Completed:
    """The questions that changed, those of them that are published now, and those that somebody
    else had changed meanwhile, which stay as they are."""

    changed: list[Question] = field(default_factory=list)
    published: list[Question] = field(default_factory=list)
    stale: list[Question] = field(default_factory=list)


def complete(
    course: Course, given: Iterable[Completion], *, publish: bool, by: User, now: datetime
) -> Completed:
    """Add what is given; with ``publish`` open the drafts that lack nothing then. All or nothing.

    A published question must have what it needs already, so the words that are added change no
    answer's meaning.
    """
    done = Completed()
    wanted = {each.question_id: each for each in given}
    rows = course.questions.select_for_update(no_key=True, of=["self"]).filter(pk__in=wanted)
    with transaction.atomic():
        for question in rows.select_related("current", "lesson").order_by("pk"):
            _complete(question, wanted[question.pk], publish, by, now, done)
    return done


def _complete(
    question: Question, given: Completion, publish: bool, by: User, now: datetime, done: Completed
) -> None:
    version = question.current
    if version is None or version.number != given.seen or version.kind not in kinds:
        done.stale.append(question)
        return
    before, fields = question.lesson_id, []
    if given.lesson is not None and given.lesson.pk != before:
        question.lesson = given.lesson
        fields.append("lesson")
    spec = _filled(version.spec, given)
    text = text_of(question.lesson.body) if question.lesson else None
    ready = not version.grader.problems(spec, text)
    if question.status == Status.PUBLISHED and not ready:
        return
    if publish and ready and question.status == Status.DRAFT:
        question.status = Status.PUBLISHED
        fields.append("status")
        done.published.append(question)
    if fields:
        place(question, fields, from_lesson=before if "lesson" in fields else None, now=now)
    if revise(question, version.kind, spec, typo_only=True, by=by, now=now) or fields:
        done.changed.append(question)


def _filled(spec: dict[str, Any], given: Completion) -> dict[str, Any]:
    added = {"quote": given.quote, "explanation": given.explanation}
    return {**spec, **{name: text for name, text in added.items() if text}}
