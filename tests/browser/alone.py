"""A question alone in a lesson that holds its quote."""

from __future__ import annotations

from typing import Any

from quizzes.actions.question import save_question
from quizzes.models import Question
from tests.factories import NOW, LessonFactory


def ask(kind: str, spec: dict[str, Any]) -> Question:
    """Publish the question; its lesson is ``question.lesson``."""
    lesson = LessonFactory(body=f"<p>{spec['quote']}, and so on.</p>")
    save_question(lesson.course, "one", kind, spec, lesson=lesson, position=1, by=None, now=NOW)
    return Question.objects.get(lesson=lesson)
