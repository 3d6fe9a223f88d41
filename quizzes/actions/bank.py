"""Lists of questions brought into a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..exchange.spec import QuestionSpec
from ..kinds import SpecRefused, check_spec
from ..models import Course, Lesson, User
from .question import lesson_text, save_question


class QuestionsRefused(ValueError):
    """Questions of which at least one is at fault; ``faults`` has a line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def save_questions(
    course: Course, questions: Iterable[QuestionSpec], *, by: User | None, now: datetime
) -> Counter[str]:
    """Add or bring up to date all questions, or none.

    Returns how many were "added", "changed" and "unchanged". Raises QuestionsRefused with
    every fault of the list, so that one reading mends them all.
    """
    questions = list(questions)
    lessons = {lesson.slug: lesson for lesson in course.lessons.all()}
    faults = [fault for question in questions for fault in _faults(question, lessons)]
    if faults:
        raise QuestionsRefused(faults)
    done: Counter[str] = Counter()
    with transaction.atomic():
        for position, question in enumerate(questions, start=1):
            done[
                save_question(
                    course,
                    question.uid,
                    question.kind,
                    question.spec,
                    lesson=lessons.get(question.lesson),
                    position=position,
                    by=by,
                    now=now,
                )
            ] += 1
    return done


def _faults(question: QuestionSpec, lessons: Mapping[str, Lesson]) -> list[str]:
    if question.lesson and question.lesson not in lessons:
        known = ", ".join(lessons)
        return [
            _("%(place)s: the course has no lesson “%(lesson)s”. It has: %(known)s.")
            % {"place": question.place, "lesson": question.lesson, "known": known}
        ]
    try:
        text = lesson_text(lessons.get(question.lesson))
        check_spec(question.kind, question.spec, text)
    except SpecRefused as refused:
        return [f"{question.place}: {problem}" for problem in refused.problems]
    return []
